import type { Layout } from '#lib/features/papers/domain/layout.ts';
import { type Block, type Paper, type PaperKind, paperKinds } from '#lib/features/papers/domain/paper.ts';
import { minutesSignatures } from '#lib/features/papers/domain/signatures.ts';
import { commitmentOf, introductionOf, listOf, periodicOf, voteOf } from './feature-papers.ts';
import { long } from './words.ts';

const table: Block = {
	kind: 'table',
	columns: [
		{ title: 'STT', share: 8, align: 'center' },
		{ title: 'Nội dung', share: 50 },
		{ title: 'Người chủ trì', share: 30 },
		{ title: 'Thời hạn', share: 22, align: 'center' },
	],
	rows: [
		['1', 'Rà soát, số hoá hồ sơ đảng viên', 'Nguyễn Thị Thanh Huyền', '31/12/2026'],
		[
			'2',
			'Tổ chức học tập Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị',
			'Trần Đình Phước',
			'15/01/2027',
		],
	],
};

const body = (kind: PaperKind): Block[] => [
	...(kind === 'resolution' || kind === 'plan'
		? ([
				{ kind: 'basis', text: 'Căn cứ Điều lệ Đảng Cộng sản Việt Nam' },
				{ kind: 'basis', text: 'Căn cứ chương trình công tác năm 2026 của Đảng ủy' },
			] as const)
		: []),
	{ kind: 'heading', level: 1, text: 'Tình hình và nhận định' },
	{ kind: 'paragraph', text: long },
	table,
	{ kind: 'heading', level: 1, text: 'Nhiệm vụ và giải pháp' },
	{ kind: 'heading', level: 2, text: 'Công tác chuyên môn' },
	{ kind: 'dash', text: `${long} Chữ #lạ *như* $x$ <thế> @này \\ "vẫn" [nguyên] _văn_ // và &amp; \`thế\`` },
	{ kind: 'plus', text: 'Mỗi quý kiểm tra một lần.' },
	{ kind: 'heading', level: 3, text: 'Cải cách hành chính' },
	{ kind: 'item', level: 2, text: long },
	...Array.from({ length: 6 }, (): Block => ({ kind: 'paragraph', text: long })),
	{
		kind: 'paragraph',
		text: [
			{ text: 'Chi bộ giao chi ủy ' },
			{ text: 'theo dõi, đôn đốc', bold: true },
			{ text: ' và báo cáo kết quả;' },
		],
	},
];

const numberedOf = (layout: Layout): Paper[] =>
	paperKinds
		.filter((kind) => layout.types[kind])
		.map((kind, at) => {
			const party = layout.side === 'party';
			return {
				type: kind,
				head: {
					superior: party
						? 'Đảng bộ Sở Thông tin và Truyền thông tỉnh Hà Tĩnh'
						: 'Ủy ban nhân dân tỉnh Hà Tĩnh',
					issuer: party ? 'Chi bộ Công nghệ thông tin' : 'Sở Khoa học và Công nghệ',
					number: { number: at + 1, sign: party ? 'CB' : 'SKHCN' },
					place: 'Hà Tĩnh',
					day: '2026-02-05',
					title:
						'về đẩy mạnh chuyển đổi số trong công tác của chi bộ và nâng cao chất lượng sinh hoạt chi bộ năm 2026',
					draft: kind === 'resolution' ? 1 : null,
					circulation: kind === 'report' || kind === 'resolution' ? 'Tài liệu hội nghị' : null,
					...(kind === 'official_letter' ? { addressees: ['Đảng ủy Sở Y tế', 'Các chi bộ trực thuộc'] } : {}),
					...(kind === 'invitation' ? { addressees: ['Đồng chí Nguyễn Thị Thanh Huyền'] } : {}),
				},
				body: body(kind),
				signatures:
					kind === 'minutes'
						? minutesSignatures(layout, { recorder: 'Trần Đình Phước', chair: 'Nguyễn Văn Bình' })
						: {
								right: party
									? { authority: ['T/M Chi bộ'], office: 'Bí thư', name: 'Nguyễn Văn Bình' }
									: { authority: ['KT. Giám đốc'], office: 'Phó Giám đốc', name: 'Nguyễn Văn Bình' },
							},
				copies:
					kind === 'minutes'
						? []
						: ['Đảng ủy Sở', 'Các đồng chí chi ủy viên', party ? 'Lưu Chi bộ' : 'Lưu: VT'],
			};
		});

/** A paper that the tests look at; `pages` is how few it may have. */
export type NamedPaper = { name: string; paper: Paper; pages: number };

/** One paper of each kind that a side knows, with all that may stand in its head and its end; of the Party's also those of features. */
export const papersOf = (layout: Layout): NamedPaper[] => {
	const numbered = numberedOf(layout);
	const named = (name: string, paper: Paper, pages = 2): NamedPaper => ({
		name: `${layout.side}-${name}`,
		paper,
		pages,
	});
	const common = numbered.map((paper) => named(paper.type, paper));
	const of = (kind: PaperKind, change: (paper: Paper) => Paper, name: string, pages = 2): NamedPaper[] => {
		const found = numbered.find(({ type }) => type === kind);
		return found ? [named(name, change(found), pages)] : [];
	};
	if (layout.side === 'state') return common;
	return [
		...common,
		...of('plan', commitmentOf, 'commitment'),
		...of('plan', introductionOf, 'introduction', 1),
		...of('minutes', voteOf, 'vote'),
		...of('notice', listOf, 'award-list'),
		...of('report', periodicOf, 'periodic-report'),
	];
};
