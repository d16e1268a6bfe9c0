import type { Feature } from '#lib/shared/feature.ts';

export const training: Feature = {
	name: 'training',
	acts: [
		'training.plan_course',
		'training.change_course',
		'training.cancel_course',
		'training.add_people',
		'training.take_off',
		'training.note_results',
		'training.enter_certificate',
		'training.confirm_certificate',
		'training.refuse_certificate',
		'training.withdraw_certificate',
		'training.raise_need',
		'training.decline_need',
		'training.withdraw_need',
		'training.set_rule',
	],
};
