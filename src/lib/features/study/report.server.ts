import { documentsForReading } from '#lib/features/library/public.server.ts';
import {
	cited,
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	numberedPaperOf,
	type Paper,
	signatureOf,
	takeNumber,
} from '#lib/features/papers/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, timeOfDay } from '#lib/shared/calendar.ts';
import { conflict, refused } from '#lib/shared/failures.ts';
import { lowerFirst } from '#lib/text/official-words.ts';
import { type RoundReport, reportBlocks, roundReport } from './domain/report.ts';
import { type KnownRound, sessionsOf } from './facts.server.ts';
import { paperStates } from './paper-states.server.ts';
import { participantsOf } from './participants.server.ts';
import { mayIssueReport, maySeePeople } from './policy.ts';
import { seen } from './queries.server.ts';
import { seenRound, subjectOf } from './records.server.ts';
import { roundProposals } from './round-proposals.server.ts';
import { IssueReportInput } from './schema.ts';

const SUBJECT = 'study_round';

/** What the report of a round says as it stands now. */
const reportNow = async (
	tx: Tx,
	actor: Actor,
	round: KnownRound,
	assessment: string,
): Promise<RoundReport> => {
	const sessions = await sessionsOf(tx, actor.tenantId, round.id);
	const documents = await documentsForReading(tx, actor, round.documentIds);
	const papers = await paperStates(tx, actor.tenantId, [round.id]);
	const proposals = await roundProposals(
		tx,
		papers.flatMap(({ paperId }) => paperId ?? []),
	);
	return roundReport(
		{
			title: round.title,
			unitName: round.unitName,
			startsOn: round.startsOn,
			endsOn: round.closedAt && dayOf(round.closedAt),
			documents: documents.map(cited),
			sessions: sessions.map(({ startsAt, place, speaker }) => ({
				day: dayOf(startsAt),
				time: timeOfDay(startsAt),
				place,
				speaker,
			})),
			wantsPaper: round.paperDueOn !== null,
			proposals: proposals.map(({ body }) => body),
			assessment,
		},
		await participantsOf(tx, actor, round, sessions),
	);
};

export type ReportPage = {
	round: KnownRound;
	report: RoundReport;
	/** Its number and day, once it has them. */
	mark: string | null;
	issuedOn: Day | null;
	number: number | null;
	mayIssue: boolean;
};

/**
 * The report of a round, for who leads its unit: as it was numbered, before that as the round stands now.
 * @throws Failure missing, refused
 */
export const reportPage = async (tx: Tx, actor: Actor, roundId: string): Promise<ReportPage> => {
	const round = await seen(tx, actor, roundId);
	const may = maySeePeople(actor, round.unitId);
	if (!may.allowed) throw refused(may.key);
	const numbered = await numberedPaperOf(tx, actor.tenantId, { type: SUBJECT, id: round.id });
	const kept = numbered
		? await tx
				.selectFrom('study_report')
				.select('facts')
				.where('tenant_id', '=', actor.tenantId)
				.where('paper_id', '=', numbered.id)
				.executeTakeFirst()
		: undefined;
	return {
		round,
		report: (kept?.facts as RoundReport | undefined) ?? (await reportNow(tx, actor, round, '')),
		mark: numbered?.mark ?? null,
		issuedOn: numbered?.issuedOn ?? null,
		number: numbered?.number ?? null,
		mayIssue: !numbered && mayIssueReport(actor, round).allowed,
	};
};

/** The report as a paper of the Party's layout; without a number it is a draft. @throws Failure missing, refused */
export const reportPaper = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	today: Day,
): Promise<{ paper: Paper; layout: Layout; mark: string | null }> => {
	const { round, report, mark, issuedOn, number } = await reportPage(tx, actor, roundId);
	const day = issuedOn ?? today;
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, round.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const paper: Paper = {
		type: 'report',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number, sign: body.sign },
			place: body.place,
			day: issuedOn,
			year: day.slice(0, 4),
			title: `kết quả ${lowerFirst(report.title)}`,
			draft: number === null ? 1 : null,
		},
		body: reportBlocks(report),
		signatures: { right: signatureOf(layout, body, await headOf(tx, round.unitId, day)) },
		copies: [
			...(body.superior ? ['Cấp ủy cấp trên trực tiếp (để báo cáo)'] : []),
			...(body.kept ? [body.kept] : []),
		],
	};
	return { paper, layout, mark };
};

/**
 * Gives the report of a closed round its number in the register; what it says stays from then on.
 * @throws Failure refused while the round is open, conflict when it has a number, invalid (a day that lies ahead)
 */
export const issueReport = command('study.issue_report', IssueReportInput, async (context, input) => {
	const { tx, actor } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayIssueReport(actor, round));
	if (input.issuedOn > context.today) throw invalidAt('issuedOn', 'issue_issued_later');
	const subject = { type: SUBJECT, id: round.id };
	if (await numberedPaperOf(tx, actor.tenantId, subject)) throw conflict('failure_study_report_numbered');
	const report = await reportNow(tx, actor, round, input.assessment);
	const signer = await headOf(tx, round.unitId, input.issuedOn);
	const given = await takeNumber(context, {
		unitId: round.unitId,
		side: 'party',
		type: 'report',
		title: `kết quả ${lowerFirst(report.title)}`,
		day: input.issuedOn,
		signer: signer.name ?? '',
		subject,
	});
	await tx
		.insertInto('study_report')
		.values({
			tenant_id: actor.tenantId,
			paper_id: given.id,
			round_id: round.id,
			unit_id: round.unitId,
			facts: JSON.stringify(report),
		})
		.execute();
	await context.emit('study.report_issued', {
		...subjectOf(round),
		after: { title: report.title, mark: given.mark },
	});
	return { mark: given.mark };
});
