import type { FormInput } from '#lib/platform/forms/form-action.ts';

/** The fields of a form whose names begin so, by the id that follows. */
const fieldsOf = (input: FormInput, prefix: string): [string, FormInput[string]][] =>
	Object.entries(input).flatMap(([name, value]): [string, FormInput[string]][] =>
		name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
	);

/** Who may vote, and who of them is there. */
export const votersOfForm = (input: FormInput): { personId: string; isPresent: boolean }[] =>
	fieldsOf(input, 'voter_')
		.filter(([, value]) => value === 'present' || value === 'absent')
		.map(([personId, value]) => ({ personId, isPresent: value === 'present' }));

/** The count of the ballots, or who was in favour of which unit. */
export const voteOfForm = (
	input: FormInput,
): { counts: { unitId: string; votes: unknown }[]; approvals: { unitId: string; personId: unknown }[] } => ({
	counts: fieldsOf(input, 'votes_').map(([unitId, value]) => ({ unitId, votes: value ?? 0 })),
	approvals: fieldsOf(input, 'yes_').flatMap(([unitId, people]) =>
		(Array.isArray(people) ? people : []).map((personId) => ({ unitId, personId })),
	),
});
