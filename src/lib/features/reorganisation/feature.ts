import type { Feature } from '#lib/shared/feature.ts';

export const reorganisation: Feature = {
	name: 'reorganisation',
	acts: [
		'reorganisation.draft',
		'reorganisation.change',
		'reorganisation.add_act',
		'reorganisation.add_lines',
		'reorganisation.remove_act',
		'reorganisation.begin_template',
		'reorganisation.place_units',
		'reorganisation.check',
		'reorganisation.decide',
		'reorganisation.cancel',
		'reorganisation.carry_out',
		'reorganisation.hold_up',
	],
};
