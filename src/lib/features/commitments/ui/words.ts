import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { CampaignAudience, CampaignState, EntryOutcome, RegistrationState } from '../domain/states.ts';
import { romanQuarter } from '../domain/states.ts';

const campaigns: Record<CampaignState, { say: () => string; meaning: Meaning }> = {
	draft: { say: m.commitment_campaign_draft, meaning: 'neutral' },
	open: { say: m.commitment_campaign_open, meaning: 'soon' },
	closed: { say: m.commitment_campaign_closed, meaning: 'done' },
};
export const sayCampaignState = (state: CampaignState): { word: string; meaning: Meaning } => ({
	word: campaigns[state].say(),
	meaning: campaigns[state].meaning,
});

const registrations: Record<RegistrationState | 'none', { say: () => string; meaning: Meaning }> = {
	none: { say: m.commitment_state_none, meaning: 'neutral' },
	draft: { say: m.commitment_state_draft, meaning: 'neutral' },
	handed_in: { say: m.commitment_state_handed_in, meaning: 'soon' },
	returned: { say: m.commitment_state_returned, meaning: 'late' },
	confirmed: { say: m.commitment_state_confirmed, meaning: 'done' },
};
export const sayRegistrationState = (
	state: RegistrationState | 'none',
): { word: string; meaning: Meaning } => ({
	word: registrations[state].say(),
	meaning: registrations[state].meaning,
});

const outcomeWords: Record<EntryOutcome, { say: () => string; meaning: Meaning }> = {
	met: { say: m.commitment_outcome_met, meaning: 'done' },
	partly: { say: m.commitment_outcome_partly, meaning: 'soon' },
	not_met: { say: m.commitment_outcome_not_met, meaning: 'late' },
};
export const sayOutcome = (outcome: EntryOutcome): { word: string; meaning: Meaning } => ({
	word: outcomeWords[outcome].say(),
	meaning: outcomeWords[outcome].meaning,
});

export const sayAudience = (audience: CampaignAudience): string =>
	({
		unit: m.commitment_audience_unit,
		party_members: m.commitment_audience_party_members,
		committee: m.commitment_audience_committee,
		chosen: m.commitment_audience_chosen,
	})[audience]();

export const sayQuarter = (quarter: number): string =>
	m.commitment_quarter({ quarter: romanQuarter(quarter) });
