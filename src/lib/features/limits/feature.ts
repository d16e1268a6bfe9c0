import type { Feature } from '#lib/shared/feature.ts';

export const limits: Feature = {
	name: 'limits',
	acts: [
		'limit.give',
		'limit.open',
		'limit.answer',
		'limit.plan',
		'limit.step_done',
		'limit.agree',
		'limit.extend',
		'limit.put_in_charge',
		'limit.close',
		'limit.withdraw',
		'limit.set_rule',
	],
};
