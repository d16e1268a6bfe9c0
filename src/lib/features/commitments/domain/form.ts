/** A part of the yearly commitment form: what is asked, and a hint under it. */
export type Part = { key: string; title: string; hint: string };
export type Form = { parts: readonly Part[] };

/**
 * The form that comes with the product: the five parts of the yearly commitment to self-improvement and striving (domain.md
 * part 4). A unit sets its own from a day on.
 */
export const shippedForm: Form = {
	parts: [
		{
			key: 'thought',
			title: 'Về tư tưởng chính trị',
			hint: 'Học tập, quán triệt, chấp hành chủ trương, nghị quyết: tôi sẽ làm gì',
		},
		{
			key: 'ethics',
			title: 'Về phẩm chất đạo đức, lối sống, nêu gương',
			hint: 'Việc giữ gìn phẩm chất, nêu gương ở cơ quan và nơi cư trú',
		},
		{
			key: 'steadfast',
			title: 'Về phòng, chống biểu hiện “tự diễn biến”, “tự chuyển hóa”',
			hint: 'Việc tự rèn luyện, đấu tranh với quan điểm sai trái',
		},
		{
			key: 'style',
			title: 'Về tác phong, lề lối làm việc, kỷ luật, nhiệm vụ được giao',
			hint: 'Giờ giấc, tinh thần phục vụ, kết quả nhiệm vụ',
		},
		{
			key: 'limits',
			title: 'Khắc phục hạn chế của kỳ kiểm điểm trước',
			hint: 'Hạn chế nào, khắc phục bằng cách nào, xong vào lúc nào',
		},
	],
};

export type DatedForm = Form & { unitId: string; validFrom: string };

/** The form of a unit on a day: the latest that was set up to then; before the first, the one that comes with the product. */
export const formOn = (forms: readonly DatedForm[], unitId: string, day: string): Form => {
	const valid = forms
		.filter((form) => form.unitId === unitId && form.validFrom <= day)
		.sort((one, other) => other.validFrom.localeCompare(one.validFrom))[0];
	return valid ? { parts: valid.parts } : shippedForm;
};
