import { sql } from 'kysely';
import { audienceOf, peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { talkDays } from './domain/days.ts';
import { isAway, proposeRota, type RotaPerson } from './domain/rota.ts';
import type { TalkRule } from './domain/rules.ts';
import { isAhead, type LeaveKind } from './domain/states.ts';
import { type KnownTalk, talkColumns, talkRuleFor, talkTables } from './facts.server.ts';
import { mayEnterLeave, mayPlan, maySeeTalks, maySetTalkRule } from './policy.ts';

export type KnownLeave = {
	id: string;
	personId: string;
	personName: string;
	kind: LeaveKind;
	fromDay: Day;
	toDay: Day;
};

/** Leaves that are not over, as far as the actor may know of them (row level security). */
const leavesOf = async (
	tx: Tx,
	{ tenantId, unitId }: { tenantId: string; unitId: string },
	from: Day,
): Promise<KnownLeave[]> => {
	const found = await sql<KnownLeave>`
		select l.id, l.person_id as "personId", p.full_name as "personName", l.kind, l.from_day as "fromDay", l.to_day as "toDay" from talk_leave l
		join person p on p.tenant_id = l.tenant_id and p.id = l.person_id
		where l.tenant_id = ${tenantId} and l.unit_id = ${unitId} and l.ended_at is null and l.to_day >= ${from} order by l.from_day, p.sort_key collate "vi-x-icu", l.id`.execute(
		tx,
	);
	return found.rows;
};

type Named = RotaPerson & { name: string };

/** Who takes part, by given name, with when they spoke or will and when they are away. */
export const rotaPeople = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; rule: TalkRule; today: Day },
): Promise<Named[]> => {
	const { unitId, rule, today } = wanted;
	const people = await peopleOfUnit(tx, unitId, today);
	const taking = await audienceOf(tx, {
		unitId,
		audience: rule.takers,
		personIds: rule.chosen,
		today,
	});
	const spoken = await sql<{ personId: string; day: Day }>`
		select speaker_id as "personId", held_on as day from talk where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and state <> 'cancelled'`.execute(
		tx,
	);
	const leaves = await leavesOf(tx, { tenantId: actor.tenantId, unitId }, today);
	return people
		.filter(({ personId, standing }) => standing !== null && taking.includes(personId))
		.map(({ personId, fullName }) => ({
			personId,
			name: fullName,
			spokenOn: spoken.rows.filter((row) => row.personId === personId).map(({ day }) => day),
			leaves: leaves
				.filter((leave) => leave.personId === personId)
				.map(({ fromDay, toDay }) => ({ from: fromDay, to: toDay })),
		}));
};

/** A talk of the rota; to be replaced where its speaker is away, with who would speak instead. */
export type RotaTalk = Pick<
	KnownTalk,
	'id' | 'state' | 'heldOn' | 'place' | 'theme' | 'speakerId' | 'speakerName'
> & {
	isAway: boolean;
	replacement: { personId: string; name: string } | null;
};

const withReplacement = (
	talk: KnownTalk,
	people: readonly Named[],
	leaves: readonly KnownLeave[],
	gapDays: number,
): RotaTalk => {
	const { id, state, heldOn, place, theme, speakerId, speakerName } = talk;
	const away = isAway(
		leaves
			.filter(({ personId }) => personId === speakerId)
			.map(({ fromDay, toDay }) => ({ from: fromDay, to: toDay })),
		heldOn,
	);
	const others = people.filter(({ personId }) => personId !== speakerId);
	const [slot] = away ? proposeRota({ days: [heldOn], people: others, gapDays }) : [];
	const instead = others.find(({ personId }) => personId === slot?.personId);
	return {
		id,
		state,
		heldOn,
		place,
		theme,
		speakerId,
		speakerName,
		isAway: away,
		replacement: instead ? { personId: instead.personId, name: instead.name } : null,
	};
};

/** At most so many days are proposed at once: a year of weekly talks. */
const MOST_DAYS = 60;

/**
 * The rota as those who lead the unit draw it up: what is planned and published, who is away, and a fair proposal for the days of a
 * period that have nobody yet.
 * @throws Failure refused
 */
export const rotaPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; today: Day; from: Day; to: Day },
) => {
	const may = mayPlan(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const unit = { tenantId: actor.tenantId, unitId: wanted.unitId };
	const rule = await talkRuleFor(tx, unit, wanted.today);
	const people = await rotaPeople(tx, actor, { unitId: wanted.unitId, rule, today: wanted.today });
	const leaves = await leavesOf(tx, unit, wanted.today);
	const talks = await sql<KnownTalk>`
		select ${talkColumns} from ${talkTables}
		where t.tenant_id = ${actor.tenantId} and t.unit_id = ${wanted.unitId} and t.state <> 'cancelled' and t.held_on >= ${wanted.today} order by t.held_on, t.id`.execute(
		tx,
	);
	const taken = new Set(talks.rows.map(({ heldOn }) => heldOn));
	const start = [wanted.from, wanted.today].sort().at(-1) ?? wanted.today;
	const days = talkDays(rule, start, wanted.to)
		.filter((day) => !taken.has(day))
		.slice(0, MOST_DAYS);
	const slots = proposeRota({ days, people, gapDays: rule.gapDays });
	return {
		rule,
		talks: talks.rows
			.filter(({ state }) => isAhead(state))
			.map((talk) => withReplacement(talk, people, leaves, rule.gapDays)),
		planned: talks.rows.filter(({ state }) => state === 'planned').length,
		slots: slots.map((slot) => ({
			...slot,
			choices: people.map(({ personId, name, leaves: own, spokenOn }) => ({
				personId,
				name,
				isAway: isAway(own, slot.day),
				lastOn: [...spokenOn].sort().at(-1) ?? null,
			})),
		})),
	};
};

/** Leaves: the own ones; for those who lead, everybody's. @throws Failure missing for whoever is not of the unit */
export const leavePage = async (tx: Tx, actor: Actor, wanted: { unitId: string; today: Day }) => {
	if (!maySeeTalks(actor, wanted.unitId).allowed) throw missing('failure_not_found');
	const leads = mayPlan(actor, wanted.unitId).allowed;
	const people = (await peopleOfUnit(tx, wanted.unitId, wanted.today)).filter(
		({ standing }) => standing !== null,
	);
	const unit = { tenantId: actor.tenantId, unitId: wanted.unitId };
	return {
		leads,
		mayEnter: leads || mayEnterLeave(actor, wanted.unitId, actor.personId ?? '').allowed,
		people: leads ? people.map(({ personId, fullName }) => ({ value: personId, label: fullName })) : [],
		leaves: await leavesOf(tx, unit, wanted.today),
	};
};

/** The rule of a unit as its page shows it, with the people who can be chosen. @throws Failure refused */
export const talkRulePage = async (tx: Tx, actor: Actor, wanted: { unitId: string; today: Day }) => {
	const may = maySetTalkRule(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const people = await peopleOfUnit(tx, wanted.unitId, wanted.today);
	return {
		rule: await talkRuleFor(tx, { tenantId: actor.tenantId, unitId: wanted.unitId }, wanted.today),
		people: people
			.filter(({ standing }) => standing !== null)
			.map(({ personId, fullName, jobTitle }) => ({ value: personId, label: fullName, hint: jobTitle })),
	};
};
