import { documentForReading } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import {
	type Item,
	subjectOfCampaign,
	writeItems,
	writeQuarters,
	writeUnits,
} from './campaign-records.server.ts';
import { quartersOf } from './domain/timetable.ts';

export type DraftedCampaign = {
	unitId: string;
	documentId: string;
	title: string;
	purpose: string;
	startsOn: Day;
	endsOn: Day;
	registerBy: Day;
	/** What it says from the beginning, where it is carried over from elsewhere. */
	items?: readonly Pick<Item, 'kind' | 'title' | 'guidance'>[];
};

/**
 * Begins a draft of a campaign, also inside the command of another feature, in its transaction. It asks no policy: the command
 * that calls it has asked who may lead campaigns there.
 * @throws Failure missing (the document), invalid (a period without a quarter)
 */
export const draftCampaign = async (
	context: CommandContext,
	given: DraftedCampaign,
): Promise<{ campaignId: string }> => {
	const { tx, actor, now } = context;
	await documentForReading(tx, actor, given.documentId);
	const quarters = quartersOf(given.startsOn, given.endsOn);
	if (quarters.length === 0) throw invalidAt('endsOn', 'issue_campaign_period');
	const id = context.newId();
	await tx
		.insertInto('campaign')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: given.unitId,
			document_id: given.documentId,
			title: given.title,
			purpose: given.purpose,
			starts_on: given.startsOn,
			ends_on: given.endsOn,
			register_by: given.registerBy,
			audience: 'unit',
			state: 'draft',
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await writeQuarters(context, id, quarters);
	await writeUnits(context, id, [given.unitId], true);
	if (given.items)
		await writeItems(
			context,
			id,
			given.items.map((item) => ({ ...item, clauseId: null })),
		);
	await context.emit('campaign.begun', {
		...subjectOfCampaign({ id, unitId: given.unitId, documentId: given.documentId }),
		after: { title: given.title, startsOn: given.startsOn, endsOn: given.endsOn },
	});
	return { campaignId: id };
};
