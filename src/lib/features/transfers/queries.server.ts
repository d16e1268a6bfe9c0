import { sql } from 'kysely';
import { openPartners } from '#lib/features/exchange/public.server.ts';
import { peopleNamed, peopleOfUnit, rootUnit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, isWithin } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { checkOf } from './check.server.ts';
import { isDraft, isOnTheWay, type Stage, stageOf } from './domain/transfer.ts';
import {
	type IncomingRow,
	incomingById,
	incomingColumns,
	incomingTables,
	type KnownIncoming,
	type KnownTransfer,
	letterOf,
	ruleFor,
	transferById,
	transferColumns,
	transferTables,
} from './facts.server.ts';
import { openItemsOf, settledOf } from './open-items.server.ts';
import { organisationsHere } from './organisations.server.ts';
import {
	mayBringIn,
	mayCancel,
	mayCarry,
	mayChange,
	mayDecline,
	mayHandOn,
	mayIssue,
	mayLayIn,
	mayNote,
	mayOpenRecord,
	maySeeIncoming,
	maySeeTransfer,
	maySeeUnit,
	maySetRule,
	maySettle,
	mayTakeIn,
} from './policy.ts';

export const views = ['going', 'coming', 'done'] as const;
export type View = (typeof views)[number];
export const AT_ONCE = 50;

export type ListedTransfer = {
	id: string;
	fullName: string;
	unitName: string;
	kindName: string;
	to: string;
	effectiveOn: Day;
	mark: string;
	stage: Stage;
	receivedOn: Day | null;
};

const listed = (row: KnownTransfer, today: Day): ListedTransfer => ({
	id: row.id,
	fullName: row.fullName,
	unitName: row.unitName,
	kindName: row.kindName,
	to: [row.toUnit, row.toOrganisation].filter(Boolean).join(', '),
	effectiveOn: row.effectiveOn,
	mark: row.mark,
	stage: stageOf(row, today),
	receivedOn: row.receivedOn,
});

const idList = (ids: readonly string[]) => sql`${`{${ids.join(',')}}`}::text::uuid[]`;

/** Units whose office the actor is of. */
const keptUnits = (actor: Actor): string[] => [
	...new Set(actor.roles.map(({ unitId }) => unitId).filter((unitId) => maySeeUnit(actor, unitId).allowed)),
];

const membershipsOf = async (
	tx: Tx,
	tenantId: string,
	where: ReturnType<typeof sql>,
): Promise<{ value: string; label: string }[]> => {
	const found = await sql<{ value: string; name: string; unitName: string }>`
		select m.id as value, p.full_name as name, u.short_name as "unitName" from membership m
		join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
		where m.tenant_id = ${tenantId} and m.valid_to is null and m.standing in ('official', 'probationary') and u.kind <> 'mass_organisation' and ${where}
			and not exists (select from member_transfer t where t.tenant_id = m.tenant_id and t.person_id = m.person_id and t.unit_id = m.unit_id
				and t.state in ('asked', 'preparing', 'issued'))
		order by p.sort_key collate "vi-x-icu", p.id limit 1000`.execute(tx);
	return found.rows.map(({ value, name, unitName }) => ({ value, label: `${name} · ${unitName}` }));
};

/** The page of those that go out and come in, and of one's own. */
export const transfersPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { view: View; page: number; today: Day },
) => {
	const { tenantId } = actor;
	const kept = keptUnits(actor);
	const root = await rootUnit(tx, tenantId);
	const of = { unitId: root.id, path: root.path };
	const skip = (wanted.page - 1) * AT_ONCE;
	const counted = await sql<Record<View, number>>`
		select (select count(*)::int from member_transfer t where t.tenant_id = ${tenantId} and t.unit_id = any (${idList(kept)}) and t.state in ('asked', 'preparing', 'issued')) as going,
			(select count(*)::int from incoming_transfer i where i.tenant_id = ${tenantId} and (i.unit_id = any (${idList(kept)}) or i.for_unit_id = any (${idList(kept)})) and i.state = 'arrived') as coming,
			(select count(*)::int from member_transfer t where t.tenant_id = ${tenantId} and t.unit_id = any (${idList(kept)}) and t.state in ('received', 'cancelled'))
			+ (select count(*)::int from incoming_transfer i where i.tenant_id = ${tenantId} and (i.unit_id = any (${idList(kept)}) or i.for_unit_id = any (${idList(kept)})) and i.state <> 'arrived') as done`.execute(
		tx,
	);
	const outgoing = async (condition: ReturnType<typeof sql>) =>
		(
			await sql<KnownTransfer>`
				select ${transferColumns} from ${transferTables} where t.tenant_id = ${tenantId} and ${condition}
				order by t.state in ('received', 'cancelled'), t.effective_on desc, t.id desc limit ${AT_ONCE} offset ${skip}`.execute(
				tx,
			)
		).rows.map((row) => listed(row, wanted.today));
	const incoming = async (condition: ReturnType<typeof sql>): Promise<IncomingRow[]> =>
		(
			await sql<KnownIncoming>`
				select ${incomingColumns} from ${incomingTables} where i.tenant_id = ${tenantId}
					and (i.unit_id = any (${idList(kept)}) or i.for_unit_id = any (${idList(kept)})) and ${condition}
				order by i.arrived_at desc, i.id desc limit ${AT_ONCE} offset ${skip}`.execute(tx)
		).rows.map((row) => ({
			id: row.id,
			fullName: row.letter.person.fullName,
			from: [row.letter.from.unit, row.letter.from.organisation].filter(Boolean).join(', '),
			kindName: row.letter.kind.name,
			mark: row.letter.mark,
			state: row.state,
			forUnitName: row.takenUnitName ?? row.forUnitName,
			takeInBy: row.takeInBy,
			arrivedAt: row.arrivedAt,
		}));
	const mine = sql`t.unit_id = any (${idList(kept)})`;
	const rule = await ruleFor(tx, tenantId, wanted.today);
	return {
		own: actor.personId ? await outgoing(sql`t.person_id = ${actor.personId}`) : [],
		ownMemberships: actor.personId
			? await membershipsOf(tx, tenantId, sql`m.person_id = ${actor.personId}`)
			: [],
		counted: counted.rows[0] ?? { going: 0, coming: 0, done: 0 },
		outgoing:
			wanted.view === 'going'
				? await outgoing(sql`${mine} and t.state in ('asked', 'preparing', 'issued')`)
				: wanted.view === 'done'
					? await outgoing(sql`${mine} and t.state in ('received', 'cancelled')`)
					: [],
		incoming:
			wanted.view === 'coming'
				? await incoming(sql`i.state = 'arrived'`)
				: wanted.view === 'done'
					? await incoming(sql`i.state <> 'arrived'`)
					: [],
		members:
			kept.length > 0
				? await membershipsOf(
						tx,
						tenantId,
						sql`m.unit_id = any (${idList(kept)}) and m.person_id is distinct from ${actor.personId}`,
					)
				: [],
		kinds: rule.kinds,
		organisations: await organisationsHere(tx),
		partners: await openPartners(tx, tenantId),
		powers: {
			see: kept.length > 0,
			bring: mayBringIn(actor, of).allowed,
			rule: maySetRule(actor, of).allowed,
		},
	};
};

