import { sql } from 'kysely';
import { peopleOfUnit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { mayInspect, mayOrder } from './policy.ts';

type Choice = { value: string; label: string; hint?: string };

/** What of a unit the scope can name. */
const scopeChoices = async (tx: Tx, tenantId: string, unitId: string) => {
	const found = await sql<{ what: 'programme' | 'campaign' | 'document'; value: string; label: string }>`
		select 'programme' as what, id as value, title as label from programme where tenant_id = ${tenantId} and unit_id = ${unitId} and state <> 'draft' and kind = 'action'
		union all select 'campaign', c.id, c.title from campaign c where c.tenant_id = ${tenantId} and c.state <> 'draft' and (c.unit_id = ${unitId}
			or exists (select from campaign_unit x where x.tenant_id = c.tenant_id and x.campaign_id = c.id and x.unit_id = ${unitId}))
		union all select distinct 'document', d.id, concat_ws(' ', d.type_name, d.number, d.title) from programme p
			join programme_document x on x.tenant_id = p.tenant_id and x.programme_id = p.id join document d on d.tenant_id = x.tenant_id and d.id = x.document_id
			where p.tenant_id = ${tenantId} and p.unit_id = ${unitId} and p.state <> 'draft'
		order by 1, 3`.execute(tx);
	const of = (what: string): Choice[] =>
		found.rows
			.filter((row) => row.what === what)
			.map(({ value, label }) => ({ value, label: label.slice(0, 160) }));
	return { programmes: of('programme'), campaigns: of('campaign'), documents: of('document') };
};

/**
 * What an inspection can be decided of: the units below; once one is chosen, what its scope can name, and who may inspect:
 * people of the own committee and of the units above it. @throws Failure refused
 */
export const decideChoices = async (
	tx: Tx,
	actor: Actor,
	wanted: { unit: { id: string; path: string }; inspectedUnitId: string | null; today: Day },
) => {
	const may = mayOrder(actor, wanted.unit.id);
	if (!may.allowed) throw refused(may.key);
	const below = (await unitsBelow(tx, [wanted.unit.path], wanted.today)).filter(
		(unit) => mayInspect(actor, wanted.unit, unit).allowed,
	);
	const inspected = below.find(({ id }) => id === wanted.inspectedUnitId) ?? null;
	const own = inspected ? await peopleOfUnit(tx, inspected.id, wanted.today) : [];
	const people = (await peopleOfUnit(tx, wanted.unit.id, wanted.today)).filter(
		({ personId }) => !own.some((other) => other.personId === personId),
	);
	return {
		units: below.map(({ id, name }) => ({ value: id, label: name })),
		inspected: inspected && { id: inspected.id, name: inspected.name },
		inspectors: people.map(({ personId, fullName, jobTitle }) => ({
			value: personId,
			label: fullName,
			hint: jobTitle,
		})),
		...(inspected
			? await scopeChoices(tx, actor.tenantId, inspected.id)
			: { programmes: [], campaigns: [], documents: [] }),
		start: {
			periodFrom: `${wanted.today.slice(0, 4)}-01-01`,
			periodTo: wanted.today,
			startsOn: wanted.today,
			endsOn: addDays(wanted.today, 14),
		},
	};
};
