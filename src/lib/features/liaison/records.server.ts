import { notify } from '#lib/features/notifications/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';

type Subject = { type: 'residence_link' | 'residence_letter' | 'residence_request'; id: string };
type OfPerson = { unitId: string; personId: string };

/** The event of a change that is about one person: seen by that person and by those who answer for the unit. */
export const tellEvent = (
	context: CommandContext,
	verb: string,
	subject: Subject,
	of: OfPerson,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, { subject, unitId: of.unitId, personId: of.personId, personal: true, after });

const words = {
	remark: ['residence_told_remark', 'residence_letter_remark'],
	answered: ['residence_told_answered', 'residence_letter_answered'],
	taken_back: ['residence_told_taken_back', 'residence_letter_taken_back'],
	in_charge: ['residence_told_in_charge', 'residence_letter_in_charge'],
} as const;

/** Tells people of something about a request; once each, for each moment. */
export const tellPeople = (
	context: CommandContext,
	request: { id: string; unitId: string; year: number; fullName: string },
	personIds: readonly string[],
	told: keyof typeof words,
): Promise<number> =>
	notify(context, {
		personIds,
		unitId: request.unitId,
		kind: `residence.${told}`,
		subjectId: request.id,
		step: `${told} ${context.now.toISOString()}`,
		words: words[told][0],
		detail: { year: request.year, name: request.fullName },
		letterWords: words[told][1],
		href: `/noi-cu-tru/phieu/${request.id}`,
	});
