import { documentsForReading } from '#lib/features/library/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import {
	cited,
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	mayNumber,
	numberedPaperOf,
	type Paper,
	signatureOf,
	takeNumber,
} from '#lib/features/papers/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, timeOfDay } from '#lib/shared/calendar.ts';
import { conflict, missing, refused } from '#lib/shared/failures.ts';
import { lowerFirst } from '#lib/text/official-words.ts';
import { callBlocks, calledPeople } from './domain/invitation.ts';
import { seenMeeting } from './facts.server.ts';
import { meetingPage } from './queries.server.ts';
import { NumberCallInput } from './schema.ts';

export type CallType = 'invitation' | 'notice';
const isCalled = ({ state }: { state: string }): boolean => state !== 'planned' && state !== 'cancelled';
/** As what the register knows the paper of a call. */
const registered = (type: CallType, meetingId: string) => ({ type: `meeting_${type}`, id: meetingId });

const calledOn = async (tx: Tx, meetingId: string): Promise<Date | null> => {
	const found = await tx
		.selectFrom('meeting')
		.select('called_at as calledAt')
		.where('id', '=', meetingId)
		.executeTakeFirst();
	return found?.calledAt ?? null;
};

/**
 * The invitation to a meeting, or the notice of it, as a paper of the Party's layout, of the day of the call. Its number
 * stays open until one is taken from the register.
 * @throws Failure missing while the meeting is not called, refused without an issuing body
 */
export const callPaper = async (
	tx: Tx,
	actor: Actor,
	wanted: { meetingId: string; type: CallType; today: Day },
): Promise<{ paper: Paper; layout: Layout; mark: string | null }> => {
	const page = await meetingPage(tx, actor, wanted.meetingId, wanted.today);
	const { meeting } = page;
	if (!isCalled(meeting)) throw missing('failure_not_found');
	const day = dayOf((await calledOn(tx, meeting.id)) ?? meeting.startsAt);
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, meeting.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const unit = await requireUnit(tx, meeting.unitId);
	const documents = await documentsForReading(
		tx,
		actor,
		page.items.flatMap(({ documentId }) => documentId ?? []),
	);
	const facts = {
		unitName: unit.name,
		kind: meeting.kind,
		title: meeting.title,
		place: meeting.place,
		day: meeting.day,
		time: timeOfDay(meeting.startsAt),
		chair: meeting.chairName,
		invited: page.people.map(({ fullName }) => fullName),
		items: page.items,
		material: documents.map(cited),
	};
	const numbered = await numberedPaperOf(tx, actor.tenantId, registered(wanted.type, meeting.id));
	const isInvitation = wanted.type === 'invitation';
	const paper: Paper = {
		type: wanted.type,
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: numbered?.number ?? null, sign: body.sign },
			place: body.place,
			day,
			title: `${isInvitation ? 'dự' : 'về việc tổ chức'} ${lowerFirst(meeting.title)}`,
			...(isInvitation ? { addressees: [calledPeople(facts)] } : {}),
		},
		body: callBlocks(facts, wanted.type),
		signatures: { right: signatureOf(layout, body, await headOf(tx, meeting.unitId, day)) },
		copies: [isInvitation ? 'Như trên' : 'Như thành phần', ...(body.kept ? [body.kept] : [])],
	};
	return { paper, layout, mark: numbered?.mark ?? null };
};

/** The numbers that invitation and notice of a meeting bear, and whether the actor may take one; null before the call. */
export const callNumbers = async (
	tx: Tx,
	actor: Actor,
	meeting: { id: string; unitId: string; state: string },
): Promise<{ invitation: string | null; notice: string | null; mayNumber: boolean } | null> => {
	if (!isCalled(meeting)) return null;
	const markOf = async (type: CallType): Promise<string | null> =>
		(await numberedPaperOf(tx, actor.tenantId, registered(type, meeting.id)))?.mark ?? null;
	return {
		invitation: await markOf('invitation'),
		notice: await markOf('notice'),
		mayNumber: mayNumber(actor, meeting.unitId).allowed,
	};
};

/**
 * Takes the next number of the register of outgoing papers for the invitation to a meeting or the notice of it; they are
 * of the day of the call.
 * @throws Failure conflict when it bears a number already
 */
export const numberCall = command('meeting.number_call', NumberCallInput, async (context, input) => {
	const { tx, actor, today } = context;
	// Locked, so that two who ask at once do not take two numbers.
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayNumber(actor, meeting.unitId));
	const { paper, mark } = await callPaper(tx, actor, { ...input, today });
	if (mark) throw conflict('refused_call_numbered');
	const given = await takeNumber(context, {
		unitId: meeting.unitId,
		side: 'party',
		type: input.type,
		title: paper.head.title ?? meeting.title,
		day: paper.head.day ?? today,
		signer: paper.signatures.right?.name ?? '',
		recipients: (paper.head.addressees ?? []).join('; '),
		subject: registered(input.type, meeting.id),
	});
	return { mark: given.mark };
});
