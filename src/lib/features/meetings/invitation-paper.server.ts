import { documentsForReading } from '#lib/features/library/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import {
	cited,
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	type Paper,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf, timeOfDay } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { lowerFirst } from '#lib/text/official-words.ts';
import { callBlocks, calledPeople } from './domain/invitation.ts';
import { meetingPage } from './queries.server.ts';

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
 * stays open: it is given in the register when the paper is sent.
 * @throws Failure missing while the meeting is not called, refused without an issuing body
 */
export const callPaper = async (
	tx: Tx,
	actor: Actor,
	wanted: { meetingId: string; type: 'invitation' | 'notice'; today: Day },
): Promise<{ paper: Paper; layout: Layout }> => {
	const page = await meetingPage(tx, actor, wanted.meetingId, wanted.today);
	const { meeting } = page;
	if (meeting.state === 'planned' || meeting.state === 'cancelled') throw missing('failure_not_found');
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
	const isInvitation = wanted.type === 'invitation';
	const paper: Paper = {
		type: wanted.type,
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: null, sign: body.sign },
			place: body.place,
			day,
			title: `${isInvitation ? 'dự' : 'về việc tổ chức'} ${lowerFirst(meeting.title)}`,
			...(isInvitation ? { addressees: [calledPeople(facts)] } : {}),
		},
		body: callBlocks(facts, wanted.type),
		signatures: { right: signatureOf(layout, body, await headOf(tx, meeting.unitId, day)) },
		copies: [isInvitation ? 'Như trên' : 'Như thành phần', ...(body.kept ? [body.kept] : [])],
	};
	return { paper, layout };
};
