import type { Feature } from '#lib/shared/feature.ts';

export const programmes: Feature = {
	name: 'programmes',
	navigation: [
		{ key: 'programmes', href: '/chuong-trinh', place: 30 },
		{ key: 'tasks', href: '/nhiem-vu', place: 40 },
	],
	acts: [
		'programme.create',
		'programme.change',
		'programme.issue',
		'task.add',
		'task.give',
		'task.change',
		'task.cancel',
		'task.report',
		'task.decide',
	],
};
