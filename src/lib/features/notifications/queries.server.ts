import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { DueItem } from './domain/due.ts';
import { type ReminderRule, ruleOn } from './domain/rules.ts';
import { mayUrgeAgain } from './domain/urging.ts';
import { dueKinds, duties } from './due-sources.server.ts';
import { maySeeBehind, maySeeLetters, maySetRule, mayUrge } from './policy.ts';
import { DEFAULT_HOUR, rulesOf } from './reminder-rules.server.ts';

/** How much one was told and has not read; what is done no longer counts. */
export const unreadCount = async (tx: Tx, actor: Actor): Promise<number> => {
	const found = await sql<{ count: number }>`
		select count(*)::int as count from notification
		where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} and read_at is null and settled_at is null`.execute(
		tx,
	);
	return found.rows[0]?.count ?? 0;
};

export type ToldRow = {
	id: string;
	words: string;
	toldAt: Date;
	isRead: boolean;
	isDone: boolean;
	isUrgent: boolean;
};
export type ToldPage = { rows: ToldRow[]; unread: number; found: number; page: number; size: number };
const TOLD_A_PAGE = 30;

/** What one was told, newest first. */
export const toldTo = async (
	tx: Tx,
	actor: Actor,
	wanted: { onlyUnread: boolean; page: number },
): Promise<ToldPage> => {
	const only = wanted.onlyUnread ? sql`and read_at is null and settled_at is null` : sql``;
	const from = sql`from notification where tenant_id = ${actor.tenantId} and person_id = ${actor.personId} ${only}`;
	const counted = await sql<{ count: number }>`select count(*)::int as count ${from}`.execute(tx);
	const found = counted.rows[0]?.count ?? 0;
	const page = Math.min(Math.max(1, wanted.page), Math.max(1, Math.ceil(found / TOLD_A_PAGE)));
	const rows = await sql<{
		id: string;
		kind: string;
		words: string;
		detail: Record<string, string | number>;
		toldAt: Date;
		isRead: boolean;
		isDone: boolean;
		isUrgent: boolean;
	}>`
		select id, kind, words, detail, told_at as "toldAt", read_at is not null as "isRead", settled_at is not null as "isDone", is_urgent as "isUrgent"
		${from} order by told_at desc, id desc limit ${TOLD_A_PAGE} offset ${(page - 1) * TOLD_A_PAGE}`.execute(
		tx,
	);
	const kinds = dueKinds();
	return {
		rows: rows.rows.map(({ kind, detail, words, ...row }) => ({
			...row,
			words: sayKey(words, { ...detail, kind: kinds.get(kind)?.say().toLocaleLowerCase('vi') ?? '' }),
		})),
		unread: await unreadCount(tx, actor),
		found,
		page,
		size: TOLD_A_PAGE,
	};
};

export type OwnSetting = {
	byMail: boolean;
	hour: number;
	address: string | null;
	isConfirmed: boolean;
	waitsForCode: boolean;
	refusedAt: Date | null;
};

/** How the actor wants to be reminded; until they say so, by what they start with. */
export const ownSetting = async (tx: Tx, actor: Actor): Promise<OwnSetting> => {
	const row = await tx
		.selectFrom('reminder_setting')
		.select(['by_mail', 'digest_hour', 'address', 'confirmed_at', 'code_hash', 'refused_at'])
		.where('person_id', '=', actor.personId)
		.executeTakeFirst();
	return {
		byMail: row?.by_mail ?? true,
		hour: row?.digest_hour ?? DEFAULT_HOUR,
		address: row?.address ?? null,
		isConfirmed: Boolean(row?.confirmed_at),
		waitsForCode: Boolean(row?.code_hash),
		refusedAt: row?.refused_at ?? null,
	};
};

export type BehindThing = DueItem & { kindWords: string; urgedAt: Date | null; mayUrge: boolean };
export type BehindPerson = { personId: string; fullName: string; since: Day; things: BehindThing[] };
export type BehindPage = {
	people: BehindPerson[];
	/** Of each kind, over the whole unit. */
	totals: { key: string; words: string; count: number }[];
	behind: number;
	members: number;
	found: number;
	page: number;
	size: number;
	rule: ReminderRule;
	powers: { urge: boolean; rule: boolean };
};
const PEOPLE_A_PAGE = 30;

