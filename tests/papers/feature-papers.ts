import type { Block, Paper } from '#lib/features/papers/domain/paper.ts';
import { long } from './words.ts';

/** What a person signs and the committee confirms: without a number, signed on both sides. */
export const commitmentOf = (paper: Paper): Paper => ({
	...paper,
	type: 'commitment',
	head: { ...paper.head, typeName: 'Bản cam kết', number: null, draft: null, circulation: null },
	signatures: {
		left: { authority: ['Xác nhận của chi ủy', 'T/M Chi bộ'], office: 'Phó Bí thư', name: 'Trần Đình Phước' },
		right: { authority: ['Người cam kết'], office: null, name: 'Nguyễn Văn Bình' },
	},
	copies: [],
});

/** What goes with a member to another organisation: no more than a page, with a code beside which is said what it is for. */
export const introductionOf = (paper: Paper): Paper => ({
	...paper,
	type: 'introduction',
	head: {
		...paper.head,
		title: 'chuyển sinh hoạt đảng tạm thời',
		addressees: ['Đảng ủy phường Thành Sen, tỉnh Hà Tĩnh', 'Chi bộ tổ dân phố số 5'],
		draft: null,
		circulation: null,
	},
	body: [
		{
			kind: 'paragraph',
			text: 'Căn cứ quy định thi hành Điều lệ Đảng, Chi bộ Công nghệ thông tin trân trọng giới thiệu:',
		},
		...[
			'Đồng chí: Nguyễn Thị Thanh Huyền, đảng viên chính thức',
			'Sinh ngày: 17/4/1983',
			'Chức vụ, vị trí công tác: Phó Trưởng phòng Bưu chính, Viễn thông',
			'Lý do: Tham gia Tổ công tác hỗ trợ chính quyền địa phương hai cấp của tỉnh, theo phân công của cơ quan',
			'Thời gian: từ ngày 05/02/2026 đến hết ngày 05/8/2026',
		].map((text): Block => ({ kind: 'dash', text })),
		{ kind: 'paragraph', text: 'Mã kiểm tra của tệp kèm theo: 7K2M-9QXD-4T1B-Z8WN.' },
		{
			kind: 'code',
			squares: Array.from({ length: 37 }, (_, row) =>
				Array.from({ length: 37 }, (__, at) => ((row * at) % 3 === 1 ? '1' : '0')).join(''),
			),
			beside: [
				'Nơi tiếp nhận quét mã để xác nhận đã tiếp nhận đảng viên.',
				'Không cần tài khoản. Mã dùng một lần, đến hết ngày 07/3/2026.',
				'Hoặc mở địa chỉ: https://thuctien.hatinh.example/tiep-nhan/Zk3b_x9Qm2tYw7LpVd5RfNc81hJsUe0G',
			],
		},
	],
	copies: ['Như trên', 'Lưu Chi bộ'],
});

/** The minutes of a vote on units: a list of who was away, and how many votes each unit got. */
export const voteOf = (paper: Paper): Paper => ({
	...paper,
	head: { ...paper.head, title: 'kiểm phiếu xét danh hiệu “Tổ chức cơ sở đảng tiêu biểu năm 2026”' },
	body: [
		{ kind: 'paragraph', text: long },
		{ kind: 'heading', level: 1, text: 'Thành phần' },
		{ kind: 'dash', text: 'Có quyền bỏ phiếu: 15; có mặt: 13; vắng: 2' },
		{ kind: 'dash', text: 'Vắng mặt: Nguyễn Thị Thanh Huyền, Trần Đình Phước' },
		{ kind: 'heading', level: 1, text: 'Cách biểu quyết' },
		{ kind: 'paragraph', text: long },
		{ kind: 'heading', level: 1, text: 'Kết quả' },
		{
			kind: 'table',
			columns: [
				{ title: 'TT', share: 1, align: 'center' },
				{ title: 'Đơn vị', share: 6 },
				{ title: 'Phiếu tán thành', share: 2, align: 'center' },
				{ title: 'Trên tổng số', share: 2, align: 'center' },
				{ title: 'Tỷ lệ', share: 2, align: 'center' },
			],
			rows: Array.from({ length: 24 }, (_, at) => [
				String(at + 1),
				`Chi bộ Trung tâm Chuyển đổi số và Đổi mới sáng tạo số ${at + 1}`,
				String(13 - (at % 9)),
				'13',
				`${Math.round(((13 - (at % 9)) / 13) * 1_000) / 10}%`.replace('.', ','),
			]),
		},
		{ kind: 'paragraph', text: long },
	],
});

/** What is attached to a decision: a name of its own, no number, in brackets of which decision; the table goes over the page. */
export const listOf = (paper: Paper): Paper => ({
	...paper,
	head: {
		...paper.head,
		typeName: 'Danh sách',
		number: null,
		title: 'đơn vị đạt danh hiệu “Tổ chức cơ sở đảng tiêu biểu năm 2026”',
	},
	body: [
		{
			kind: 'paragraph',
			text: [
				{
					text: '(Kèm theo Quyết định số 52-QĐ/ĐU, ngày 05/02/2026 của Đảng bộ các cơ quan tỉnh)',
					italic: true,
				},
			],
		},
		{
			kind: 'table',
			columns: [
				{ title: 'TT', share: 1, align: 'center' },
				{ title: 'Đơn vị', share: 8 },
				{ title: 'Phiếu tán thành', share: 3, align: 'center' },
			],
			rows: Array.from({ length: 45 }, (_, at) => [
				String(at + 1),
				`Chi bộ trực thuộc số ${at + 1}`,
				'12/13',
			]),
		},
		{ kind: 'paragraph', text: 'Danh sách có 45 đơn vị.' },
	],
});

/** A report of a period as it is before somebody signs: no number, no day, and the figures at its end. */
export const periodicOf = (paper: Paper): Paper => ({
	...paper,
	head: {
		...paper.head,
		number: { number: null, sign: 'CB' },
		day: null,
		year: '2026',
		title: 'công tác xây dựng Đảng quý III năm 2026',
		draft: 2,
		circulation: null,
	},
	body: [
		{ kind: 'heading', level: 1, text: 'Kết quả thực hiện nhiệm vụ' },
		{ kind: 'heading', level: 2, text: 'Công tác chính trị, tư tưởng' },
		...Array.from({ length: 7 }, (): Block => ({ kind: 'paragraph', text: long })),
		{ kind: 'heading', level: 1, text: 'Biểu số liệu' },
		{
			kind: 'table',
			columns: [
				{ title: 'TT', share: 1, align: 'center' },
				{ title: 'Chỉ tiêu', share: 6 },
				{ title: 'Kỳ này', share: 2, align: 'center' },
				{ title: 'Kỳ trước', share: 2, align: 'center' },
				{ title: 'Cùng kỳ', share: 2, align: 'center' },
			],
			rows: [
				['1', 'Đảng viên đã nghiên cứu văn bản trên tổng số được giao', '1.024', '987', ''],
				['2', 'Nhiệm vụ hoàn thành đúng hạn', '12', '9', '7'],
			],
		},
	],
	copies: ['Đảng ủy các cơ quan tỉnh (để báo cáo)', 'Lưu Chi bộ'],
});
