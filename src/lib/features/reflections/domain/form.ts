/** A part of a paper: what is asked, and a hint under it. */
export type Part = { key: string; title: string; hint: string };
/** How a unit wants its papers: their parts, and the words by which they are rated, the best first. */
export type Form = { parts: readonly Part[]; levels: readonly string[] };

/**
 * The form that comes with the product: four parts, as committees ask for them (domain.md part 4). A unit sets its own from a
 * day on.
 */
export const shippedForm: Form = {
	parts: [
		{
			key: 'core',
			title: 'Nội dung cốt lõi và điểm mới',
			hint: 'Điều tôi cho là quan trọng nhất, điểm nào khác trước; viết bằng lời của mình',
		},
		{
			key: 'bearing',
			title: 'Liên hệ với công việc của tôi',
			hint: 'Nội dung ấy đụng đến việc nào tôi đang làm, thay đổi điều gì',
		},
		{
			key: 'self',
			title: 'Việc tôi làm được và việc còn hạn chế',
			hint: 'Nêu việc cụ thể, nguyên nhân của hạn chế',
		},
		{
			key: 'will',
			title: 'Việc tôi sẽ làm và đề xuất',
			hint: 'Vì sao chọn những việc này; ghi từng việc và từng đề xuất ở các dòng bên dưới',
		},
	],
	levels: ['Tốt', 'Đạt yêu cầu', 'Chưa đạt yêu cầu'],
};

export type DatedForm = Form & { unitId: string; validFrom: string };

/** The form of a unit on a day: the latest that was set up to then; before the first, the one that comes with the product. */
export const formOn = (forms: readonly DatedForm[], unitId: string, day: string): Form => {
	const valid = forms
		.filter((form) => form.unitId === unitId && form.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
	return valid ? { parts: valid.parts, levels: valid.levels } : shippedForm;
};
