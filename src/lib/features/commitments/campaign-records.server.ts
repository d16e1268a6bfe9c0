import type { CommandContext } from '#lib/platform/command/command.ts';
import type { quartersOf } from './domain/timetable.ts';
import type { KnownCampaign } from './facts.server.ts';

/** What an event of a campaign is about. */
export const subjectOfCampaign = ({
	id,
	unitId,
	documentId,
}: Pick<KnownCampaign, 'id' | 'unitId' | 'documentId'>) => ({
	subject: { type: 'campaign', id },
	unitId,
	documentId,
});

export type Item = {
	kind: 'content' | 'criterion' | 'field';
	title: string;
	guidance: string;
	clauseId: string | null;
};

export const writeItems = async (
	{ tx, actor, newId }: CommandContext,
	campaignId: string,
	items: readonly Item[],
) => {
	await tx
		.deleteFrom('campaign_item')
		.where('tenant_id', '=', actor.tenantId)
		.where('campaign_id', '=', campaignId)
		.execute();
	if (items.length === 0) return;
	await tx
		.insertInto('campaign_item')
		.values(
			items.map(({ kind, title, guidance, clauseId }, position) => ({
				tenant_id: actor.tenantId,
				id: newId(),
				campaign_id: campaignId,
				kind,
				position,
				title,
				guidance,
				clause_id: clauseId,
			})),
		)
		.execute();
};

export const writeQuarters = async (
	{ tx, actor }: CommandContext,
	campaignId: string,
	quarters: ReturnType<typeof quartersOf>,
) => {
	await tx
		.deleteFrom('campaign_quarter')
		.where('tenant_id', '=', actor.tenantId)
		.where('campaign_id', '=', campaignId)
		.execute();
	await tx
		.insertInto('campaign_quarter')
		.values(
			quarters.map(({ quarter, year, opensOn, dueOn }) => ({
				tenant_id: actor.tenantId,
				campaign_id: campaignId,
				quarter,
				year,
				opens_on: opensOn,
				due_on: dueOn,
			})),
		)
		.execute();
};

export const writeUnits = async (
	{ tx, actor }: CommandContext,
	campaignId: string,
	unitIds: readonly string[],
	registers: boolean,
) => {
	await tx
		.deleteFrom('campaign_unit')
		.where('tenant_id', '=', actor.tenantId)
		.where('campaign_id', '=', campaignId)
		.execute();
	await tx
		.insertInto('campaign_unit')
		.values(
			[...new Set(unitIds)].map((unitId) => ({
				tenant_id: actor.tenantId,
				campaign_id: campaignId,
				unit_id: unitId,
				registers,
			})),
		)
		.execute();
};

export const writePeople = async (
	{ tx, actor }: CommandContext,
	campaignId: string,
	people: readonly { personId: string; unitId: string }[],
) => {
	await tx
		.deleteFrom('campaign_person')
		.where('tenant_id', '=', actor.tenantId)
		.where('campaign_id', '=', campaignId)
		.execute();
	if (people.length === 0) return;
	await tx
		.insertInto('campaign_person')
		.values(
			people.map(({ personId, unitId }) => ({
				tenant_id: actor.tenantId,
				campaign_id: campaignId,
				person_id: personId,
				unit_id: unitId,
			})),
		)
		.onConflict((known) => known.columns(['tenant_id', 'campaign_id', 'person_id']).doNothing())
		.execute();
};
