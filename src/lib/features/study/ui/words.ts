import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { Link, LinkState } from '../domain/reach.ts';
import type { audiences, MakeUpWay, Presence, RoundState } from '../domain/states.ts';

const states: Record<RoundState, () => string> = {
	preparing: m.study_state_preparing,
	open: m.study_state_open,
	closed: m.study_state_closed,
};
export const sayRoundState = (state: RoundState): string => states[state]();
export const meaningOfRound = (state: RoundState): Meaning => (state === 'closed' ? 'done' : 'neutral');

const ways: Record<MakeUpWay, () => string> = {
	recording: m.study_way_recording,
	other_session: m.study_way_other_session,
	with_secretary: m.study_way_with_secretary,
	own_reading: m.study_way_own_reading,
};
export const sayWay = (way: MakeUpWay): string => ways[way]();

const linkWords: Record<Link, () => string> = {
	attended: m.study_link_attended,
	read: m.study_link_read,
	handed_in: m.study_link_handed_in,
	reviewed: m.study_link_reviewed,
};
export const sayLink = (link: Link): string => linkWords[link]();

const linkStates: Record<LinkState, { say: () => string; meaning: Meaning }> = {
	done: { say: m.study_done, meaning: 'done' },
	open: { say: m.study_open, meaning: 'soon' },
	not_asked: { say: m.study_not_asked, meaning: 'neutral' },
};
export const sayLinkState = (state: LinkState): { word: string; meaning: Meaning } => ({
	word: linkStates[state].say(),
	meaning: linkStates[state].meaning,
});

const counts: Record<Link, (of: { done: number; of: number }) => string> = {
	attended: m.study_reach_attended,
	read: m.study_reach_read,
	handed_in: m.study_reach_handed_in,
	reviewed: m.study_reach_reviewed,
};
export const sayReach = (link: Link, figures: { done: number; of: number }): string => counts[link](figures);

/** How somebody was noted at a session. */
export const sayPresence = (presence: Presence | null, reason = ''): { word: string; meaning: Meaning } => {
	if (presence === 'present') return { word: m.study_present(), meaning: 'done' };
	if (presence === 'excused')
		return { word: reason ? m.study_excused_because({ reason }) : m.study_excused(), meaning: 'soon' };
	if (presence === 'absent') return { word: m.study_absent(), meaning: 'late' };
	return { word: m.study_not_noted(), meaning: 'neutral' };
};

const audienceWords: Record<(typeof audiences)[number], () => string> = {
	unit: m.study_audience_unit,
	party_members: m.study_audience_party_members,
	committee: m.study_audience_committee,
	chosen: m.study_audience_chosen,
};
export const sayAudience = (audience: (typeof audiences)[number]): string => audienceWords[audience]();

/** The filters of the reach page, as they stand in its address. */
export const filterNames: Record<Link, string> = {
	attended: 'chua-du',
	read: 'chua-nghien-cuu',
	handed_in: 'chua-nop-bai',
	reviewed: 'chua-danh-gia',
};
