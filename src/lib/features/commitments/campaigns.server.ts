import { clausesOf } from '#lib/features/library/public.server.ts';
import { audienceOf, requireUnit, unitsBelow } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import {
	type Item,
	subjectOfCampaign,
	writeItems,
	writePeople,
	writeQuarters,
	writeUnits,
} from './campaign-records.server.ts';
import { quartersOf, withDue } from './domain/timetable.ts';
import { draftCampaign } from './draft.server.ts';
import { lockedCampaign } from './facts.server.ts';
import { mayChangeCampaign, mayLeadCampaign } from './policy.ts';
import { BeginCampaignInput, ChangeCampaignInput } from './schema.ts';

/** Begins a campaign from a resolution or directive: a draft with its period and the days on which its quarters are checked. */
export const beginCampaign = command('campaign.begin', BeginCampaignInput, async (context, input) => {
	await requireUnit(context.tx, input.unitId);
	context.permit(mayLeadCampaign(context.actor, input.unitId));
	return draftCampaign(context, input);
});

/** Sets what a draft says: contents, criteria, fields, who takes part, the timetable. */
export const changeCampaign = command('campaign.change', ChangeCampaignInput, async (context, input) => {
	const { tx, actor, today } = context;
	const campaign = await lockedCampaign(context, input.campaignId);
	context.permit(mayChangeCampaign(actor, campaign));
	const clauses = new Set((await clausesOf(tx, actor.tenantId, campaign.documentId)).map(({ id }) => id));
	if (input.contents.some(({ clauseId }) => clauseId && !clauses.has(clauseId)))
		throw invalidAt('contents', 'failure_not_found');
	if (input.registerBy > campaign.endsOn) throw invalidAt('registerBy', 'issue_campaign_register_by');
	const below = new Set((await unitsBelow(tx, [campaign.path], today)).map(({ id }) => id));
	if (input.unitIds.some((id) => !below.has(id))) throw invalidAt('unitIds', 'failure_not_found');
	const bare = { guidance: '', clauseId: null };
	await writeItems(context, campaign.id, [
		...input.contents
			.filter(({ title }) => title !== '')
			.map(
				({ title, guidance, clauseId }): Item => ({
					kind: 'content',
					title,
					guidance,
					clauseId: clauseId ?? null,
				}),
			),
		...input.criteria.map((title): Item => ({ kind: 'criterion', title, ...bare })),
		...input.fields.map((title): Item => ({ kind: 'field', title, ...bare })),
	]);
	const days = new Map(input.quarters.map(({ quarter, dueOn }) => [quarter, dueOn]));
	const quarters = quartersOf(campaign.startsOn, campaign.endsOn).map((quarter) =>
		withDue(quarter, days.get(quarter.quarter) ?? quarter.dueOn),
	);
	await writeQuarters(context, campaign.id, quarters);
	await writeUnits(context, campaign.id, [campaign.unitId, ...input.unitIds], input.unitRegisters);
	const chosen =
		input.audience === 'chosen'
			? await audienceOf(tx, {
					unitId: campaign.unitId,
					audience: 'chosen',
					personIds: input.personIds,
					today,
				})
			: [];
	await writePeople(
		context,
		campaign.id,
		chosen.map((personId) => ({ personId, unitId: campaign.unitId })),
	);
	await tx
		.updateTable('campaign')
		.set({
			title: input.title,
			purpose: input.purpose,
			register_by: input.registerBy,
			audience: input.audience,
			shows_registered: input.showsRegistered,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', campaign.id)
		.execute();
	await context.emit('campaign.changed', {
		...subjectOfCampaign(campaign),
		before: { title: campaign.title },
		after: { title: input.title, contents: input.contents.length },
	});
});
