import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { FactKey } from '../domain/rules.ts';
import type { IncomingState, Stage } from '../domain/transfer.ts';

type State = { meaning: Meaning; word: string };

const stages: Record<Stage, [Meaning, () => string]> = {
	asked: ['soon', m.transfers_stage_asked],
	preparing: ['soon', m.transfers_stage_preparing],
	waiting: ['soon', m.transfers_stage_waiting],
	late: ['late', m.transfers_stage_late],
	declined: ['late', m.transfers_stage_declined],
	received: ['done', m.transfers_stage_received],
	cancelled: ['neutral', m.transfers_stage_cancelled],
};
/** Where one that goes out is, as the sender reads it. */
export const stateOfStage = (stage: Stage): State => {
	const [meaning, word] = stages[stage];
	return { meaning, word: word() };
};

const incoming: Record<IncomingState, [Meaning, () => string]> = {
	arrived: ['soon', m.transfers_in_arrived],
	received: ['done', m.transfers_in_received],
	declined: ['neutral', m.transfers_in_declined],
	withdrawn: ['neutral', m.transfers_in_withdrawn],
};
export const stateOfIncoming = (state: IncomingState): State => {
	const [meaning, word] = incoming[state];
	return { meaning, word: word() };
};

const facts: Record<FactKey, () => string> = {
	birthOn: m.transfers_fact_birth,
	admittedOn: m.transfers_fact_admitted,
	officialOn: m.transfers_fact_official,
	cardNumber: m.transfers_fact_card,
	position: m.transfers_fact_position,
	rating: m.transfers_fact_rating,
};
export const sayFact = (key: FactKey): string => facts[key]();

const ways = {
	here: m.transfers_way_here,
	file: m.transfers_way_file,
	code: m.transfers_way_code,
	paper: m.transfers_way_paper,
	wire: m.transfers_way_wire,
} as const;
/** How the other side's answer came. */
export const sayWay = (way: keyof typeof ways): string => ways[way]();
