import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import { sayNumber } from '#lib/ui/numbers.ts';
import type { Missed } from '../domain/bands.ts';
import { type RoundState, romanOf } from '../domain/period.ts';
import type { ReviewRules } from '../domain/rules.ts';

/** "Đánh giá quý III/2026", "Đánh giá, xếp loại năm 2026". */
export const sayRound = ({ year, quarter }: { year: number; quarter: number }): string =>
	quarter === 0 ? m.review_round_year({ year }) : m.review_round_quarter({ quarter: romanOf(quarter), year });

export const sayRoundState = (state: RoundState): string =>
	({ open: m.review_state_open, rated: m.review_state_rated, concluded: m.review_state_concluded })[state]();
export const meaningOfRound = (state: RoundState): Meaning => (state === 'concluded' ? 'done' : 'soon');

/** Points as they are said: with one decimal where there is one. */
export const sayPoints = (points: number): string => sayNumber(points, 1);

/** A condition that was not met, with its figures. */
const sayMissed = ({ condition, is, wanted }: Missed): string => {
	const detail = { is: sayNumber(is, 1), wanted: sayNumber(wanted, 1) };
	return {
		points: m.review_missed_points,
		done: m.review_missed_done,
		onTime: m.review_missed_on_time,
		beyond: m.review_missed_beyond,
		flawless: m.review_missed_flawless,
		fixed: m.review_missed_fixed,
	}[condition](detail);
};

const taskParts: Record<string, () => string> = {
	quantity: m.review_quantity,
	quality: m.review_quality,
	progress: m.review_progress,
};
/** What was not met, level by level: "Hoàn thành tốt nhiệm vụ: đúng hạn 90%, cần 100%". */
export const sayLacks = (
	bands: readonly { key: string; name: string }[],
	missed: readonly Missed[],
): string[] =>
	bands.flatMap(({ key, name }) => {
		const own = missed.filter(({ band }) => band === key).map(sayMissed);
		return own.length > 0 ? [m.review_lacks({ level: name, what: own.join('; ') })] : [];
	});

/** A part of the marks in words. */
export const sayPart = (rules: ReviewRules, key: string): string =>
	rules.general.find((one) => one.key === key)?.title ?? taskParts[key]?.() ?? key;

const known: Record<string, () => string> = {
	general: m.review_unsure_general,
	split: m.review_unsure_split,
	quota: m.review_unsure_quota,
	outstanding: m.review_unsure_outstanding,
	difference: m.review_unsure_difference,
	forms: m.review_unsure_forms,
};
export const sayUnsure = (name: string): string => known[name]?.() ?? name;

export const sayBody = (body: 'committee' | 'unit'): string =>
	body === 'committee' ? m.review_body_committee() : m.review_body_unit();
