import { sql } from 'kysely';
import { peopleOfUnit, personById } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { mayBeAsked } from './domain/round.ts';
import {
	type KnownLetter,
	type KnownLink,
	type KnownRequest,
	letterColumns,
	linkColumns,
	linkTables,
	placesOf,
	requestById,
	requestColumns,
	requestTables,
	ruleOf,
} from './facts.server.ts';
import {
	mayAnswer,
	mayDirect,
	mayGather,
	mayKeepBook,
	mayLeadRound,
	mayReadRemark,
	maySeePerson,
	maySeeUnit,
	maySetRule,
	mayTakeBack,
} from './policy.ts';
import { remarksOf } from './queries-remarks.server.ts';
import { type KnownRound, roundById, standingsOf } from './rounds.server.ts';

export type PersonAtHome = {
	personId: string;
	fullName: string;
	jobTitle: string;
	link: KnownLink | null;
	/** The last letter of the link that is open. */
	letter: KnownLetter | null;
};

const lettersOf = async (
	tx: Tx,
	tenantId: string,
	of: { unitId: string; personId?: string },
): Promise<KnownLetter[]> =>
	(
		await sql<KnownLetter>`
			select ${letterColumns} from residence_letter t where t.tenant_id = ${tenantId} and t.unit_id = ${of.unitId}
				${of.personId ? sql`and t.person_id = ${of.personId}` : sql``} order by t.issued_on desc, t.id desc`.execute(
			tx,
		)
	).rows;

const requestsOf = async (tx: Tx, tenantId: string, personId: string): Promise<KnownRequest[]> =>
	(
		await sql<KnownRequest>`
			select ${requestColumns} from ${requestTables} where r.tenant_id = ${tenantId} and r.person_id = ${personId} order by o.year desc, r.id`.execute(
			tx,
		)
	).rows;

/**
 * The residence of the people of a unit for whoever answers for them; for everybody their own. Of whoever sees the unit: its
 * members with their present link, whom none holds for, and how the round of the year stands.
 */
export const residencePage = async (tx: Tx, actor: Actor, of: { unitId: string; today: Day }) => {
	const { unitId, today } = of;
	const seesUnit = maySeeUnit(actor, unitId).allowed;
	const links = seesUnit
		? (
				await sql<KnownLink>`select ${linkColumns} from ${linkTables} where l.tenant_id = ${actor.tenantId} and l.unit_id = ${unitId} and l.valid_to is null`.execute(
					tx,
				)
			).rows
		: [];
	const letters = seesUnit ? await lettersOf(tx, actor.tenantId, { unitId }) : [];
	const members = seesUnit ? await standingsOf(tx, actor.tenantId, unitId, today) : [];
	const titles = new Map(
		seesUnit ? (await peopleOfUnit(tx, unitId, today)).map((one) => [one.personId, one.jobTitle]) : [],
	);
	const people = members.map(({ personId, fullName }): PersonAtHome => {
		const link = links.find((one) => one.personId === personId) ?? null;
		return {
			personId,
			fullName,
			jobTitle: titles.get(personId) ?? '',
			link,
			letter: letters.find(({ linkId }) => linkId === link?.id) ?? null,
		};
	});
	return {
		people,
		rounds: seesUnit ? await roundsOf(tx, actor.tenantId, unitId) : [],
		own: actor.personId ? await requestsOf(tx, actor.tenantId, actor.personId) : [],
		ownLink: actor.personId ? await ownLink(tx, actor.tenantId, actor.personId) : null,
		powers: {
			see: seesUnit,
			book: mayKeepBook(actor, unitId).allowed,
			round: mayLeadRound(actor, unitId).allowed,
			rule: maySetRule(actor, unitId).allowed,
		},
	};
};

const ownLink = async (tx: Tx, tenantId: string, personId: string): Promise<KnownLink | null> =>
	(
		await sql<KnownLink>`select ${linkColumns} from ${linkTables} where l.tenant_id = ${tenantId} and l.person_id = ${personId} and l.valid_to is null order by l.valid_from desc limit 1`.execute(
			tx,
		)
	).rows[0] ?? null;

export type RoundLine = KnownRound & { waiting: number; received: number; exempt: number };

/** The rounds of a unit with how they stand, the last year first. */
const roundsOf = async (tx: Tx, tenantId: string, unitId: string): Promise<RoundLine[]> =>
	(
		await sql<RoundLine>`
			select o.id, o.unit_id as "unitId", o.year, o.due_on as "dueOn", o.state, count(*) filter (where r.state = 'waiting')::int as waiting,
				count(*) filter (where r.state = 'received')::int as received, count(*) filter (where r.state = 'exempt')::int as exempt
			from residence_round o left join residence_request r on r.tenant_id = o.tenant_id and r.round_id = o.id
			where o.tenant_id = ${tenantId} and o.unit_id = ${unitId} group by o.tenant_id, o.id order by o.year desc`.execute(
			tx,
		)
	).rows;

