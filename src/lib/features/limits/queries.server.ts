import { sql } from 'kysely';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { type EntryKind, isOpen, wasTold } from './domain/states.ts';
import {
	type KnownLimit,
	type LimitStep,
	limitColumns,
	limitFacts,
	limitTables,
	ruleOf,
	stepsOf,
} from './facts.server.ts';
import { filesOf, type LimitFile } from './files.server.ts';
import { foundFacts } from './found.server.ts';
import { receiverOf } from './give.server.ts';
import { mayAct, mayGive, mayHandle, mayListUnit, mayPutInCharge, mayRead, maySetRule } from './policy.ts';

/** A limit in a list. */
export type ListedLimit = KnownLimit & { steps: number; stepsDone: number; nextStepOn: Day | null };

const listed = sql`select ${limitColumns},
	(select count(*)::int from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id) as steps,
	(select count(*)::int from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is not null) as "stepsDone",
	(select min(s.due_on) from limit_step s where s.tenant_id = l.tenant_id and s.limit_id = l.id and s.done_at is null) as "nextStepOn"
	from ${limitTables}`;

/** The own file, the newest first: what is open, and everything that has ended. */
export const ownLimits = async (tx: Tx, actor: Actor): Promise<ListedLimit[]> => {
	const found = await sql<ListedLimit>`${listed}
		where l.tenant_id = ${actor.tenantId} and l.person_id = ${actor.personId} order by l.given_at desc, l.id desc limit 200`.execute(
		tx,
	);
	return found.rows;
};

/**
 * The open ones that the actor handles in a unit: who heads it all of which the person was told; whoever gave one, and the
 * committee member in charge, theirs.
 */
export const handledLimits = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	today: Day,
): Promise<ListedLimit[]> => {
	const found = await sql<ListedLimit>`${listed}
		where l.tenant_id = ${actor.tenantId} and l.unit_id = ${unitId} and l.state in ('given', 'answered') and l.person_id <> ${actor.personId}
		order by l.close_by, l.id limit 300`.execute(tx);
	return found.rows.filter((limit) => mayRead(actor, limit, today).allowed);
};

export type LimitEntry = {
	id: string;
	kind: EntryKind;
	byName: string;
	at: Date;
	words: string;
	evidence: string;
};

export type LimitPage = {
	limit: KnownLimit;
	isOwn: boolean;
	wasTold: boolean;
	inChargeName: string | null;
	entries: LimitEntry[];
	files: LimitFile[];
	steps: LimitStep[];
	/** Where the fact is seen in the system. */
	sourceHref: string | null;
	committee: { value: string; label: string }[];
	powers: Record<'answer' | 'plan' | 'agree' | 'extend' | 'charge' | 'close' | 'withdraw', boolean>;
};

const hrefOf = ({ source, sourceId }: KnownLimit): string | null =>
	sourceId === null
		? null
		: {
				task: `/nhiem-vu/${sourceId}`,
				paper: `/hoc-tap/${sourceId}`,
				reading: `/van-ban/${sourceId}`,
				meeting: `/hop/${sourceId}`,
				described: null,
			}[source];

/** A limit with all that was said of it and what the actor may do. @throws Failure missing for whoever may not know of it */
export const limitPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { limitId: string; today: Day },
): Promise<LimitPage> => {
	const { today } = wanted;
	const limit = await limitFacts(tx, actor.tenantId, wanted.limitId);
	if (!mayRead(actor, limit, today).allowed) throw missing('failure_not_found');
	const entries = await sql<LimitEntry>`
		select e.id, e.kind, p.full_name as "byName", e.at, e.words, e.evidence from limit_entry e
		join person p on p.tenant_id = e.tenant_id and p.id = e.by_id
		where e.tenant_id = ${actor.tenantId} and e.limit_id = ${limit.id} order by e.at, e.id`.execute(tx);
	const steps = await stepsOf(tx, actor.tenantId, limit.id);
	const charge = mayPutInCharge(actor, limit, null, today).allowed;
	const people = charge || limit.inChargeId ? await peopleOfUnit(tx, limit.unitId, today) : [];
	const handle = (move: 'agree' | 'extend' | 'close' | 'withdraw'): boolean =>
		mayHandle(actor, limit, move, today).allowed;
	return {
		limit,
		isOwn: actor.personId === limit.personId,
		wasTold: !isOpen(limit.state) || wasTold(limit, today),
		inChargeName: people.find(({ personId }) => personId === limit.inChargeId)?.fullName ?? null,
		entries: entries.rows,
		files: await filesOf(tx, actor.tenantId, limit.id),
		steps,
		sourceHref: hrefOf(limit),
		committee: charge
			? people
					.filter(
						({ personId, roles }) =>
							personId !== limit.personId && roles.some(({ role }) => role === 'committee_member'),
					)
					.map(({ personId, fullName }) => ({ value: personId, label: fullName }))
			: [],
		powers: {
			answer: mayAct(actor, limit, 'answer').allowed,
			plan: mayAct(actor, limit, 'plan').allowed,
			agree: steps.length > 0 && limit.planAgreedBy === null && handle('agree'),
			extend: handle('extend'),
			charge,
			close: handle('close'),
			withdraw: handle('withdraw'),
		},
	};
};

/** Whom the actor may give one, and what the system knows of the person who was chosen. @throws Failure refused, missing */
export const givePage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; personId: string | null; today: Day },
) => {
	const { unitId, today } = wanted;
	const chosen = wanted.personId
		? await receiverOf({ tx, today }, { unitId, personId: wanted.personId })
		: null;
	if (chosen) {
		const may = mayGive(actor, chosen);
		if (!may.allowed) throw refused(may.key);
	} else if (!mayListUnit(actor, unitId).allowed) throw refused('refused_limit_give');
	const people = mayListUnit(actor, unitId).allowed ? await peopleOfUnit(tx, unitId, today) : [];
	return {
		people: people
			.filter(({ personId, standing }) => standing !== null && personId !== actor.personId)
			.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
		chosen: chosen ? { personId: chosen.personId, fullName: chosen.fullName } : null,
		facts: chosen
			? await foundFacts(tx, { tenantId: actor.tenantId, unitId, personId: chosen.personId }, today)
			: [],
		rule: await ruleOf(tx, { tenantId: actor.tenantId, unitId }, today),
	};
};

/** The rule of a unit as its page shows it. @throws Failure refused */
export const rulePage = async (tx: Tx, actor: Actor, wanted: { unitId: string; today: Day }) => {
	const may = maySetRule(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	return ruleOf(tx, { tenantId: actor.tenantId, unitId: wanted.unitId }, wanted.today);
};
