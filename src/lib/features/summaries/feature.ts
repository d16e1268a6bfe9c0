import type { Feature } from '#lib/shared/feature.ts';

export const summaries: Feature = {
	name: 'summaries',
	acts: [
		'summary.assign',
		'summary.accept',
		'summary.decline',
		'summary.replace',
		'summary.save_draft',
		'summary.present',
		'summary.remark',
		'summary.release',
	],
};
