import type { Feature } from '#lib/shared/feature.ts';

export const recognition: Feature = {
	name: 'recognition',
	navigation: [{ key: 'recognition', href: '/guong-sang', place: 47 }],
	acts: [
		'recognition.propose',
		'recognition.agree',
		'recognition.decline',
		'recognition.withdraw',
		'recognition.consent',
		'recognition.name',
		'recognition.issue_notice',
		'recognition.set_rule',
	],
};
