/** The cells beside the one of the story: how many people, and how far each comes along the chain. */
export type SisterCell = {
	name: string;
	shortName: string;
	people: number;
	/** The share of people who have studied what came from above. */
	studied: number;
	/** Without one the chain ends at the action programme. */
	tasks: { title: string; dueDaysAgo: number; doneDaysAgo: number | null }[] | null;
	/** Without one no study round was held. */
	attended: number | null;
};

export const sisterCells: readonly SisterCell[] = [
	{
		name: 'Chi bộ Sở Tài chính',
		shortName: 'Chi bộ Sở Tài chính',
		people: 16,
		studied: 1,
		tasks: [
			{ title: 'Rà soát 40 thủ tục thuộc thẩm quyền giải quyết', dueDaysAgo: 20, doneDaysAgo: 26 },
			{ title: 'Trả kết quả giải ngân trên cổng dữ liệu mỗi tháng', dueDaysAgo: 5, doneDaysAgo: 7 },
			{ title: 'Tập huấn phần mềm kế toán dùng chung', dueDaysAgo: -20, doneDaysAgo: null },
		],
		attended: 1,
	},
	{
		name: 'Chi bộ Sở Xây dựng',
		shortName: 'Chi bộ Sở Xây dựng',
		people: 14,
		studied: 0.85,
		tasks: [
			{ title: 'Số hóa hồ sơ cấp phép xây dựng từ năm 2015', dueDaysAgo: 12, doneDaysAgo: null },
			{ title: 'Công khai quy hoạch trên bản đồ số', dueDaysAgo: -30, doneDaysAgo: null },
		],
		attended: 0.6,
	},
	{
		name: 'Chi bộ Sở Y tế, cơ quan thường trực chương trình sức khỏe toàn dân của tỉnh',
		shortName: 'Chi bộ Sở Y tế',
		people: 15,
		studied: 0.9,
		tasks: null,
		attended: 0.9,
	},
	{
		name: 'Chi bộ Báo và Đài tỉnh',
		shortName: 'Chi bộ Báo và Đài',
		people: 9,
		studied: 0.35,
		tasks: null,
		attended: null,
	},
	{
		name: 'Chi bộ Quỹ Đầu tư phát triển',
		shortName: 'Chi bộ Quỹ Đầu tư',
		people: 4,
		studied: 0.5,
		tasks: null,
		attended: null,
	},
];

export const committeeResolution = `ĐẢNG BỘ TỈNH SÔNG LAM
ĐẢNG ỦY CÁC CƠ QUAN TỈNH
Số 12-NQ/ĐU

Sông Lam, ngày 05 tháng 9 năm 2026

NGHỊ QUYẾT
về nâng cao chất lượng phục vụ người dân và doanh nghiệp của các cơ quan tỉnh

I. MỤC TIÊU
1. Mỗi chi bộ chọn một khâu còn chậm, có chương trình khắc phục trong năm.
2. Hồ sơ của người dân, doanh nghiệp được trả đúng hạn từ 95% trở lên.

II. NHIỆM VỤ
1. Quán triệt đến từng đảng viên, có bài thu hoạch gắn với việc được giao.
2. Xây dựng chương trình hành động; mỗi việc có người chịu trách nhiệm, thời hạn, kết quả đo được.
3. Kiểm tra hằng quý, biểu dương việc làm tốt, nhắc nhở việc chậm.

III. TỔ CHỨC THỰC HIỆN
Các chi bộ báo cáo kết quả trước ngày 15 tháng 12.
`;

/** What the officer above noted of cells that they follow, the oldest first. */
export const officerNotes: readonly { cell: string; daysAgo: number; body: string; isShared: boolean }[] = [
	{
		cell: 'Chi bộ Sở Xây dựng',
		daysAgo: 34,
		body: 'Dự sinh hoạt chi bộ tháng trước. Việc số hóa hồ sơ cấp phép chậm do thiếu máy quét; chi bộ chưa phân công lại. Cần xem lại hạn trong kỳ tới.',
		isShared: false,
	},
	{
		cell: 'Chi bộ Sở Xây dựng',
		daysAgo: 9,
		body: 'Đã làm việc với cấp ủy chi bộ: thống nhất chia việc số hóa thành ba đợt, mỗi đợt có người chịu trách nhiệm và hạn riêng. Tháng sau kiểm tra đợt một.',
		isShared: true,
	},
	{
		cell: 'Chi bộ Báo và Đài',
		daysAgo: 15,
		body: 'Nghiên cứu nghị quyết mới đạt một phần ba, chưa mở đợt học tập. Chi bộ đề nghị lùi sang kỳ sinh hoạt tới vì đang cao điểm tuyên truyền.',
		isShared: true,
	},
];
