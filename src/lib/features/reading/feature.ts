import type { Feature } from '#lib/shared/feature.ts';

export const reading: Feature = {
	name: 'reading',
	acts: [
		'document.publish',
		'reading.open',
		'reading.record',
		'reading.declare_studied',
		'reading.take_back',
		'summary.write',
		'summary.remove',
	],
};
