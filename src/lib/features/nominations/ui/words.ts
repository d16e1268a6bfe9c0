import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import { sayNumber } from '#lib/ui/numbers.ts';
import type { Cell } from '../domain/comparison.ts';
import { type Criterion, type FigureSource, measured, verdictOf } from '../domain/criteria.ts';
import type { AwardState, NominationState } from '../domain/states.ts';
import type { Voting } from '../domain/vote.ts';

const states: Record<AwardState, { word: () => string; meaning: Meaning }> = {
	open: { word: m.award_state_open, meaning: 'soon' },
	voting: { word: m.award_state_voting, meaning: 'soon' },
	decided: { word: m.award_state_decided, meaning: 'done' },
	cancelled: { word: m.award_state_cancelled, meaning: 'neutral' },
};
export const sayState = (state: AwardState): string => states[state].word();
export const meaningOfState = (state: AwardState): Meaning => states[state].meaning;

const nominationStates: Record<NominationState, { word: () => string; meaning: Meaning }> = {
	draft: { word: m.nomination_state_draft, meaning: 'soon' },
	signed: { word: m.nomination_state_signed, meaning: 'done' },
	withdrawn: { word: m.nomination_state_withdrawn, meaning: 'neutral' },
};
export const sayNomination = (state: NominationState | null): string =>
	state ? nominationStates[state].word() : m.nomination_state_none();
export const meaningOfNomination = (state: NominationState | null): Meaning =>
	state ? nominationStates[state].meaning : 'neutral';

const own: Record<NominationState | 'none', () => string> = {
	none: m.award_own_open,
	draft: m.award_own_draft,
	signed: m.award_own_signed,
	withdrawn: m.award_own_withdrawn,
};
export const sayOwn = (state: NominationState | null): string => own[state ?? 'none']();

const kinds: Record<string, () => string> = {
	superior_committee: m.kind_superior_committee,
	grassroots_committee: m.kind_grassroots_committee,
	branch_committee: m.kind_branch_committee,
	cell: m.kind_cell,
	party_group: m.kind_party_group,
	mass_organisation: m.kind_mass_organisation,
};
export const sayKind = (kind: string): string => kinds[kind]?.() ?? kind;

const sources: Record<FigureSource, () => string> = {
	spread: m.award_source_spread,
	study: m.award_source_study,
	papers: m.award_source_papers,
	programme: m.award_source_programme,
	tasks: m.award_source_tasks,
	on_time: m.award_source_on_time,
	results: m.award_source_results,
	registration: m.award_source_registration,
	checks: m.award_source_checks,
	examples: m.award_source_examples,
	late: m.award_source_late,
	told_number: m.award_source_told_number,
	told_yes: m.award_source_told_yes,
};
export const saySource = (source: FigureSource): string => sources[source]();

/** A value of a criterion: "97,5%", "3", "Có". */
export const sayAmount = ({ source }: Pick<Criterion, 'source'>, amount: number): string => {
	const way = measured(source);
	if (way === 'yes') return amount > 0 ? m.award_yes() : m.award_no();
	return `${sayNumber(amount, 1)}${way === 'share' ? '%' : ''}`;
};
export const sayCell = (criterion: Criterion, cell: Cell | undefined): string => {
	if (cell?.from === 'hidden') return m.award_hidden();
	return cell?.amount == null ? m.award_missing() : sayAmount(criterion, cell.amount);
};
export const sayFrom = ({ from }: Cell): string =>
	({ records: m.award_from_records(), unit: m.award_from_unit(), hidden: '', none: '' })[from];
/** What an inspection found; empty where nothing of the records was inspected, and the records say nothing. */
export const sayVerified = ({ verified }: Cell): string => {
	const verdict = verdictOf(verified);
	if (!verified || !verdict) return '';
	return verdict === 'confirmed' ? m.award_verified(verified) : m.award_doubted(verified);
};

/** "ít nhất 90%", "phải đạt"; null where there is no condition. */
export const sayCondition = (criterion: Criterion): string | null => {
	if (criterion.least === null) return null;
	const way = measured(criterion.source);
	if (way === 'yes') return m.award_condition_yes();
	const value = sayAmount(criterion, criterion.least);
	return way === 'less' ? m.award_condition_most({ value }) : m.award_condition_least({ value });
};
export const sayPoints = ({ points }: Criterion): string =>
	points > 0 ? m.award_points_of({ points: sayNumber(points, 1) }) : m.award_no_points();

export const sayBallot = (ballot: Voting['ballot']): string =>
	ballot === 'secret' ? m.award_ballot_secret() : m.award_ballot_open();
/** The rules of a vote in two sentences. */
export const sayVoting = (voting: Voting): string =>
	[
		m.award_rule_said({
			share: voting.majorityShare,
			whom: voting.majorityOf === 'entitled' ? m.award_of_entitled() : m.award_of_present(),
		}),
		voting.ownUnit === 'abstains' ? m.award_rule_abstains() : m.award_rule_votes(),
	].join(' ');
