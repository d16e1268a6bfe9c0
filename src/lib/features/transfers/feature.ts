import type { Feature } from '#lib/shared/feature.ts';

export const transfers: Feature = {
	name: 'transfers',
	acts: [
		'transfer.ask',
		'transfer.start',
		'transfer.change',
		'transfer.settle',
		'transfer.lay_in_record',
		'transfer.take_out_record',
		'transfer.issue',
		'transfer.make_code',
		'transfer.deliver',
		'transfer.note_receipt',
		'transfer.confirm_by_code',
		'transfer.take_answer',
		'transfer.cancel',
		'transfer.arrive',
		'transfer.withdraw',
		'transfer.hand_on',
		'transfer.take_in',
		'transfer.decline',
		'transfer.answer',
		'transfer.set_rule',
	],
};
