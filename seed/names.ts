import type { Random } from './random.ts';

const families = [
	'Nguyễn',
	'Trần',
	'Lê',
	'Phạm',
	'Hoàng',
	'Phan',
	'Vũ',
	'Đặng',
	'Bùi',
	'Đỗ',
	'Hồ',
	'Ngô',
	'Dương',
	'Lý',
	'Võ',
];
const women = {
	middle: ['Thị', 'Thị Thanh', 'Thị Minh', 'Ngọc', 'Thu', 'Thị Bích', 'Quỳnh'],
	given: ['Hương', 'Lan', 'Hạnh', 'Thảo', 'Nga', 'Yến', 'Hiền', 'Oanh', 'Trang', 'Thủy', 'Ánh', 'Phượng'],
};
const men = {
	middle: ['Văn', 'Đức', 'Quang', 'Hữu', 'Xuân', 'Minh', 'Anh', 'Thành'],
	given: ['Hùng', 'Dũng', 'Đạt', 'Sơn', 'Tuấn', 'Long', 'Khoa', 'Bình', 'Cường', 'Hải', 'Nam', 'Ước', 'Ý'],
};

/** A generated name: nobody's. It may come again. */
export const anyName = (random: Random): string => {
	const kind = random.chance(0.45) ? women : men;
	return `${random.pick(families)} ${random.pick(kind.middle)} ${random.pick(kind.given)}`;
};

/** A generated name: nobody's. Each occurs once in a world. */
export const nameMaker = (random: Random): (() => string) => {
	const used = new Set<string>();
	return () => {
		for (;;) {
			const name = anyName(random);
			if (used.has(name)) continue;
			used.add(name);
			return name;
		}
	};
};
