import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Act, ActKind } from './domain/acts.ts';
import { type KnownReorganisation, reorganisationFacts } from './facts.server.ts';
import { mayChangePlan } from './policy.ts';

type Write = Pick<CommandContext, 'tx' | 'actor' | 'now'>;

export type ActToWrite = { act: Act; decisionNumber?: string; decidedOn?: Day | null };

/** Appends acts to a plan, which has to be checked again. */
export const insertActs = async (
	{ tx, actor }: Write,
	reorganisationId: string,
	acts: readonly ActToWrite[],
): Promise<void> => {
	const rows = acts.map(({ act, decisionNumber, decidedOn }, at) => ({
		at,
		kind: act.kind,
		body: act,
		number: decisionNumber ?? '',
		day: decidedOn ?? null,
	}));
	await sql`
		insert into reorganisation_act (tenant_id, id, reorganisation_id, place, kind, body, decision_number, decided_on)
		select ${actor.tenantId}, uuidv7(), ${reorganisationId}, x.at + coalesce((select max(a.place) + 1 from reorganisation_act a
			where a.tenant_id = ${actor.tenantId} and a.reorganisation_id = ${reorganisationId}), 0), x.kind, x.body, x.number, x.day
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as x(at int, kind text, body jsonb, number text, day date)`.execute(
		tx,
	);
};

/** A plan that was changed is a draft again. */
export const reopenPlan = async ({ tx, actor }: Write, reorganisationId: string): Promise<void> => {
	await sql`update reorganisation set state = 'draft', checked_by = null, checked_at = null
		where tenant_id = ${actor.tenantId} and id = ${reorganisationId}`.execute(tx);
};

export type UnitEventRow = {
	kind: ActKind;
	decisionNumber: string;
	decidedOn: Day | null;
	effectiveOn: Day;
	from: readonly string[];
	to: readonly string[];
	before: string;
	after: string;
};

/** Writes what became of units. */
export const insertUnitEvents = async (
	{ tx, actor, now }: Write,
	reorganisationId: string,
	events: readonly UnitEventRow[],
): Promise<void> => {
	await sql`
		insert into unit_event (tenant_id, id, kind, reorganisation_id, decision_number, decided_on, effective_on, from_units, to_units, before, after, recorded_at)
		select ${actor.tenantId}, uuidv7(), x.kind, ${reorganisationId}, x."decisionNumber", x."decidedOn", x."effectiveOn",
			array(select jsonb_array_elements_text(x."from")::uuid), array(select jsonb_array_elements_text(x."to")::uuid), x.before, x.after, ${now}
		from jsonb_to_recordset(${JSON.stringify(events)}::text::jsonb)
			as x(kind text, "decisionNumber" text, "decidedOn" date, "effectiveOn" date, "from" jsonb, "to" jsonb, before text, after text)`.execute(
		tx,
	);
};

/** The plan under lock, to be corrected by whoever may. */
export const planToChange = async (context: CommandContext, id: string): Promise<KnownReorganisation> => {
	const plan = await reorganisationFacts(context.tx, context.actor.tenantId, id, true);
	context.permit(mayChangePlan(context.actor, plan));
	return plan;
};

/** Every act within a plan is an event of the plan. */
export const tellOfPlan = (
	context: CommandContext,
	verb: string,
	plan: { id: string; unitId: string },
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, { subject: { type: 'reorganisation', id: plan.id }, unitId: plan.unitId, after });
