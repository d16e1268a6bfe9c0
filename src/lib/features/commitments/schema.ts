import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { audiences, outcomes } from './domain/states.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const yes = z.preprocess((value) => value === true || value === 'on' || value === 'yes', z.boolean());
const MOST_LETTERS = 8_000;
const MOST_FIELDS = 600;
const MOST_ITEMS = 40;

const title = z
	.string({ error: 'issue_campaign_title' })
	.trim()
	.min(1, { error: 'issue_campaign_title' })
	.max(300);

export const BeginCampaignInput = z
	.object({
		unitId: id,
		documentId: z.uuid({ error: 'issue_campaign_document' }),
		title,
		purpose: z.string().trim().max(4_000).default(''),
		startsOn: day,
		endsOn: day,
		registerBy: day,
	})
	.refine(({ startsOn, endsOn }) => endsOn >= startsOn, { path: ['endsOn'], error: 'issue_campaign_period' })
	.refine(({ startsOn, endsOn }) => Number(endsOn.slice(0, 4)) - Number(startsOn.slice(0, 4)) <= 1, {
		path: ['endsOn'],
		error: 'issue_campaign_period',
	})
	.refine(({ registerBy, endsOn }) => registerBy <= endsOn, {
		path: ['registerBy'],
		error: 'issue_campaign_register_by',
	});

const content = z.object({
	title: z.string().trim().max(300),
	guidance: z.string().trim().max(1_000).default(''),
	clauseId: z.uuid().optional(),
});
const line = z.string().trim().min(1).max(300);

export const ChangeCampaignInput = z.object({
	campaignId: id,
	title,
	purpose: z.string().trim().max(4_000).default(''),
	registerBy: day,
	audience: z.enum(audiences, { error: 'issue_campaign_audience' }),
	personIds: z.array(id).max(2_000).default([]),
	unitIds: z.array(id).max(500).default([]),
	unitRegisters: yes.default(false),
	showsRegistered: yes.default(false),
	contents: z.array(content).max(MOST_ITEMS),
	criteria: z.array(line).max(MOST_ITEMS),
	fields: z.array(line).max(MOST_ITEMS),
	quarters: z.array(z.object({ quarter: z.coerce.number().int().min(1).max(4), dueOn: day })).max(4),
});
export const CampaignInput = z.object({ campaignId: id });
export const CarryOnInput = z.object({ campaignId: id, startsOn: day, endsOn: day, registerBy: day });
export const CloseQuarterInput = z.object({
	campaignId: id,
	quarter: z.coerce.number().int().min(1).max(4),
});

const fields = z
	.record(z.string().max(80), z.string().max(MOST_LETTERS, { error: 'issue_registration_long' }))
	.refine((all) => Object.keys(all).length <= MOST_FIELDS, { error: 'issue_registration_long' });

export const SaveInput = z.object({
	campaignId: id,
	/** The unit's registration, by who leads it; left out: the own. */
	ofUnit: z.uuid().optional(),
	/** The revision on which it was written. */
	revision: z.coerce.number().int().min(0),
	fields,
	/** A form without a script can't merge: both texts are kept, one under the other. */
	joins: z.boolean().default(false),
});
export const AddSourceInput = z.object({
	campaignId: id,
	kind: z.enum(['task', 'paper']),
	sourceId: id,
	/** Which act of the paper. */
	actKey: z.string().max(40).default(''),
	itemId: z.uuid().optional(),
});
export const HandInInput = z.object({
	campaignId: id,
	ofUnit: z.uuid().optional(),
	/** Why something that was confirmed is changed. */
	reason: z.string().trim().max(1_000).default(''),
});
export const ConfirmInput = z.object({
	registrationIds: z.array(id).min(1, { error: 'issue_registrations_chosen' }).max(500),
	meetingId: z.uuid().optional(),
});
export const ReturnInput = z.object({
	registrationId: id,
	words: z.string({ error: 'issue_return_words' }).trim().min(1, { error: 'issue_return_words' }).max(4_000),
});
export const AssignCheckerInput = z.object({
	registrationIds: z.array(id).min(1, { error: 'issue_registrations_chosen' }).max(500),
	checkerId: z.uuid({ error: 'issue_checker_needed' }),
});

const link = z
	.string()
	.trim()
	.max(2_000)
	.refine((text) => text === '' || /^https?:\/\/\S+$/.test(text), { error: 'issue_check_link' })
	.default('');
const sent = z.object({
	entryKey: z.string().max(40),
	name: z.string().max(300),
	bytes: z.instanceof(Uint8Array),
});
export const SelfCheckInput = z.object({
	registrationId: id,
	quarter: z.coerce.number().int().min(1).max(4),
	entries: z
		.array(
			z.object({
				entryKey: z.string().max(40),
				outcome: z.enum(outcomes, { error: 'issue_check_outcome' }),
				done: z.string().trim().max(4_000).default(''),
				evidence: z.string().trim().max(4_000).default(''),
				link,
			}),
		)
		.max(200),
	files: z.array(sent).max(20, { error: 'issue_check_files' }).default([]),
});
export const DropFileInput = z.object({ fileId: id });
export const CheckInput = z.object({
	registrationId: id,
	quarter: z.coerce.number().int().min(1).max(4),
	entries: z
		.array(
			z.object({
				entryKey: z.string().max(40),
				outcome: z.enum(outcomes, { error: 'issue_check_outcome' }),
				words: z.string().trim().max(2_000).default(''),
			}),
		)
		.max(200),
});
export const SetFormInput = z.object({
	unitId: id,
	validFrom: day,
	titles: z.array(z.string().trim().max(200)).max(12),
	hints: z.array(z.string().trim().max(400)).max(12),
});
