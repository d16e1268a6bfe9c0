import { m } from '#lib/paraglide/messages.js';
import { dayOf, longDate, timeOfDay } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { ParcelRow, Partner, PartnerRole } from '../queries-partners.server.ts';

/** "09:30 23/11/2026" */
export const sayMoment = (moment: Date): string => `${timeOfDay(moment)} ${longDate(dayOf(moment))}`;

export const sayRole = (role: PartnerRole): string =>
	({
		superior: m.exchange_partner_role_superior,
		subordinate: m.exchange_partner_role_subordinate,
		peer: m.exchange_partner_role_peer,
	})[role]();

/** How a partner stands, in a word; what hinders most comes first. */
export const sayPartner = (partner: Partner): { meaning: Meaning; word: string } => {
	if (partner.suspendedAt) return { meaning: 'neutral', word: m.exchange_partner_suspended() };
	if (!partner.isConfirmed) return { meaning: 'soon', word: m.exchange_partner_unconfirmed() };
	if (partner.dead > 0) return { meaning: 'late', word: m.exchange_partner_dead({ count: partner.dead }) };
	if (partner.waiting > 0)
		return {
			meaning: partner.failures > 0 ? 'late' : 'soon',
			word: m.exchange_partner_waiting({ count: partner.waiting }),
		};
	if (partner.untaken > 0)
		return { meaning: 'soon', word: m.exchange_partner_untaken({ count: partner.untaken }) };
	return partner.heardAt || partner.reachedAt
		? { meaning: 'done', word: m.exchange_partner_fine() }
		: { meaning: 'neutral', word: m.exchange_partner_never() };
};

const kinds: Record<string, (() => string) | undefined> = {
	'cascade.dispatch': m.exchange_kind_dispatch,
	'cascade.withdraw': m.exchange_kind_withdraw,
	'cascade.state': m.exchange_kind_state,
	'exchange.key': m.exchange_kind_key,
	'oversight.figures': m.exchange_kind_figures,
	'oversight.figures_wanted': m.exchange_kind_figures_wanted,
	'transfer.letter': m.exchange_kind_letter,
	'transfer.answer': m.exchange_kind_answer,
};
export const sayKind = (kind: string): string => kinds[kind]?.() ?? m.exchange_kind_other({ kind });

/** How a message stands, in a word. */
export const sayParcel = (parcel: ParcelRow, direction: 'in' | 'out'): { meaning: Meaning; word: string } => {
	const { state } = parcel;
	if (state === 'waiting')
		return direction === 'in'
			? { meaning: parcel.error ? 'late' : 'soon', word: m.exchange_parcel_untaken() }
			: { meaning: parcel.error ? 'late' : 'soon', word: m.exchange_parcel_waiting() };
	if (state === 'delivered')
		return {
			meaning: 'done',
			word: m.exchange_parcel_delivered({ moment: parcel.settledAt ? sayMoment(parcel.settledAt) : '' }),
		};
	if (state === 'taken') return { meaning: 'done', word: m.exchange_parcel_taken() };
	if (state === 'dead') return { meaning: 'late', word: m.exchange_parcel_dead() };
	return direction === 'in'
		? { meaning: 'neutral', word: m.exchange_parcel_turned_away() }
		: { meaning: 'late', word: m.exchange_parcel_refused() };
};
