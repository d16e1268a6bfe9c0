import type { Feature } from '#lib/shared/feature.ts';

export const massOrganisations: Feature = {
	name: 'mass-organisations',
	acts: [
		'mass.add_member',
		'mass.end_member',
		'mass.name_head',
		'mass.give_task',
		'mass.take_task_back',
		'mass.add_programme',
		'mass.plan_activity',
		'mass.record_activity',
		'mass.cancel_activity',
	],
};
