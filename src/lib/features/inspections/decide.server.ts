import { sql } from 'kysely';
import { documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { rulesOn } from './domain/rules.ts';
import { mayInspect } from './policy.ts';
import { OpenInspectionInput } from './schema.ts';
import { tellEvent, tellPeople } from './told.server.ts';

type Scope = {
	inspectedUnitId: string;
	programmeId?: string | undefined;
	campaignId?: string | undefined;
	documentId?: string | undefined;
};

/** What the scope names is of the unit, and the document may be read. @throws Failure missing */
const checkScope = async ({ tx, actor }: CommandContext, scope: Scope): Promise<void> => {
	if (scope.documentId) await documentForReading(tx, actor, scope.documentId);
	for (const [table, id] of [
		['programme', scope.programmeId],
		['campaign', scope.campaignId],
	] as const) {
		if (!id) continue;
		const found =
			await sql`select from ${sql.table(table)} p where p.tenant_id = ${actor.tenantId} and p.id = ${id} and p.state <> 'draft'
			and (p.unit_id = ${scope.inspectedUnitId} ${table === 'campaign' ? sql`or exists (select from campaign_unit c where c.tenant_id = p.tenant_id and c.campaign_id = p.id and c.unit_id = ${scope.inspectedUnitId})` : sql``})`.execute(
				tx,
			);
		if (found.rows.length === 0) throw missing('failure_not_found');
	}
};

/** Inspectors are people of the organisation, and none of them of the unit that is inspected. @throws Failure invalid */
const checkInspectors = async (
	{ tx, actor, today }: CommandContext,
	inspectedUnitId: string,
	personIds: readonly string[],
): Promise<void> => {
	const known = await sql<{ count: number }>`
		select count(*)::int as count from person where tenant_id = ${actor.tenantId} and id = any(${`{${personIds.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	if (known.rows[0]?.count !== personIds.length) throw missing('failure_not_found');
	const own = await peopleOfUnit(tx, inspectedUnitId, today);
	if (own.some(({ personId }) => personIds.includes(personId)))
		throw invalidAt('inspectorIds', 'issue_inspection_inspector_own');
};

/**
 * A committee decides an inspection of a unit below: by which decision, of what, by whom, on which days. The unit is told at once.
 * @throws Failure refused (a unit that is not below, one's own), invalid (an inspector of the unit), missing
 */
export const openInspection = command('inspection.open', OpenInspectionInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	const inspected = await requireUnit(tx, input.inspectedUnitId);
	context.permit(mayInspect(actor, unit, inspected));
	if (input.decisionOn > today) throw invalidAt('decisionOn', 'issue_inspection_decision_later');
	if (input.endsOn < today) throw invalidAt('endsOn', 'issue_inspection_past');
	const inspectorIds = [...new Set(input.inspectorIds)];
	await checkInspectors(context, inspected.id, inspectorIds);
	await checkScope(context, input);
	const inspectionId = context.newId();
	const kinds = [...new Set(input.kinds)];
	await tx
		.insertInto('inspection')
		.values({
			tenant_id: actor.tenantId,
			id: inspectionId,
			unit_id: unit.id,
			inspected_unit_id: inspected.id,
			title: input.title,
			decision_number: input.decisionNumber,
			decision_on: input.decisionOn,
			purpose: input.purpose,
			period_from: input.periodFrom,
			period_to: input.periodTo,
			kinds,
			programme_id: input.programmeId ?? null,
			campaign_id: input.campaignId ?? null,
			document_id: input.documentId ?? null,
			starts_on: input.startsOn,
			ends_on: input.endsOn,
			rules: JSON.stringify(rulesOn(input.decisionOn)),
			state: 'open',
			opened_by: context.personId,
			opened_at: now,
		})
		.execute();
	for (const personId of inspectorIds)
		await tx
			.insertInto('inspection_inspector')
			.values({ tenant_id: actor.tenantId, inspection_id: inspectionId, person_id: personId })
			.execute();
	const one = { id: inspectionId, title: input.title, inspectedUnitId: inspected.id };
	const { decisionNumber, decisionOn, periodFrom, periodTo, startsOn, endsOn } = input;
	await tellEvent(context, one, 'inspection.opened', {
		decisionNumber,
		decisionOn,
		kinds,
		periodFrom,
		periodTo,
		startsOn,
		endsOn,
		inspectorIds,
	});
	await tellPeople(context, one, inspectorIds, 'named');
	const people = await peopleOfUnit(tx, inspected.id, today);
	await tellPeople(
		context,
		one,
		people.map(({ personId }) => personId),
		'announced',
	);
	return { inspectionId };
});
