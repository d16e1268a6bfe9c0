import type { Feature } from '#lib/shared/feature.ts';

export const inspections: Feature = {
	name: 'inspections',
	navigation: [
		{
			key: 'inspections',
			href: '/kiem-tra',
			place: 49,
			isFor: ({ roles }) => roles.some(({ role }) => role !== 'administrator'),
		},
	],
	acts: [
		'inspection.open',
		'inspection.take',
		'inspection.open_record',
		'inspection.find',
		'inspection.report',
		'inspection.answer',
		'inspection.conclude',
		'inspection.demand',
		'inspection.carry_out',
	],
};
