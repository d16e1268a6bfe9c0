import type { Feature } from '#lib/shared/feature.ts';

export const library: Feature = {
	name: 'library',
	navigation: [{ key: 'documents', href: '/van-ban', place: 20 }],
	acts: [
		'intake.record',
		'intake.refuse_secret',
		'intake.confirm',
		'intake.set_aside',
		'intake.take_back',
		'intake.claim_scan',
		'intake.hold_scan',
		'intake.keep_page',
		'intake.finish_scan',
		'intake.fail_scan',
		'intake.forget_scan',
		'intake.read_scan_again',
		'document.correct',
	],
};
