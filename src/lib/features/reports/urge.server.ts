import { sql } from 'kysely';
import { notifyMany, urgePauseOf } from '#lib/features/notifications/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { isWithAbove } from './domain/states.ts';
import { titleOf } from './domain/titles.ts';
import { kindFacts, type Owed, owedReports } from './facts.server.ts';
import { mayUrge } from './policy.ts';
import { UrgeInput } from './schema.ts';

/** Who is told in each of the units: those who head it and its clerk. */
const writersOf = async (
	tx: Parameters<typeof kindFacts>[0],
	tenantId: string,
	unitIds: readonly string[],
	day: string,
): Promise<Map<string, string[]>> => {
	const found = await sql<{ unitId: string; personIds: string[] }>`
		select unit_id as "unitId", array_agg(distinct person_id::text) as "personIds" from role_assignment
		where tenant_id = ${tenantId} and unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[]) and role in ('secretary', 'deputy', 'clerk')
			and valid_from <= ${day} and (valid_to is null or valid_to > ${day}) group by unit_id`.execute(tx);
	return new Map(found.rows.map(({ unitId, personIds }) => [unitId, personIds]));
};

const isBehind = (one: Owed): boolean =>
	!isWithAbove(one.state ?? 'none', true) && !(one.wasSent && one.state === 'writing');

/**
 * Urges the units directly below that are behind with a report, or one of them: all in one press. A unit that was urged within the
 * pause is let be.
 * @returns how many units were urged   @throws Failure refused, missing, conflict (nobody is to be urged now)
 */
export const urgeReports = command('periodic_report.urge', UrgeInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const { tenantId } = actor;
	context.permit(mayUrge(actor, input.unitId));
	const kind = await kindFacts(tx, tenantId, input.kindId);
	const owed = await owedReports(tx, tenantId, {
		since: input.periodFrom,
		until: today,
		aboveUnitId: input.unitId,
		kindKey: kind.key,
	});
	const pause = (await urgePauseOf(tx, { tenantId, unitId: input.unitId }, today)) * 3_600_000;
	const behind = owed.filter(
		(one) =>
			one.periodFrom === input.periodFrom &&
			isBehind(one) &&
			(input.ofUnitId === undefined || one.unitId === input.ofUnitId),
	);
	if (input.ofUnitId !== undefined && behind.length === 0) throw missing('failure_not_found');
	const urged = behind.filter(({ urgedAt }) => !urgedAt || now.getTime() - urgedAt.getTime() >= pause);
	if (urged.length === 0) throw conflict('failure_periodic_urged');
	const rows = urged.map(({ unitId }) => ({ id: context.newId(), unit_id: unitId }));
	await sql`
		insert into report_urge (tenant_id, id, kind_key, period_from, unit_id, above_unit_id, urged_by, urged_at)
		select ${tenantId}::uuid, n.id, ${kind.key}::uuid, ${input.periodFrom}::date, n.unit_id, ${input.unitId}::uuid, ${context.personId}::uuid, ${now}
			from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as n(id uuid, unit_id uuid)`.execute(tx);
	const people = await writersOf(
		tx,
		tenantId,
		urged.map(({ unitId }) => unitId),
		today,
	);
	await notifyMany(
		context,
		urged.map((one, nth) => ({
			personIds: people.get(one.unitId) ?? [],
			unitId: one.unitId,
			kind: 'periodic_report.urged',
			subjectId: one.id,
			step: `urged:${rows[nth]?.id ?? ''}`,
			words: 'periodic_told_urged',
			detail: { title: titleOf(kind.name, { period: one.period, from: one.periodFrom, to: one.periodTo }) },
			letterWords: 'periodic_letter_urged',
			href: one.state ? `/bao-cao/${one.id}` : '/bao-cao',
		})),
	);
	await context.emit('periodic_report.urged', {
		subject: { type: 'report_kind', id: kind.id },
		unitId: input.unitId,
		after: { periodFrom: input.periodFrom, unitIds: urged.map(({ unitId }) => unitId) },
	});
	return { urged: urged.length };
});
