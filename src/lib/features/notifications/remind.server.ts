import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import { type Tx, transactionAs } from '#lib/platform/database/transaction.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { type Day, dayOf, daysBetween, timeOfDay } from '#lib/shared/calendar.ts';
import { writeDigests } from './digests.server.ts';
import type { DueItem } from './domain/due.ts';
import { type ReminderRule, ruleOn } from './domain/rules.ts';
import { type Step, stepName, stepOn } from './domain/steps.ts';
import { dueKinds, duties } from './due-sources.server.ts';
import { type Told, tellAll } from './notify.server.ts';
import { DEFAULT_HOUR, isNear, rulesOf } from './reminder-rules.server.ts';

/** So many people are reminded in one transaction. */
const AT_ONCE = 200;

export type Person = { id: string; wantsLetters: boolean; address: string | null };

/** The next people whose hour has come and who were not reminded today. */
const nextPeople = async (tx: Tx, tenantId: string, today: Day, hour: number): Promise<Person[]> => {
	const found = await sql<Person>`
		select p.id, coalesce(s.by_mail and s.confirmed_at is not null and s.refused_at is null, false) as "wantsLetters", s.address
		from person p left join reminder_setting s on s.tenant_id = p.tenant_id and s.person_id = p.id
		where p.tenant_id = ${tenantId} and coalesce(s.digest_hour, ${DEFAULT_HOUR}) <= ${hour}
			and (s.reminded_on is null or s.reminded_on < ${today})
		order by p.id limit ${AT_ONCE}`.execute(tx);
	return found.rows;
};

type Warned = { personId: string; kind: string; subjectId: string; step: string; toldAt: Date };

const warningsOf = async (tx: Tx, tenantId: string, ids: string): Promise<Map<string, Day>> => {
	const found = await sql<Warned>`
		select person_id as "personId", kind, subject_id as "subjectId", step, told_at as "toldAt" from notification
		where tenant_id = ${tenantId} and person_id = any(${ids}::text::uuid[]) and step like 'warned:%'`.execute(
		tx,
	);
	return new Map(
		found.rows.map((row) => [
			[row.personId, row.kind, row.subjectId, row.step].join(' '),
			dayOf(new Date(row.toldAt)),
		]),
	);
};

const wordsOfStep: Record<Exclude<Step, 'escalated'>, string> = {
	soon: 'reminder_soon',
	today: 'reminder_today',
	warned: 'reminder_warned',
};

/** Who answers for the units, for what has no supervisor of its own. */
const leadersOf = async (
	tx: Tx,
	tenantId: string,
	unitIds: readonly string[],
	today: Day,
): Promise<Map<string, string[]>> => {
	const found = await sql<{ unitId: string; personId: string }>`
		select unit_id as "unitId", person_id as "personId" from role_assignment
		where tenant_id = ${tenantId} and unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[]) and role in ('secretary', 'deputy') and valid_from <= ${today} and (valid_to is null or valid_to > ${today})`.execute(
		tx,
	);
	return new Map(
		[...Map.groupBy(found.rows, ({ unitId }) => unitId)].map(([unitId, rows]) => [
			unitId,
			rows.map(({ personId }) => personId),
		]),
	);
};

const toldOf = (
	item: DueItem,
	step: Step,
	at: { today: Day; rule: ReminderRule; leaders: Map<string, string[]>; nameOf: Map<string, string> },
): Told => {
	const days = Math.abs(daysBetween(at.today, item.dueOn));
	const same = { unitId: item.unitId, kind: item.kind, subjectId: item.subjectId, href: item.href };
	if (step !== 'escalated')
		return {
			...same,
			personIds: [item.personId],
			step: stepName(step, item.dueOn),
			words: wordsOfStep[step],
			detail: { name: item.name, days, left: Math.max(1, at.rule.escalateDays - days) },
		};
	// What has a supervisor goes to that one, by name; what a whole unit is to do goes once to those who lead it.
	if (item.supervisorId)
		return {
			...same,
			personIds: [item.supervisorId],
			step: stepName(step, item.dueOn),
			words: 'reminder_escalated',
			detail: { name: item.name, days, person: at.nameOf.get(item.personId) ?? '', personId: item.personId },
		};
	return {
		...same,
		personIds: (at.leaders.get(item.unitId) ?? []).filter((id) => id !== item.personId),
		step: stepName(step, item.dueOn),
		words: 'reminder_escalated_unit',
		detail: { name: item.name, days },
		href: '/to-chuc/cham-tre',
	};
};

/** Reminders of things that are no longer owed go away, also where no event told of it. */
const settleDone = async (
	tx: Tx,
	tenantId: string,
	ids: string,
	items: readonly DueItem[],
	now: Date,
): Promise<void> => {
	const owed = JSON.stringify(
		items.map(({ personId, kind, subjectId }) => ({ p: personId, k: kind, s: subjectId })),
	);
	await sql`update notification n set settled_at = ${now}
		where n.tenant_id = ${tenantId} and n.person_id = any(${ids}::text::uuid[]) and n.settled_at is null and n.step not like 'escalated:%'
			and n.kind = any(${`{${[...dueKinds().keys()].join(',')}}`}::text[])
			and not exists (select from jsonb_to_recordset(${owed}::text::jsonb) as o(p uuid, k text, s uuid)
				where o.p = n.person_id and o.k = n.kind and o.s = n.subject_id)`.execute(tx);
};

