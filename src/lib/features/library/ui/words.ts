import { m } from '#lib/paraglide/messages.js';
import type { FactField } from '../domain/doubt.ts';

export const sayField = (field: FactField): string =>
	({
		type: m.fact_type,
		number: m.fact_number,
		issuer: m.fact_issuer,
		date: m.fact_date,
		title: m.fact_title,
	})[field]();
