import type { Feature } from '#lib/shared/feature.ts';

export const proposals: Feature = {
	name: 'proposals',
	navigation: [{ key: 'proposals', href: '/de-xuat', place: 45 }],
	acts: [
		'proposal.propose',
		'proposal.respond',
		'proposal.withdraw',
		'proposal.name',
		'proposal.assign',
		'proposal.send_up',
		'proposal.answer',
		'proposal.close',
		'proposal.group',
		'proposal.ungroup',
		'proposal.make_task',
		'proposal.release',
		'proposal.release_many',
		'proposal.take_off',
		'proposal.set_rule',
	],
};
