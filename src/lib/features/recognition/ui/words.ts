import { m } from '#lib/paraglide/messages.js';
import type { Criterion } from '../domain/advanced.ts';
import type { Scope } from '../domain/rules.ts';
import type { RecognitionKind, RecognitionState } from '../domain/states.ts';

export const sayKind = (kind: RecognitionKind): string =>
	kind === 'example' ? m.recognition_kind_example() : m.recognition_kind_commendation();

const states: Record<RecognitionState, () => string> = {
	proposed: m.recognition_state_proposed,
	announced: m.recognition_state_announced,
	declined: m.recognition_state_declined,
	withdrawn: m.recognition_state_withdrawn,
};
export const sayState = (state: RecognitionState): string => states[state]();

const evidences = {
	text: m.recognition_evidence_text,
	link: m.recognition_evidence_link,
	file: m.recognition_evidence_file,
	task: m.recognition_evidence_task,
	paper: m.recognition_evidence_paper,
};
export const sayEvidence = (kind: keyof typeof evidences): string => evidences[kind]();

const scopes: Record<Scope, () => string> = {
	individual: m.recognition_scope_individual,
	collective: m.recognition_scope_collective,
	both: m.recognition_scope_both,
};
export const sayScope = (scope: Scope): string => scopes[scope]();

/** A criterion of an advanced collective: what it asks for, and what there is. */
export const sayCriterion = ({ key, have, of, value, wanted }: Criterion): { asks: string; has: string } => {
	if (key === 'open_limits')
		return {
			asks: m.recognition_criterion_limits({ wanted }),
			has: m.recognition_criterion_limits_has({ have }),
		};
	const asks = key === 'commended' ? m.recognition_criterion_commended : m.recognition_criterion_on_time;
	const has =
		key === 'commended' ? m.recognition_criterion_commended_has : m.recognition_criterion_on_time_has;
	return { asks: asks({ wanted }), has: has({ have, of: of ?? 0, value }) };
};