const lastUrges = async (tx: Tx, tenantId: string, unitId: string): Promise<Map<string, Date>> => {
	const found = await sql<{ thing: string; at: Date }>`
		select kind || ':' || subject_id || ':' || person_id as thing, max(urged_at) as at from urge
		where tenant_id = ${tenantId} and unit_id = ${unitId} group by 1`.execute(tx);
	return new Map(found.rows.map(({ thing, at }) => [thing, new Date(at)]));
};

/**
 * Who is behind in a unit, on what and since when, the longest first.
 * @throws Failure refused for whoever does not lead the unit
 */
export const behindIn = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; kind: string | undefined; personId: string | undefined; page: number; now: Date },
): Promise<BehindPage> => {
	const may = maySeeBehind(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const { tenantId } = actor;
	const today = dayOf(wanted.now);
	const kinds = dueKinds();
	const late = (await duties(tx, { tenantId, unitId: wanted.unitId, until: today })).filter(
		(item) => item.dueOn < today && kinds.get(item.kind)?.isOwed,
	);
	const rule = ruleOn(await rulesOf(tx, tenantId), wanted.unitId, today);
	const urges = await lastUrges(tx, tenantId, wanted.unitId);
	const members = await peopleOfUnit(tx, wanted.unitId, today);
	const nameOf = new Map(members.map(({ personId, fullName }) => [personId, fullName]));
	const shown = late.filter(
		(item) =>
			(!wanted.kind || item.kind === wanted.kind) && (!wanted.personId || item.personId === wanted.personId),
	);
	// The things of a person are in the order of their days, and so the people are by their oldest.
	const people = [...Map.groupBy(shown, ({ personId }) => personId)].map(
		([personId, items]): BehindPerson => ({
			personId,
			fullName: nameOf.get(personId) ?? '',
			since: items[0]?.dueOn ?? today,
			things: items.map((item) => {
				const urgedAt = urges.get(`${item.kind}:${item.subjectId}:${item.personId}`) ?? null;
				return {
					...item,
					kindWords: kinds.get(item.kind)?.say() ?? '',
					urgedAt,
					mayUrge:
						mayUrge(actor, wanted.unitId, personId).allowed &&
						mayUrgeAgain(urgedAt, wanted.now, rule.urgePauseHours),
				};
			}),
		}),
	);
	const named = people.filter(({ fullName }) => fullName !== '');
	const page = Math.min(Math.max(1, wanted.page), Math.max(1, Math.ceil(named.length / PEOPLE_A_PAGE)));
	return {
		people: named.slice((page - 1) * PEOPLE_A_PAGE, page * PEOPLE_A_PAGE),
		totals: [...kinds.values()]
			.filter(({ isOwed }) => isOwed)
			.map((kind) => {
				const count = late.filter((item) => item.kind === kind.key).length;
				return { key: kind.key, words: kind.count(count).replace(/^\d+\s*/, ''), count };
			}),
		behind: new Set(late.map(({ personId }) => personId)).size,
		members: members.length,
		found: named.length,
		page,
		size: PEOPLE_A_PAGE,
		rule,
		powers: {
			urge: mayUrge(actor, wanted.unitId, '').allowed,
			rule: maySetRule(actor, wanted.unitId).allowed,
		},
	};
};

export type LetterFigure = { state: string; letters: number; lastAt: Date };

/** How letters fared since a moment. @throws Failure refused for whoever is no administrator */
export const letterFigures = async (tx: Tx, actor: Actor, since: Date): Promise<LetterFigure[]> => {
	const may = maySeeLetters(actor);
	if (!may.allowed) throw refused(may.key);
	const found = await sql<LetterFigure>`
		select state, letters, last_at as "lastAt" from public.letter_figures(${since}) order by letters desc`.execute(
		tx,
	);
	return found.rows;
};
