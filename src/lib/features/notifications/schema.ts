import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const whole = (least: number, most: number) =>
	z.coerce.number({ error: 'issue_number' }).int({ error: 'issue_number' }).min(least).max(most);

export const OpenToldInput = z.object({ notificationId: id });
export const ReadAllInput = z.object({});
export const SetRemindersInput = z.object({
	byMail: z.literal('on').optional(),
	hour: whole(0, 23),
	address: z.email({ error: 'issue_mail_address' }).max(200).optional(),
});
export const ConfirmAddressInput = z.object({
	code: z
		.string({ error: 'issue_mail_code' })
		.trim()
		.regex(/^\d{8}$/, { error: 'issue_mail_code' }),
});
export const SendCodeInput = z.object({});

/** "kind:subject:person" */
const thing = z.string().regex(/^[\w.]+:[0-9a-f-]{36}:[0-9a-f-]{36}$/, { error: 'issue_urge_choose' });
export const UrgeInput = z.object({
	unitId: id,
	thing: z.array(thing).min(1, { error: 'issue_urge_choose' }).max(200),
});
export const SetRuleInput = z
	.object({
		unitId: id,
		validFrom: z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' }),
		soonDays: whole(0, 30),
		warnDays: whole(1, 60),
		escalateDays: whole(2, 90),
		urgePauseHours: whole(1, 720),
	})
	.refine(({ warnDays, escalateDays }) => escalateDays > warnDays, {
		path: ['escalateDays'],
		error: 'issue_escalate_after_warning',
	});
