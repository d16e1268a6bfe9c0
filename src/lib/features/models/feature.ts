import type { Feature } from '#lib/shared/feature.ts';

export const models: Feature = {
	name: 'models',
	navigation: [{ key: 'models', href: '/mo-hinh', place: 48 }],
	acts: [
		'model.write',
		'model.change',
		'model.propose',
		'model.decide',
		'model.consent',
		'model.show',
		'model.adopt',
		'model.give_task',
	],
};
