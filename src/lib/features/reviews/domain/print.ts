import { romanOf } from './period.ts';
import type { ReviewForm, ReviewRules } from './rules.ts';

/** A block of a paper, as papers take it. */
export type PrintBlock =
	| { kind: 'heading'; level: 1 | 2; text: string }
	| { kind: 'paragraph'; text: string }
	| { kind: 'dash'; text: string }
	| {
			kind: 'table';
			columns: { title: string; share: number; align?: 'left' | 'center' }[];
			rows: string[][];
	  };

const heading = (text: string): PrintBlock => ({ kind: 'heading', level: 1, text });
const paragraph = (text: string): PrintBlock => ({ kind: 'paragraph', text });

const vi = (value: number): string => value.toLocaleString('vi-VN', { maximumFractionDigits: 1 });

/** The period as it stands in a title: "quý III năm 2026", "năm 2026". */
export const periodWords = ({ year, quarter }: { year: number; quarter: number }): string =>
	quarter === 0 ? `năm ${year}` : `quý ${romanOf(quarter)} năm ${year}`;

const lines = (text: string): PrintBlock[] =>
	text
		.split(/\n+/)
		.map((line) => line.trim())
		.filter((line) => line !== '')
		.map(paragraph);

/** A form with what was written under each of its parts; an empty part stays open for writing by hand. */
export const formBlocks = (form: ReviewForm, words: Record<string, string>): PrintBlock[] =>
	form.parts.flatMap(({ key, title }) => [
		heading(title),
		...(words[key]?.trim() ? lines(words[key]) : [paragraph('…'.repeat(60))]),
	]);

/** What a person or a collective is called at the head of a form, and the level asked for. */
export const personBlocks = (
	person: { fullName: string; jobTitle: string; unitName: string },
	form: ReviewForm,
	words: Record<string, string>,
	proposed: { points: number; levelName: string } | null,
	result: { levelName: string } | null,
): PrintBlock[] => [
	paragraph(`Họ và tên: ${person.fullName}`),
	...(person.jobTitle ? [paragraph(`Chức vụ, vị trí công tác: ${person.jobTitle}`)] : []),
	paragraph(`Sinh hoạt tại: ${person.unitName}`),
	...formBlocks(form, words),
	heading('Tự nhận mức xếp loại chất lượng'),
	paragraph(proposed ? `${proposed.levelName} (${vi(proposed.points)} điểm)` : '…'.repeat(60)),
	heading('Đánh giá, xếp loại chất lượng'),
	paragraph(result ? `Mức xếp loại: ${result.levelName}` : '…'.repeat(60)),
];

export type TableRow = {
	fullName: string;
	jobGroup: string;
	selfPoints: number | null;
	points: number | null;
	levelName: string | null;
	reason: string;
};

/** The table of a round: self-rating, rating and level of each; then how many have which level. */
export const tableBlocks = (rules: ReviewRules, rows: readonly TableRow[], words: string): PrintBlock[] => {
	const of = (name: string): number => rows.filter(({ levelName }) => levelName === name).length;
	return [
		{
			kind: 'table',
			columns: [
				{ title: 'STT', share: 8, align: 'center' },
				{ title: 'Họ và tên', share: 34 },
				{ title: 'Nhóm', share: 24 },
				{ title: 'Tự chấm', share: 14, align: 'center' },
				{ title: 'Điểm', share: 12, align: 'center' },
				{ title: 'Mức xếp loại', share: 34 },
			],
			rows: rows.map((row, at) => [
				String(at + 1),
				row.fullName,
				row.jobGroup,
				row.selfPoints === null ? '-' : vi(row.selfPoints),
				row.points === null ? '-' : vi(row.points),
				row.levelName ?? '-',
			]),
		},
		heading('Tổng hợp'),
		...rules.bands.map(
			({ name }): PrintBlock => ({ kind: 'dash', text: `${name}: ${of(name)}/${rows.length} người` }),
		),
		...rows
			.filter(({ reason }) => reason !== '')
			.map(({ fullName, reason }): PrintBlock => ({ kind: 'dash', text: `${fullName}: ${reason}` })),
		...(words ? [heading('Kết luận của hội nghị'), ...lines(words)] : []),
	];
};

/** The record of a year, figure by figure; what is not told of so few stays out. */
export const yearBlocks = (
	figures: readonly { name: string; value: number | null; of: number | null; names?: readonly string[] }[],
): PrintBlock[] =>
	figures
		.filter(({ value }) => value !== null)
		.map(({ name, value, of, names }) => ({
			kind: 'dash' as const,
			text: `${name}: ${vi(value ?? 0)}${of === null ? '' : `/${vi(of)}`}${names && names.length > 0 ? ` (${names.join(', ')})` : ''}`,
		}));
