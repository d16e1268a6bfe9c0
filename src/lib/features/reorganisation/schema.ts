import { z } from 'zod';
import { isDay } from '#lib/shared/calendar.ts';
import { actKinds, workChoices } from './domain/acts.ts';

const id = z.uuid();
const day = z.string().refine(isDay, { error: 'issue_day' });
const name = z.string().trim().min(2).max(200);
const number = z.string().trim().max(60).default('');
const ids = z.array(id).max(20_000).default([]);

const facts = {
	title: z.string().trim().min(4, { error: 'issue_reorganisation_title' }).max(300),
	reason: z.string().trim().max(2000).default(''),
	decisionNumber: number,
	decidedOn: day.optional(),
	effectiveOn: day,
};

export const DraftInput = z.object({ unitId: id, ...facts });
export const ChangeInput = z.object({ reorganisationId: id, ...facts });

/** One act as a form sends it; which fields matter goes by its kind. */
export const AddActInput = z.object({
	reorganisationId: id,
	kind: z.enum(actKinds),
	/** What is dissolved, renamed, moved or split. */
	unitId: id.optional(),
	sourceIds: ids,
	/** Into which the sources go, where it is there already; without it a new one is founded. */
	targetId: id.optional(),
	successorId: id.optional(),
	parentId: id.optional(),
	name: name.optional(),
	shortName: name.optional(),
	sign: z.string().trim().max(20).default(''),
	unitKind: z.string().trim().max(40).optional(),
	personIds: ids,
	/** "ends": the unit that is split ends, and its first part takes whoever is left. */
	source: z.enum(['goes_on', 'ends']).default('goes_on'),
	work: z.enum(workChoices).default('pass'),
	decisionNumber: number,
	decidedOn: day.optional(),
});
export type AddActFields = z.infer<typeof AddActInput>;

export const AddLinesInput = z.object({
	reorganisationId: id,
	lines: z.string().trim().min(3, { error: 'issue_reorganisation_lines' }).max(200_000),
	work: z.enum(workChoices).default('pass'),
});
export const RemoveActInput = z.object({ reorganisationId: id, actId: id });
export const CheckInput = z.object({ reorganisationId: id });
export const DecideInput = z.object({
	reorganisationId: id,
	decisionNumber: z.string().trim().min(2, { error: 'issue_reorganisation_number' }).max(60),
	decidedOn: day,
});
export const CancelInput = z.object({
	reorganisationId: id,
	reason: z.string().trim().min(4, { error: 'issue_reorganisation_reason' }).max(1000),
});
export const CarryOutInput = z.object({ reorganisationId: id });
export const HoldUpInput = z.object({ reorganisationId: id, problem: z.string().min(1).max(2000) });

export const BeginTemplateInput = z.object({
	unitId: id,
	template: z.string().trim().min(1).max(40),
	effectiveOn: day,
	endedIds: z.array(id).min(1, { error: 'issue_reorganisation_choose' }).max(2000),
	founds: z.string().trim().max(50_000).default(''),
	bodies: z.string().trim().max(5000).default(''),
});
/** Where each unit goes, as "unit id:parent id"; and who takes the people of those that end, as "unit id:successor id". */
export const PlaceUnitsInput = z.object({
	reorganisationId: id,
	places: z
		.array(z.string().regex(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/))
		.max(20_000)
		.default([]),
	successors: z
		.array(z.string().regex(/^[0-9a-f-]{36}:[0-9a-f-]{36}$/))
		.max(2000)
		.default([]),
});
