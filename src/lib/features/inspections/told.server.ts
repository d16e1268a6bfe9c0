import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { KnownInspection } from './facts.server.ts';

type Named = Pick<KnownInspection, 'id' | 'title' | 'inspectedUnitId'>;

/** Tells people what happened with an inspection. */
export const tellPeople = (
	context: CommandContext,
	one: Named,
	personIds: readonly string[],
	told: 'announced' | 'named' | 'reported' | 'answered' | 'concluded' | 'demanded' | 'carried_out',
	step: string = told,
) =>
	notify(context, {
		personIds,
		unitId: one.inspectedUnitId,
		kind: `inspection.${told}`,
		subjectId: one.id,
		step,
		words: `inspection_told_${told}`,
		detail: { title: one.title },
		letterWords: `inspection_letter_${told}`,
		href: `/kiem-tra/${one.id}`,
	});

/** The event of a change of an inspection; it stands in the records of the unit that is inspected. */
export const tellEvent = (
	context: CommandContext,
	one: Named,
	verb: string,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'inspection', id: one.id },
		unitId: one.inspectedUnitId,
		after,
	});
