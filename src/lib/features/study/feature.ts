import type { Feature } from '#lib/shared/feature.ts';

export const study: Feature = {
	name: 'study',
	navigation: [{ key: 'study', href: '/hoc-tap', place: 27 }],
	acts: [
		'study.begin',
		'study.change',
		'study.add_session',
		'study.change_session',
		'study.drop_session',
		'study.publish',
		'study.close',
		'study.check_in',
		'study.record_attendance',
		'study.all_present',
		'study.excuse',
		'study.plan_make_up',
		'study.confirm_make_up',
		'study.issue_report',
		'study.urge',
		'study.add_slides',
		'study.drop_slide',
		'study.set_question',
		'study.drop_question',
		'study.answer',
	],
};
