import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { kindFacts } from './facts.server.ts';
import { mayAsk } from './policy.ts';
import { AskInput, EndKindInput } from './schema.ts';

/**
 * A committee asks for a kind of report, of itself and of the units below, from a day on. Asked with a kind that there is, it changes
 * that one from the day on; periods that ended before keep what held.
 * @throws Failure refused, missing, invalid (a change that begins before what it changes)
 */
export const askForReport = command('periodic_report.ask', AskInput, async (context, input) => {
	const { tx, actor, now } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayAsk(actor, unit.id));
	const former = input.kindId ? await kindFacts(tx, actor.tenantId, input.kindId) : null;
	if (former && former.unitId !== unit.id) throw missing('failure_not_found');
	if (former && (input.validFrom <= former.validFrom || former.validTo !== null))
		throw invalidAt('validFrom', 'issue_periodic_from_later');
	if (former)
		await tx
			.updateTable('report_kind')
			.set({ valid_to: input.validFrom })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', former.id)
			.execute();
	const kindId = context.newId();
	const isOnce = input.period === 'once';
	await tx
		.insertInto('report_kind')
		.values({
			tenant_id: actor.tenantId,
			id: kindId,
			key: former?.key ?? kindId,
			unit_id: unit.id,
			name: input.name,
			period: input.period,
			period_from: isOnce ? (input.periodFrom ?? null) : null,
			period_to: isOnce ? (input.periodTo ?? null) : null,
			due: JSON.stringify(input.due),
			sections: JSON.stringify(input.sections),
			source: input.source,
			valid_from: input.validFrom,
			set_by: context.personId,
			set_at: now,
		})
		.execute();
	await context.emit('periodic_report.asked', {
		subject: { type: 'report_kind', id: kindId },
		unitId: unit.id,
		after: { name: input.name, period: input.period, due: input.due, validFrom: input.validFrom },
	});
	return { kindId };
});

/** From a day on a kind is asked no more; what was owed before stays owed. @throws Failure refused, missing, invalid */
export const askNoMore = command('periodic_report.ask_no_more', EndKindInput, async (context, input) => {
	const { tx, actor } = context;
	const kind = await kindFacts(tx, actor.tenantId, input.kindId);
	context.permit(mayAsk(actor, kind.unitId));
	if (input.validTo < kind.validFrom || kind.validTo !== null)
		throw invalidAt('validTo', 'issue_periodic_until');
	await sql`update report_kind set valid_to = ${input.validTo} where tenant_id = ${actor.tenantId} and id = ${kind.id}`.execute(
		tx,
	);
	await context.emit('periodic_report.asked_no_more', {
		subject: { type: 'report_kind', id: kind.id },
		unitId: kind.unitId,
		after: { validTo: input.validTo },
	});
});
