import type { Feature } from '#lib/shared/feature.ts';

export const reviews: Feature = {
	name: 'reviews',
	acts: [
		'review.open',
		'review.set_part',
		'review.rate_self',
		'review.rate',
		'review.settle',
		'review.conclude',
		'review.write_collective',
		'review.appraise_collective',
		'review.decide_collective',
		'review.record_label',
		'review.set_rules',
	],
};
