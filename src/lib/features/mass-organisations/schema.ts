import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';

const id = z.uuid();
const day = z.string({ error: 'issue_day' }).refine(isDay, { error: 'issue_day' });
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replaceAll('\r\n', '\n').trim())
		.pipe(z.string().min(1, { error: key }).max(max));
const optional = (max: number) => z.string().normalize('NFC').trim().max(max).default('');

export const AddMemberInput = z.object({
	massId: id,
	memberPersonId: z.uuid({ error: 'issue_mass_person' }),
	duty: optional(100),
	validFrom: day,
});
export const EndMemberInput = z.object({ massMemberId: id, validTo: day });
export const NameHeadInput = z.object({
	massMemberId: id,
	duty: text(100, 'issue_mass_duty'),
	isHead: z.enum(['yes', 'no']).default('no'),
});
export const GiveTaskInput = z.object({
	massId: id,
	taskId: z.uuid({ error: 'issue_mass_task' }),
	part: z.enum(['leads', 'takes_part'], { error: 'issue_mass_part' }),
});
export const TakeTaskBackInput = z.object({ massId: id, taskId: id });

export const AddProgrammeInput = z
	.object({
		massId: id,
		title: text(300, 'issue_mass_title'),
		partner: text(300, 'issue_mass_partner'),
		contact: optional(200),
		contents: text(5_000, 'issue_mass_contents'),
		startsOn: day,
		endsOn: day,
		documentId: id.optional(),
		clauseId: id.optional(),
	})
	.refine(({ startsOn, endsOn }) => endsOn >= startsOn, { path: ['endsOn'], error: 'issue_mass_ends' });

export const PlanActivityInput = z.object({
	jointId: id,
	title: text(300, 'issue_mass_activity'),
	heldOn: day,
	location: optional(300),
});
const upload = z.object({ name: z.string().max(300), bytes: z.instanceof(Uint8Array) });
export const RecordActivityInput = z.object({
	activityId: id,
	heldOn: day,
	done: text(5_000, 'issue_mass_done'),
	result: optional(2_000),
	locals: z.coerce
		.number({ error: 'issue_mass_locals' })
		.int({ error: 'issue_mass_locals' })
		.min(0, { error: 'issue_mass_locals' })
		.max(1_000_000, { error: 'issue_mass_locals' })
		.default(0),
	participantIds: z.array(id).max(500).default([]),
	files: z.array(upload).max(10).default([]),
});
export const CancelActivityInput = z.object({ activityId: id, reason: text(1_000, 'issue_reason_needed') });
