import { sql } from 'kysely';
import { notify } from '#lib/features/notifications/public.server.ts';
import { audienceOf } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import {
	subjectOfCampaign,
	writeItems,
	writePeople,
	writeQuarters,
	writeUnits,
} from './campaign-records.server.ts';
import { quartersOf } from './domain/timetable.ts';
import { itemsOf, lockedCampaign } from './facts.server.ts';
import { mayChangeCampaign, mayCloseCampaign, mayLeadCampaign } from './policy.ts';
import { CampaignInput, CarryOnInput } from './schema.ts';

/** Opens a campaign: who takes part is written down, and each is told. @throws Failure invalid (no content, nobody) */
export const openCampaign = command('campaign.open', CampaignInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const campaign = await lockedCampaign(context, input.campaignId);
	context.permit(mayChangeCampaign(actor, campaign));
	const { contents } = await itemsOf(tx, actor.tenantId, campaign.id);
	if (contents.length === 0) throw invalidAt('contents', 'issue_campaign_contents');
	const chosen =
		campaign.audience === 'chosen'
			? await tx
					.selectFrom('campaign_person')
					.select('person_id as personId')
					.where('tenant_id', '=', actor.tenantId)
					.where('campaign_id', '=', campaign.id)
					.execute()
			: [];
	const people: { personId: string; unitId: string }[] = [];
	for (const unitId of campaign.unitIds) {
		// Chosen are people of the unit that calls; of units below everybody.
		const audience =
			campaign.audience === 'chosen' && unitId !== campaign.unitId ? 'unit' : campaign.audience;
		const personIds = chosen.map(({ personId }) => personId);
		for (const personId of await audienceOf(tx, { unitId, audience, personIds, today }))
			people.push({ personId, unitId });
	}
	if (people.length === 0) throw invalidAt('audience', 'issue_campaign_nobody');
	await writePeople(context, campaign.id, people);
	await tx
		.updateTable('campaign')
		.set({ state: 'open', opened_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', campaign.id)
		.execute();
	await context.emit('campaign.opened', {
		...subjectOfCampaign(campaign),
		after: { title: campaign.title, people: people.length, contents: contents.length },
	});
	await notify(context, {
		personIds: people.map(({ personId }) => personId),
		unitId: campaign.unitId,
		kind: 'campaign.opened',
		subjectId: campaign.id,
		step: 'opened',
		words: 'told_campaign_opened',
		detail: { title: campaign.title },
		href: `/dang-ky/${campaign.id}`,
	});
	return { people: people.length };
});

/** Ends a campaign: what was registered and checked stays. */
export const closeCampaign = command('campaign.close', CampaignInput, async (context, input) => {
	const campaign = await lockedCampaign(context, input.campaignId);
	context.permit(mayCloseCampaign(context.actor, campaign));
	await context.tx
		.updateTable('campaign')
		.set({ state: 'closed', closed_at: context.now })
		.where('tenant_id', '=', context.actor.tenantId)
		.where('id', '=', campaign.id)
		.execute();
	await context.emit('campaign.closed', { ...subjectOfCampaign(campaign), after: { title: campaign.title } });
});

/** Carries a campaign on into another period: contents, criteria, fields and participants go into a new draft. */
export const carryOnCampaign = command('campaign.carry_on', CarryOnInput, async (context, input) => {
	const { tx, actor, now } = context;
	const campaign = await lockedCampaign(context, input.campaignId);
	context.permit(mayLeadCampaign(actor, campaign.unitId));
	const quarters = quartersOf(input.startsOn, input.endsOn);
	if (input.endsOn < input.startsOn || quarters.length === 0)
		throw invalidAt('endsOn', 'issue_campaign_period');
	if (input.registerBy > input.endsOn) throw invalidAt('registerBy', 'issue_campaign_register_by');
	const id = context.newId();
	await sql`insert into campaign (tenant_id, id, unit_id, document_id, title, purpose, starts_on, ends_on, register_by, audience, shows_registered, state, carried_from, created_by, created_at)
		select tenant_id, ${id}, unit_id, document_id, title, purpose, ${input.startsOn}, ${input.endsOn}, ${input.registerBy}, audience, shows_registered, 'draft', id, ${context.personId}, ${now}
		from campaign where tenant_id = ${actor.tenantId} and id = ${campaign.id}`.execute(tx);
	const { contents, criteria, fields } = await itemsOf(tx, actor.tenantId, campaign.id);
	await writeItems(context, id, [...contents, ...criteria, ...fields]);
	await writeQuarters(context, id, quarters);
	await writeUnits(context, id, campaign.unitIds, campaign.unitRegisters);
	if (campaign.audience === 'chosen')
		await sql`insert into campaign_person (tenant_id, campaign_id, person_id, unit_id)
			select tenant_id, ${id}, person_id, unit_id from campaign_person where tenant_id = ${actor.tenantId} and campaign_id = ${campaign.id}`.execute(
			tx,
		);
	await context.emit('campaign.begun', {
		...subjectOfCampaign({ ...campaign, id }),
		after: {
			title: campaign.title,
			startsOn: input.startsOn,
			endsOn: input.endsOn,
			carriedFrom: campaign.id,
		},
	});
	return { campaignId: id };
});
