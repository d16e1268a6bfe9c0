import type { Feature } from '#lib/shared/feature.ts';

export const liaison: Feature = {
	name: 'liaison',
	acts: [
		'residence.add_place',
		'residence.rename_place',
		'residence.merge_place',
		'residence.settle',
		'residence.issue_letter',
		'residence.print_letter',
		'residence.note_receipt',
		'residence.confirm_receipt',
		'residence.open_round',
		'residence.complete_round',
		'residence.close_round',
		'residence.ask',
		'residence.put_in_charge',
		'residence.make_link',
		'residence.withdraw_links',
		'residence.enter_remark',
		'residence.remark_by_link',
		'residence.take_back_remark',
		'residence.see_remark',
		'residence.answer_remark',
		'residence.set_rule',
	],
};
