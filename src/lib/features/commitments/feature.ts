import type { Feature } from '#lib/shared/feature.ts';

export const commitments: Feature = {
	name: 'commitments',
	navigation: [{ key: 'commitments', href: '/dang-ky', place: 29 }],
	acts: [
		'campaign.begin',
		'campaign.change',
		'campaign.open',
		'campaign.close',
		'campaign.carry_on',
		'campaign.open_quarter',
		'campaign.close_quarter',
		'campaign.set_form',
		'registration.save',
		'registration.add_source',
		'registration.hand_in',
		'registration.confirm',
		'registration.return',
		'registration.assign_checker',
		'registration.self_check',
		'registration.drop_file',
		'registration.check',
	],
};
