import { m } from '#lib/paraglide/messages.js';
import type { MendKind } from '#lib/text/mended.ts';
import type { FactField } from '../domain/doubt.ts';
import type { TwinKind } from '../domain/twins.ts';

export const sayField = (field: FactField): string =>
	({
		type: m.fact_type,
		number: m.fact_number,
		issuer: m.fact_issuer,
		date: m.fact_date,
		title: m.fact_title,
	})[field]();

/** "87 %" of 0.87. */
export const sayPercent = (share: number): string => `${Math.round(share * 100)} %`;

type Twin = { number: string | null; title: string; kind: TwinKind };
/** What a received file may be to a document that is there, in a few words. */
export const sayTwin = (twin: Twin): string => {
	const document = twin.number ?? twin.title;
	return {
		same_text: m.intake_short_same,
		later_version: m.intake_short_later,
		same_number: m.intake_twin,
	}[twin.kind]({ document });
};

/** What was mended in a text on its way in. */
export const sayMended = (kind: MendKind): string =>
	({
		tcvn3: m.mended_tcvn3,
		vni: m.mended_vni,
		'half-converted': m.mended_half_converted,
		'letters-apart': m.mended_letters_apart,
		horned: m.mended_horned,
		eth: m.mended_eth,
		'look-alike': m.mended_look_alike,
		combining: m.mended_combining,
		invisible: m.mended_invisible,
	})[kind]();

/** What is to be known of a file that was read all the same. */
export const sayWarning = (warning: string): string =>
	warning === 'wrong-ending' ? m.intake_warning_wrong_ending() : m.intake_warning_from_scan();
