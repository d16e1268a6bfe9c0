import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import {
	type Block,
	issuingBodyOf,
	type Layout,
	layoutFor,
	numberedPaperOf,
	type Paper,
	type Signer,
	signatureOf,
	takeNumber,
} from '#lib/features/papers/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing, refused } from '#lib/shared/failures.ts';
import { lowerFirst, shortDay } from '#lib/text/official-words.ts';
import { type KnownRecognition, recognitionFacts, seenRecognition } from './facts.server.ts';
import { mayIssueNotice, mayWritePaper } from './policy.ts';
import { recognitionPage } from './queries.server.ts';
import { IssueNoticeInput } from './schema.ts';

const SUBJECT = 'recognition';

/** What the notice says, in the words that offices use. */
const blocksOf = (one: KnownRecognition, said: { members: string[]; place: string | null }): Block[] => {
	const who = one.personName ? `đồng chí ${one.personName}` : `tập thể ${one.collective ?? ''}`;
	const what = one.kind === 'example' ? 'gương người tốt, việc tốt' : (one.form?.name ?? '');
	const decision = one.decisionNumber
		? `, theo Quyết định số ${one.decisionNumber}${one.decisionOn ? `, ngày ${shortDay(one.decisionOn)}` : ''}${one.givenBy ? ` của ${one.givenBy}` : ''}`
		: '';
	const committee = one.committeeOn ? `Sau khi chi ủy cho ý kiến ngày ${shortDay(one.committeeOn)}, ` : '';
	const opening = `${committee}${one.unitName} ${one.kind === 'example' ? 'biểu dương' : 'thông báo khen thưởng'} ${who} (${lowerFirst(what)})${decision}.`;
	return [
		{ kind: 'paragraph', text: opening.charAt(0).toUpperCase() + opening.slice(1) },
		{ kind: 'heading', level: 1, text: 'Việc đã làm' },
		{ kind: 'paragraph', text: `${one.title}.` },
		...one.deed
			.split(/\n+/)
			.filter(Boolean)
			.map((text): Block => ({ kind: 'paragraph', text })),
		...(said.place
			? [{ kind: 'paragraph', text: `Việc làm này thực hiện ${said.place}.` } satisfies Block]
			: []),
		...(said.members.length > 0
			? [
					{ kind: 'heading', level: 1, text: 'Thành viên của tập thể' } satisfies Block,
					{ kind: 'paragraph', text: said.members.join(', ') } satisfies Block,
				]
			: []),
		{
			kind: 'paragraph',
			text: `${one.unitName} đề nghị toàn thể cán bộ, đảng viên học tập và làm theo.`,
		},
	];
};

/** Who signs: the secretary; the deputy where it is the secretary who is honoured. */
const signerOf = async (tx: Tx, one: KnownRecognition, day: Day): Promise<Signer> => {
	const people = await peopleOfUnit(tx, one.unitId, day);
	const holding = (wanted: 'secretary' | 'deputy') =>
		people.find(({ roles }) => roles.some(({ role }) => role === wanted));
	const head = holding('secretary');
	return head && head.personId === one.personId
		? { office: 'deputy', name: holding('deputy')?.fullName ?? null }
		: { office: 'head', name: head?.fullName ?? null };
};

const subjectWords = ({ kind }: KnownRecognition): string =>
	kind === 'example' ? 'biểu dương gương người tốt, việc tốt' : 'khen thưởng';

/**
 * The notice by which a recognition is made known, in the prescribed layout. Its number is given when it is entered in the
 * register; until then the place stays open.
 * @throws Failure missing, refused (the unit issues no papers)
 */
export const recognitionPaper = async (
	tx: Tx,
	actor: Actor,
	recognitionId: string,
	today: Day,
): Promise<{ paper: Paper; layout: Layout; mark: string | null }> => {
	const one = await recognitionFacts(tx, actor.tenantId, recognitionId);
	if (!mayWritePaper(actor, one).allowed) throw missing('failure_not_found');
	const { members, place } = await recognitionPage(tx, actor, recognitionId);
	const numbered = await numberedPaperOf(tx, actor.tenantId, { type: SUBJECT, id: one.id });
	const day = numbered?.issuedOn ?? today;
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, one.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const subject = one.personName ? `đồng chí ${one.personName}` : `tập thể ${one.collective ?? ''}`;
	const paper: Paper = {
		type: 'notice',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: numbered?.number ?? null, sign: body.sign },
			place: body.place,
			day: numbered?.issuedOn ?? null,
			year: day.slice(0, 4),
			title: `${subjectWords(one)} đối với ${subject}`,
		},
		body: blocksOf(one, {
			members,
			place: place ? [place.name, place.clause].filter(Boolean).join(', ') : null,
		}),
		signatures: { right: signatureOf(layout, body, await signerOf(tx, one, day)) },
		copies: ['Như trên', ...(body.kept ? [body.kept] : [])],
	};
	return { paper, layout, mark: numbered?.mark ?? null };
};

/**
 * Gives the notice its number in the register. The register names nobody: it stays when the person no longer wants to be named.
 * @throws Failure refused, conflict when it has a number, invalid (a day that lies ahead)
 */
export const issueNotice = command('recognition.issue_notice', IssueNoticeInput, async (context, input) => {
	const { tx, actor } = context;
	const one = await seenRecognition(context, input.recognitionId);
	context.permit(mayIssueNotice(actor, one));
	if (input.issuedOn > context.today) throw invalidAt('issuedOn', 'issue_issued_later');
	const subject = { type: SUBJECT, id: one.id };
	if (await numberedPaperOf(tx, actor.tenantId, subject)) throw conflict('failure_recognition_numbered');
	const signer = await signerOf(tx, one, input.issuedOn);
	const given = await takeNumber(context, {
		unitId: one.unitId,
		side: 'party',
		type: 'notice',
		title: subjectWords(one),
		day: input.issuedOn,
		signer: signer.name ?? '',
		subject,
	});
	await context.emit('recognition.notice_issued', {
		subject,
		unitId: one.unitId,
		after: { mark: given.mark },
	});
	return { mark: given.mark };
});
