import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type DatedRule, type LimitRule, ruleOn } from './domain/rules.ts';
import type { LimitKind, LimitSource } from './domain/states.ts';
import { type LimitFacts, mayRead } from './policy.ts';

export type KnownLimit = LimitFacts & {
	id: string;
	kind: LimitKind;
	fact: string;
	factOn: Day;
	source: LimitSource;
	sourceId: string | null;
	evidence: string;
	words: string;
	givenAt: Date;
	answerBy: Day;
	planAgreedBy: string | null;
	closeBy: Day;
	closedAt: Date | null;
	personName: string;
	unitName: string;
	givenByName: string;
};

/** The columns of `personal_limit l` that policies and pages ask for. */
export const limitColumns = sql`l.id, l.unit_id as "unitId", l.person_id as "personId", l.kind, l.fact, l.fact_on as "factOn", l.source, l.source_id as "sourceId", l.evidence, l.words,
	l.given_by as "givenBy", l.given_at as "givenAt", l.opened_at as "openedAt", l.shown_from as "shownFrom", l.state, l.answer_by as "answerBy",
	l.in_charge_id as "inChargeId", l.plan_agreed_by as "planAgreedBy", l.close_by as "closeBy", l.closed_by as "closedBy", l.closed_at as "closedAt",
	p.full_name as "personName", u.short_name as "unitName", g.full_name as "givenByName"`;
export const limitTables = sql`personal_limit l
	join person p on p.tenant_id = l.tenant_id and p.id = l.person_id
	join person g on g.tenant_id = l.tenant_id and g.id = l.given_by
	join unit u on u.tenant_id = l.tenant_id and u.id = l.unit_id`;

/** A limit with what its policies ask for. @throws Failure missing */
export const limitFacts = async (
	tx: Tx,
	tenantId: string,
	limitId: string,
	lock = false,
): Promise<KnownLimit> => {
	if (!uuidPattern.test(limitId)) throw missing('failure_not_found');
	const found = await sql<KnownLimit>`
		select ${limitColumns} from ${limitTables} where l.tenant_id = ${tenantId} and l.id = ${limitId} ${lock ? sql`for update of l` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The limit for whoever may know of it, locked; to everybody else it is not there. */
export const seenLimit = async (
	{ tx, actor, today }: CommandContext,
	limitId: string,
): Promise<KnownLimit> => {
	const limit = await limitFacts(tx, actor.tenantId, limitId, true);
	if (!mayRead(actor, limit, today).allowed) throw missing('failure_not_found');
	return limit;
};

/** The rule of a unit on a day. */
export const ruleOf = async (
	tx: Tx,
	unit: { tenantId: string; unitId: string },
	day: Day,
): Promise<LimitRule> => {
	const found = await sql<DatedRule>`
		select unit_id as "unitId", valid_from as "validFrom", answer_days as "answerDays", told_days as "toldDays", close_days as "closeDays"
		from limit_rule where tenant_id = ${unit.tenantId} and unit_id = ${unit.unitId}`.execute(tx);
	return ruleOn(found.rows, unit.unitId, day);
};

export type LimitStep = { id: string; body: string; dueOn: Day; doneAt: Date | null; result: string };

/** The plan of a limit, by day. */
export const stepsOf = async (tx: Tx, tenantId: string, limitId: string): Promise<LimitStep[]> =>
	tx
		.selectFrom('limit_step')
		.select(['id', 'body', 'due_on as dueOn', 'done_at as doneAt', 'result'])
		.where('tenant_id', '=', tenantId)
		.where('limit_id', '=', limitId)
		.orderBy('due_on')
		.orderBy('id')
		.execute();
