import { sql } from 'kysely';
import { notify } from '#lib/features/notifications/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { refused } from '#lib/shared/failures.ts';
import { subjectOfCampaign } from './campaign-records.server.ts';
import { romanQuarter } from './domain/states.ts';
import { lockedCampaign, quartersIn } from './facts.server.ts';
import { mayCloseQuarter, mayOpenQuarter } from './policy.ts';
import { CloseQuarterInput } from './schema.ts';

/** Opens the check of a quarter: each whose registration is confirmed is told. The clock does it on its day; asked again it changes nothing. */
export const openQuarter = command(
	'campaign.open_quarter',
	CloseQuarterInput,
	async (context, input) => {
		const { tx, actor, now } = context;
		const campaign = await lockedCampaign(context, input.campaignId);
		context.permit(mayOpenQuarter(actor, campaign));
		const opened = await tx
			.updateTable('campaign_quarter')
			.set({ opened_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('campaign_id', '=', campaign.id)
			.where('quarter', '=', input.quarter)
			.where('opened_at', 'is', null)
			.returning('quarter')
			.executeTakeFirst();
		if (!opened) return;
		await context.emit('campaign.quarter_opened', {
			...subjectOfCampaign(campaign),
			after: { title: campaign.title, quarter: input.quarter },
		});
		const people = await tx
			.selectFrom('campaign_person')
			.select('person_id as personId')
			.where('tenant_id', '=', actor.tenantId)
			.where('campaign_id', '=', campaign.id)
			.execute();
		await notify(context, {
			personIds: people.map(({ personId }) => personId),
			unitId: campaign.unitId,
			kind: 'campaign.quarter_opened',
			subjectId: campaign.id,
			step: `q${input.quarter}`,
			words: 'told_campaign_quarter_opened',
			detail: { title: campaign.title, quarter: romanQuarter(input.quarter) },
			href: `/dang-ky/${campaign.id}`,
		});
	},
	{ silent: true },
);

/** Closes the check of a quarter: what was found stays; of it only totals are told. */
export const closeQuarter = command('campaign.close_quarter', CloseQuarterInput, async (context, input) => {
	const { tx, actor, now } = context;
	const campaign = await lockedCampaign(context, input.campaignId);
	context.permit(mayCloseQuarter(actor, campaign));
	const quarter = (await quartersIn(tx, actor.tenantId, campaign.id)).find(
		(one) => one.quarter === input.quarter,
	);
	if (!quarter || quarter.closedAt || !quarter.openedAt) throw refused('refused_quarter_closed');
	await tx
		.updateTable('campaign_quarter')
		.set({ closed_at: now, closed_by: context.personId })
		.where('tenant_id', '=', actor.tenantId)
		.where('campaign_id', '=', campaign.id)
		.where('quarter', '=', input.quarter)
		.execute();
	const counted = await sql<{ people: number }>`
		select count(*)::int as people from quarter_check q join registration r on r.tenant_id = q.tenant_id and r.id = q.registration_id
		where q.tenant_id = ${actor.tenantId} and r.campaign_id = ${campaign.id} and r.person_id is not null and q.quarter = ${input.quarter} and q.checked_at is not null`.execute(
		tx,
	);
	const people = counted.rows[0]?.people ?? 0;
	await context.emit('campaign.quarter_closed', {
		...subjectOfCampaign(campaign),
		after: { title: campaign.title, quarter: input.quarter, people },
	});
	return { people };
});