/** One that goes out: what it says, what is open, where it is, what the actor may do. @throws Failure missing */
export const transferPage = async (tx: Tx, actor: Actor, wanted: { id: string; today: Day }) => {
	const { tenantId } = actor;
	const transfer = await transferById(tx, tenantId, wanted.id);
	if (!maySeeTransfer(actor, transfer).allowed) throw missing('failure_not_found');
	const rule = await ruleFor(tx, tenantId, wanted.today);
	const settle = maySettle(actor, transfer).allowed;
	const change = mayChange(actor, transfer).allowed;
	const looksAtItems = isDraft(transfer.state) && !transfer.keepsMembership;
	return {
		transfer: { ...transfer, membershipId: undefined, rolesEnded: undefined },
		stage: stageOf(transfer, wanted.today),
		isOwn: actor.personId === transfer.personId,
		open: looksAtItems ? await openItemsOf(tx, tenantId, transfer, wanted.today) : [],
		settled: await settledOf(tx, tenantId, transfer.id),
		successors: settle
			? (await peopleOfUnit(tx, transfer.unitId, wanted.today))
					.filter(({ personId }) => personId !== transfer.personId)
					.map(({ personId, fullName }) => ({ value: personId, label: fullName }))
			: [],
		kinds: rule.kinds,
		says: rule.says,
		organisations: change ? await organisationsHere(tx) : [],
		partners: change ? await openPartners(tx, tenantId) : [],
		check: transfer.issuedOn ? checkOf(await letterOf(tx, tenantId, transfer)) : null,
		powers: {
			change,
			settle,
			issue: mayIssue(actor, transfer).allowed,
			carry: mayCarry(actor, transfer).allowed,
			note: mayNote(actor, transfer).allowed,
			cancel: mayCancel(actor, transfer).allowed && !isOnTheWay(transfer),
			layIn: mayLayIn(actor, transfer).allowed,
		},
	};
};

/** One that came in: what the letter says, who here may be meant, into which unit. @throws Failure missing */
export const incomingPage = async (tx: Tx, actor: Actor, wanted: { id: string; today: Day }) => {
	const { tenantId } = actor;
	const incoming = await incomingById(tx, tenantId, wanted.id);
	if (!maySeeIncoming(actor, incoming).allowed) throw missing('failure_not_found');
	const isNew = incoming.state === 'arrived';
	const office = { unitId: incoming.unitId, path: incoming.path };
	const below = isNew ? await unitsBelow(tx, [incoming.path], wanted.today) : [];
	const places = below.filter(({ kind }) => kind !== 'mass_organisation');
	const handOn = mayHandOn(actor, incoming).allowed;
	const {
		path: _path,
		answerCode: _code,
		fromTenantId: _tenant,
		fromPartnerId: _partner,
		...shown
	} = incoming;
	const into = places.filter(
		({ id, path }) => mayTakeIn(actor, incoming, { unitId: id, path }, office).allowed,
	);
	return {
		incoming: shown,
		isOwn: actor.personId === incoming.personId,
		known: into.length > 0 ? await peopleNamed(tx, tenantId, incoming.letter.person.fullName) : [],
		into: into.map(({ id, name }) => ({ value: id, label: name })),
		units: handOn
			? places
					.filter(({ id, path }) => id !== incoming.unitId && isWithin(path, incoming.path))
					.map(({ id, name }) => ({ value: id, label: name }))
			: [],
		powers: {
			takeIn: into.length > 0,
			handOn,
			decline: mayDecline(actor, incoming).allowed,
			record: incoming.recordSha256 !== null && mayOpenRecord(actor, incoming).allowed,
		},
	};
};
