import type { Feature } from '#lib/shared/feature.ts';

export const collections: Feature = {
	name: 'collections',
	acts: [
		'collection.begin',
		'collection.change',
		'collection.share',
		'collection.remove',
		'collection.restore',
		'collection.add',
		'collection.note_item',
		'collection.step_item',
		'collection.place_item',
		'collection.remove_item',
		'collection.restore_item',
	],
};
