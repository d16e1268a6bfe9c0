import type { Layout } from '#lib/features/papers/domain/layout.ts';
import { type Block, type Paper, type PaperKind, paperKinds } from '#lib/features/papers/domain/paper.ts';
import { minutesSignatures } from '#lib/features/papers/domain/signatures.ts';

const long =
	'Trong những năm qua, công tác xây dựng Đảng các cấp đã đạt được nhiều kết quả quan trọng. Tuy nhiên, việc ứng dụng công nghệ thông tin và chuyển đổi số trong công tác xây dựng Đảng còn chậm, chưa đồng bộ; hệ thống cơ sở dữ liệu đảng viên, tổ chức đảng chưa được số hoá toàn diện; việc quản lý hồ sơ đảng viên, thu nộp đảng phí, sinh hoạt chi bộ phần lớn còn thực hiện thủ công.';

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

/** What a person signs and the committee confirms: without a number, signed on both sides. */
const commitmentOf = (paper: Paper): Paper => ({
	...paper,
	type: 'commitment',
	head: { ...paper.head, typeName: 'Bản cam kết', number: null, draft: null, circulation: null },
	signatures: {
		left: { authority: ['Xác nhận của chi ủy', 'T/M Chi bộ'], office: 'Phó Bí thư', name: 'Trần Đình Phước' },
		right: { authority: ['Người cam kết'], office: null, name: 'Nguyễn Văn Bình' },
	},
	copies: [],
});

/** One paper of each kind that a side knows, with all that may stand in its head and its end. */
export const papersOf = (layout: Layout): Paper[] => {
	const numbered = numberedOf(layout);
	const plan = numbered.find(({ type }) => type === 'plan');
	return layout.side === 'party' && plan ? [...numbered, commitmentOf(plan)] : numbered;
};