const remindPeople = async (
	tx: Tx,
	tenantId: string,
	people: readonly Person[],
	at: { now: Date; today: Day; writesLetters: boolean },
): Promise<{ told: number; letters: number }> => {
	const { now, today } = at;
	const personIds = people.map(({ id }) => id);
	const ids = `{${personIds.join(',')}}`;
	const items = await duties(tx, { tenantId, personIds });
	await settleDone(tx, tenantId, ids, items, now);
	const unitIds = [...new Set(items.map(({ unitId }) => unitId))];
	const rules = await rulesOf(tx, tenantId, unitIds);
	const warned = await warningsOf(tx, tenantId, ids);
	const leaders = await leadersOf(tx, tenantId, unitIds, today);
	const names = await tx
		.selectFrom('person')
		.select(['id', 'full_name'])
		.where('id', 'in', personIds)
		.execute();
	const nameOf = new Map(names.map(({ id, full_name }) => [id, full_name]));
	const told = items.flatMap((item) => {
		const rule = ruleOn(rules, item.unitId, today);
		const warnedOn = warned.get(
			[item.personId, item.kind, item.subjectId, stepName('warned', item.dueOn)].join(' '),
		);
		const isOwed = dueKinds().get(item.kind)?.isOwed ?? false;
		const step = stepOn(item.dueOn, today, rule, { isOwed, warnedOn: warnedOn ?? null });
		return step ? [toldOf(item, step, { today, rule, leaders, nameOf })] : [];
	});
	const count = await tellAll(tx, told, now);
	const near = new Set(
		items
			.filter((item) => isNear(item, today, ruleOn(rules, item.unitId, today)))
			.map(({ personId }) => personId),
	);
	const wanting = at.writesLetters ? people.filter(({ wantsLetters }) => wantsLetters) : [];
	const letters = await writeDigests(tx, tenantId, wanting, near, at);
	await sql`insert into reminder_setting as s (tenant_id, person_id, reminded_on, changed_at)
		select ${tenantId}, person, ${today}, ${now} from unnest(${ids}::text::uuid[]) person order by person
		on conflict (tenant_id, person_id) do update set reminded_on = excluded.reminded_on`.execute(tx);
	return { told: count, letters };
};

/** So many units are looked at in one go. */
const UNITS_AT_ONCE = 500;

/** Words to those who lead a unit go away once nobody of it is behind with the thing. */
const settleUnits = async (tx: Tx, tenantId: string, today: Day, now: Date): Promise<void> => {
	const open = await sql<{ id: string; unitId: string; kind: string; subjectId: string }>`
		select id, unit_id as "unitId", kind, subject_id as "subjectId" from notification
		where tenant_id = ${tenantId} and settled_at is null and step like 'escalated:%' and unit_id is not null`.execute(
		tx,
	);
	const told = Map.groupBy(open.rows, ({ unitId }) => unitId);
	const units = [...told.keys()];
	for (let from = 0; from < units.length; from += UNITS_AT_ONCE) {
		const unitIds = units.slice(from, from + UNITS_AT_ONCE);
		const late = await duties(tx, { tenantId, unitIds, until: today });
		const owed = new Set(late.map(({ unitId, kind, subjectId }) => `${unitId} ${kind} ${subjectId}`));
		const done = unitIds
			.flatMap((unitId) => told.get(unitId) ?? [])
			.filter(({ unitId, kind, subjectId }) => !owed.has(`${unitId} ${kind} ${subjectId}`));
		if (done.length > 0)
			await sql`update notification set settled_at = ${now} where tenant_id = ${tenantId}
				and id = any(${`{${done.map(({ id }) => id).join(',')}}`}::text::uuid[])`.execute(tx);
	}
};

/**
 * The reminders of the day for everybody whose hour has come, in batches; each batch is whole or not at all, and every
 * step and letter bears a key, so that it may run twice or at the same time in two places.
 */
export const remindTenant = async (
	db: Database,
	tenantId: string,
	now: Date,
	writesLetters: boolean,
): Promise<{ people: number; told: number; letters: number }> => {
	const today = dayOf(now);
	const hour = Number(timeOfDay(now).slice(0, 2));
	const done = { people: 0, told: 0, letters: 0 };
	for (;;) {
		const batch = await transactionAs(db, systemActor(tenantId), 'write', async (tx) => {
			const people = await nextPeople(tx, tenantId, today, hour);
			if (people.length === 0) return null;
			return {
				people: people.length,
				...(await remindPeople(tx, tenantId, people, { now, today, writesLetters })),
			};
		});
		if (!batch) break;
		done.people += batch.people;
		done.told += batch.told;
		done.letters += batch.letters;
		if (batch.people < AT_ONCE) break;
	}
	if (done.people > 0)
		await transactionAs(db, systemActor(tenantId), 'write', (tx) => settleUnits(tx, tenantId, today, now));
	return done;
};
