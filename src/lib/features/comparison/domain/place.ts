const names: Record<string, string> = {
	dieu: 'Điều',
	khoan: 'khoản',
	diem: 'điểm',
	muc: 'mục',
	chuong: 'chương',
	phan: 'phần',
	'phu-luc': 'phụ lục',
	gach: 'gạch đầu dòng',
	doan: 'đoạn',
};
const order = Object.keys(names).sort((one, other) => other.length - one.length);

/** A place in words, as documents name it: "dieu-5.khoan-2.diem-a" is "điểm a khoản 2 Điều 5". */
export const placeWords = (anchor: string): string => {
	const steps = anchor.split('.').map((step) => {
		const name = order.find((one) => step === one || step.startsWith(`${one}-`));
		if (!name) return '';
		const sign = step.slice(name.length + 1);
		const said =
			name === 'diem'
				? sign.replace(/^dd/, 'đ')
				: /^(?:muc|chuong|phan|phu-luc)$/.test(name)
					? sign.replace(/^thu-/, 'thứ ').replace(/^[a-z]+(?=$|-)/, (letters) => letters.toUpperCase())
					: sign.replace(/-/g, '.');
		return [names[name], said].filter(Boolean).join(' ');
	});
	// An article is named without the chapter that holds it.
	const from = steps.findLastIndex((step) => step.startsWith('Điều'));
	return steps
		.slice(Math.max(from, 0))
		.filter((step) => step !== '')
		.reverse()
		.join(' ');
};
