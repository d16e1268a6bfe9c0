import type { Step, TracedCommitments } from './chain.ts';

const nothing = { have: 0, of: 0, gap: null };

/** Have people registered what they will do for the clause? A figure that is hidden says only that they have. */
const registrationStep = (known: TracedCommitments): Step => {
	const step = { ...nothing, key: 'registration' as const };
	if (known.registered === null) return { ...step, state: 'done' };
	if (known.registered === 0)
		return { ...step, state: 'gap', gap: { key: 'unregistered', count: 1, days: 0 } };
	return { ...step, state: 'done', have: known.registered, of: known.registered };
};

/** What did the check of the latest quarter find? */
const checkStep = ({ quarter, checked, met, registered }: TracedCommitments): Step => {
	const step = { ...nothing, key: 'check' as const };
	if (quarter === null) return { ...step, state: 'not_yet_due' };
	if (checked === null || met === null) return { ...step, state: 'done', quarter };
	const isWhole = met === checked && checked >= (registered ?? 0);
	return { ...step, state: isWhole ? 'done' : 'under_way', have: met, of: checked, quarter };
};

/** The steps of what was registered: none where no campaign comes from the document; answered where no content names the clause. */
export const commitmentSteps = (known: TracedCommitments | null | undefined): Step[] => {
	if (known === undefined) return [];
	if (known === null)
		return (['registration', 'check'] as const).map((key) => ({ ...nothing, key, state: 'answered' }));
	return [registrationStep(known), checkStep(known)];
};
