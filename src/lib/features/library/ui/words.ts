import { m } from '#lib/paraglide/messages.js';
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
