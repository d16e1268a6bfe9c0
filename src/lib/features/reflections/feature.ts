import type { Feature } from '#lib/shared/feature.ts';

export const reflections: Feature = {
	name: 'reflections',
	acts: [
		'reflection.save',
		'reflection.add_files',
		'reflection.drop_file',
		'reflection.hand_in',
		'reflection.take_back',
		'reflection.share',
		'reflection.unshare',
		'reflection.take_up',
		'reflection.assign',
		'reflection.remark',
		'reflection.review',
		'reflection.set_form',
	],
};
