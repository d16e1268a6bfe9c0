import { align } from '#lib/features/comparison/domain/align.ts';
import type { ComparedClause } from '#lib/features/comparison/domain/compared.ts';

const CLAUSES = 2_000;
const vocabulary =
	'đảng viên chi bộ nghị quyết sinh hoạt thường kỳ chuyên đề cấp ủy văn bản nhiệm vụ thời hạn kết quả minh chứng báo cáo kiểm tra giám sát quy định tổ chức thực hiện công tác cán bộ đơn vị trách nhiệm người đứng đầu tháng quý năm hồ sơ thủ tục hành chính dữ liệu số hóa'.split(
		' ',
	);

/** The same numbers in every run. */
const numbers = (seed: number) => () => {
	seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
	return seed / 2 ** 32;
};

const text = (seed: number): ComparedClause[] => {
	const next = numbers(seed);
	return Array.from({ length: CLAUSES }, (_, at) => ({
		anchor: `dieu-${at + 1}`,
		parentAnchor: null,
		kind: 'article',
		label: `Điều ${at + 1}.`,
		heading: null,
		text: Array.from(
			{ length: 30 + Math.floor(next() * 90) },
			() => vocabulary[Math.floor(next() * vocabulary.length)],
		).join(' '),
		depth: 1,
		sourceId: null,
	}));
};

/** How long it takes to lay two texts of 2,000 clauses side by side: the same, one reworked, one a stranger. */
export const main = async (): Promise<void> => {
	const old = text(1);
	const next = numbers(3);
	const reworked = old
		.filter(() => next() > 0.05)
		.map((clause, at) => ({
			...clause,
			anchor: `dieu-${at + 1}`,
			text: next() > 0.6 ? clause.text.replace('báo cáo', 'tổng hợp') : clause.text,
		}));
	for (const [name, fresh] of [
		['itself', old],
		['reworked', reworked],
		['a stranger', text(2)],
	] as const) {
		const times = Array.from({ length: 5 }, () => {
			const started = performance.now();
			align(old, fresh);
			return performance.now() - started;
		});
		times.sort((one, other) => one - other);
		console.log(
			`${name.padEnd(12)} ${old.length} × ${fresh.length} clauses: median ${times[2]?.toFixed(0)} ms, most ${times[4]?.toFixed(0)} ms`,
		);
	}
};
