import { sql } from 'kysely';
import { type PersonOfUnit, peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { MeetingKind, MeetingRules } from './domain/rules.ts';
import { type MeetingFacts, maySeeMeeting } from './policy.ts';

export type KnownMeeting = MeetingFacts & {
	id: string;
	title: string;
	place: string;
	startsAt: Date;
	minutesPlanned: number;
	conclusion: string;
	checkInCode: string;
	openedAt: Date | null;
	closedAt: Date | null;
};

/** What an event of a meeting is about. */
export const subject = (meeting: Pick<KnownMeeting, 'id' | 'unitId'>) => ({
	subject: { type: 'meeting', id: meeting.id },
	unitId: meeting.unitId,
});

/** A meeting with what its policies ask for. @throws Failure missing */
export const meetingFacts = async (
	tx: Tx,
	tenantId: string,
	meetingId: string,
	lock = false,
): Promise<KnownMeeting> => {
	if (!uuidPattern.test(meetingId)) throw missing('failure_not_found');
	const found = await sql<KnownMeeting>`
		select m.id, m.unit_id as "unitId", u.path::text as path, m.kind, m.state, m.chair_id as "chairId", m.taker_id as "takerId", m.title, m.place,
			m.starts_at as "startsAt", m.minutes_planned as "minutesPlanned", m.conclusion, m.check_in_code as "checkInCode",
			m.opened_at as "openedAt", m.closed_at as "closedAt"
		from meeting m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
		where m.tenant_id = ${tenantId} and m.id = ${meetingId} ${lock ? sql`for update of m` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The meeting for whoever may know of it; to everybody else it is not there. */
export const seenMeeting = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	meetingId: string,
	lock = true,
): Promise<KnownMeeting> => {
	const meeting = await meetingFacts(tx, actor.tenantId, meetingId, lock);
	if (!maySeeMeeting(actor, meeting).allowed) throw missing('failure_not_found');
	return meeting;
};

/** The documents of a meeting's agenda that it came to: their item was gone to, or something was recorded under it. */
export const discussedIn = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	meetingId: string,
): Promise<string[]> => {
	const found = await sql<{ id: string }>`
		select distinct i.document_id as id from agenda_item i
		where i.tenant_id = ${actor.tenantId} and i.meeting_id = ${meetingId} and i.document_id is not null and (i.state <> 'waiting'
			or exists (select from meeting_note n where n.tenant_id = i.tenant_id and n.item_id = i.id and n.body <> '')
			or exists (select from ballot b where b.tenant_id = i.tenant_id and b.item_id = i.id)
			or exists (select from meeting_assignment a where a.tenant_id = i.tenant_id and a.item_id = i.id))
		order by i.document_id`.execute(tx);
	return found.rows.map(({ id }) => id);
};

export type KnownItem = {
	id: string;
	meetingId: string;
	position: number;
	title: string;
	documentId: string | null;
	assignmentId: string | null;
};

/** An item of an agenda and its meeting. @throws Failure missing */
export const seenItem = async (
	context: Pick<CommandContext, 'tx' | 'actor'>,
	itemId: string,
): Promise<{ item: KnownItem; meeting: KnownMeeting }> => {
	if (!uuidPattern.test(itemId)) throw missing('failure_not_found');
	const item = await context.tx
		.selectFrom('agenda_item')
		.select([
			'id',
			'meeting_id as meetingId',
			'position',
			'title',
			'document_id as documentId',
			'assignment_id as assignmentId',
		])
		.where('id', '=', itemId)
		.executeTakeFirst();
	if (!item) throw missing('failure_not_found');
	return { item, meeting: await seenMeeting(context, item.meetingId) };
};

/** The roles of a cell's committee. */
export const committee: ReadonlySet<string> = new Set(['secretary', 'deputy', 'committee_member']);

/** Whom a meeting is for, on its day, by given name. */
export const invitedTo = async (
	tx: Tx,
	{ unitId, kind, startsAt }: { unitId: string; kind: MeetingKind; startsAt: Date },
): Promise<PersonOfUnit[]> => {
	const people = await peopleOfUnit(tx, unitId, dayOf(startsAt));
	if (kind === 'committee')
		return people.filter(({ roles }) => roles.some(({ role }) => committee.has(role)));
	if (kind === 'regular' || kind === 'thematic' || kind === 'combined')
		return people.filter(({ standing }) => standing === 'official' || standing === 'probationary');
	return people.filter(({ standing }) => standing !== null);
};

/** The officers of the higher committee who follow the unit on a day: they are told of its meetings, but not summoned. */
export const followersOf = async (
	tx: Tx,
	tenantId: string,
	{ path, startsAt }: Pick<KnownMeeting, 'path' | 'startsAt'>,
): Promise<string[]> => {
	const day = dayOf(startsAt);
	const found = await sql<{ personId: string }>`
		select distinct r.person_id as "personId" from role_assignment r
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${tenantId} and r.role = 'higher_officer' and u.path @> ${path}::text::ltree
			and r.valid_from <= ${day} and (r.valid_to is null or r.valid_to > ${day})`.execute(tx);
	return found.rows.map(({ personId }) => personId);
};

/** What the superior committee has set for a unit in place of the general rules, newest first. */
export const ownRules = (tx: Tx, unitId: string): Promise<MeetingRules[]> =>
	tx
		.selectFrom('meeting_rule')
		.select([
			'valid_from as validFrom',
			'minutes_regular as minutesRegular',
			'minutes_combined as minutesCombined',
			'notice_days as noticeDays',
			'source',
		])
		.where('unit_id', '=', unitId)
		.orderBy('valid_from', 'desc')
		.execute() as Promise<(MeetingRules & { validFrom: Day })[]>;
