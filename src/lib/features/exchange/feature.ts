import type { Feature } from '#lib/shared/feature.ts';

/** Reached from the library: the bar of the application has no more room. */
export const exchange: Feature = {
	name: 'exchange',
	acts: [
		'exchange.record',
		'exchange.record_status',
		'exchange.send',
		'exchange.answer',
		'exchange.keep_organ',
		'exchange.keep_own_organ',
		'exchange.remove_organ',
		'exchange.restore_organ',
		'exchange.add_partner',
		'exchange.confirm_partner',
		'exchange.suspend_partner',
		'exchange.resume_partner',
		'exchange.send_again',
		'exchange.renew_key',
		'exchange.keep_parcel',
		'exchange.record_delivery',
		'exchange.take_parcel',
		'exchange.postpone_parcel',
	],
};
