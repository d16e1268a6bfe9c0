import type { Feature } from '#lib/shared/feature.ts';

export const resolutions: Feature = {
	name: 'resolutions',
	acts: [
		'resolution.begin',
		'resolution.save',
		'resolution.name_documents',
		'resolution.add_task',
		'resolution.change_task',
		'resolution.move_task',
		'resolution.remove_task',
		'resolution.take_over',
		'resolution.put',
		'resolution.reopen',
		'resolution.issue',
		'resolution.drop',
	],
};