/** One person's residence: every link with its letters, and the remarks of the years. @throws Failure missing */
export const personResidence = async (
	tx: Tx,
	actor: Actor,
	of: { unitId: string; personId: string; today: Day },
) => {
	if (!uuidPattern.test(of.personId) || !maySeePerson(actor, of).allowed) throw missing('failure_not_found');
	const person = await personById(tx, of.personId);
	const isOfUnit = (await peopleOfUnit(tx, of.unitId, of.today)).some(
		({ personId }) => personId === of.personId,
	);
	if (!isOfUnit) throw missing('failure_not_found');
	const links = await sql<KnownLink>`
		select ${linkColumns} from ${linkTables} where l.tenant_id = ${actor.tenantId} and l.unit_id = ${of.unitId} and l.person_id = ${of.personId}
		order by l.valid_from desc, l.id desc`.execute(tx);
	const letters = await lettersOf(tx, actor.tenantId, of);
	const keeps = mayKeepBook(actor, of.unitId).allowed;
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: of.unitId }, of.today);
	return {
		person: { personId: of.personId, fullName: person.fullName, jobTitle: person.jobTitle },
		isOwn: actor.personId === of.personId,
		links: links.rows.map((link) => ({
			...link,
			letters: letters.filter(({ linkId }) => linkId === link.id),
		})),
		requests: await requestsOf(tx, actor.tenantId, of.personId),
		places: keeps ? (await placesOf(tx, actor.tenantId, of.unitId)).filter(({ endedOn }) => !endedOn) : [],
		exemptions: rule.exemptions,
		powers: { book: keeps },
	};
};

/** A round: of whom a remark came, of whom it is waited for, who is left out and why, who has no place yet. @throws Failure refused, missing */
export const roundPage = async (tx: Tx, actor: Actor, roundId: string, today: Day) => {
	const round = await roundById(tx, actor.tenantId, roundId);
	const may = maySeeUnit(actor, round.unitId);
	if (!may.allowed) throw refused(may.key);
	const requests = await sql<KnownRequest & { inChargeName: string | null; links: number }>`
		select ${requestColumns}, c.full_name as "inChargeName",
			(select count(*)::int from residence_token k where k.tenant_id = r.tenant_id and k.request_id = r.id and k.used_at is null and k.expires_at > now()) as links
		from ${requestTables} left join person c on c.tenant_id = r.tenant_id and c.id = r.in_charge_id
		where r.tenant_id = ${actor.tenantId} and r.round_id = ${round.id} order by p.sort_key collate "vi-x-icu", p.id`.execute(
		tx,
	);
	const asked = new Set(requests.rows.map(({ personId }) => personId));
	const others = (await standingsOf(tx, actor.tenantId, round.unitId, today)).filter(
		({ personId }) => !asked.has(personId),
	);
	const of = (state: KnownRequest['state']) => requests.rows.filter((request) => request.state === state);
	return {
		round,
		received: of('received'),
		waiting: of('waiting'),
		exempt: of('exempt').map((request) => ({
			...request,
			mayAsk: mayDirect(actor, request).allowed && mayBeAsked(request),
		})),
		unknown: others.filter(({ link }) => link === null),
		/** Introduced since the round was opened. */
		later: others.filter(({ link }) => link !== null).length,
		powers: { lead: round.state === 'open' && mayLeadRound(actor, round.unitId).allowed },
	};
};

/**
 * What is asked and what was said about somebody in a year. Whoever answers for the unit sees that it is waited for or came;
 * the words only those who may read them. @throws Failure missing
 */
export const requestPage = async (tx: Tx, actor: Actor, requestId: string, today: Day) => {
	const request = await requestById(tx, actor.tenantId, requestId);
	if (!maySeePerson(actor, request).allowed && !mayReadRemark(actor, request).allowed)
		throw missing('failure_not_found');
	const reads = mayReadRemark(actor, request).allowed;
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: request.unitId }, today);
	const people = await peopleOfUnit(tx, request.unitId, today);
	const links = await sql<{ count: number; until: Date | null }>`
		select count(*)::int as count, max(expires_at) as until from residence_token
		where tenant_id = ${actor.tenantId} and request_id = ${request.id} and used_at is null and expires_at > ${`${today}T00:00:00+07:00`}::timestamptz`.execute(
		tx,
	);
	return {
		request,
		isOwn: actor.personId === request.personId,
		reads,
		remarks: reads ? await remarksOf(tx, actor.tenantId, request.id) : [],
		levels: rule.levels,
		linkDays: rule.linkDays,
		openLinks: links.rows[0] ?? { count: 0, until: null },
		inChargeName: people.find(({ personId }) => personId === request.inChargeId)?.fullName ?? null,
		committee: people
			.filter(
				({ personId, roles }) =>
					personId !== request.personId && roles.some(({ role }) => role === 'committee_member'),
			)
			.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
		powers: {
			gather: mayGather(actor, request).allowed,
			direct: mayDirect(actor, request).allowed,
			takeBack: mayTakeBack(actor, request).allowed,
			answer: mayAnswer(actor, request).allowed,
		},
	};
};
