/**
 * The year of the sample cell: which documents came when, what was made of them. Days count back from today, so that
 * the sample always ends now.
 */
export type DocumentStory = {
	file: string;
	/** Days before today on which it was filed, and by when it was to be read (days after filing). */
	filedDaysAgo: number;
	readWithin: number;
	audience: 'unit' | 'party_members' | 'committee';
	/** The share of people who have studied it by now. */
	studied: number;
	/** Positions of people who have it before them still, whatever the share. */
	openFor?: number[];
	/** Facts for what the file does not say itself. */
	facts?: { issuer?: string; issuedOn?: string; title?: string; number?: string; typeCode?: string };
	/** Sections summarised by committee members: position among the sections → what they wrote. */
	summaries?: { section: number; body: string }[];
	programme?: ProgrammeStory;
	/** The number of the document whose place it took. */
	replaces?: string;
};

export type TaskStory = {
	title: string;
	result: string;
	/** Positions of the sections that it carries out. */
	sections: number[];
	owner: number;
	helpers?: number[];
	supervisor: number;
	assignedDaysAgo: number;
	dueDaysAgo: number;
	steps?: { title: string; who?: number; dueDaysAgo?: number; doneDaysAgo?: number }[];
	/** Measured values: days ago, value. */
	indicators?: {
		name: string;
		measure: string;
		direction: 'at_least' | 'at_most';
		target: string;
		values: [daysAgo: number, value: string][];
	}[];
	/** The title of a task of the same programme that must be done before. */
	needs?: string;
	/** Comes again; each occurrence before the present one was done by its day with this text. */
	recurs?: { every: 'month' | 'quarter'; done: string };
	urged?: { daysAgo: number; words: string }[];
	/** The owner asks for more time, and nobody has decided yet. */
	asks?: { daysAgo: number; days: number; reason: string };
	outcome:
		| { kind: 'accepted'; daysAgo: number; text: string; evidence: string }
		| { kind: 'returned_then_accepted'; daysAgo: number; reason: string; text: string; evidence: string }
		| { kind: 'reported'; daysAgo: number; text: string; evidence: string }
		| { kind: 'in_progress'; daysAgo: number; percent: number; text: string; difficulty?: string }
		| { kind: 'assigned' };
};

export type ProgrammeStory = {
	title: string;
	createdDaysAgo: number;
	lastsDays: number;
	tasks: TaskStory[];
	/** Sections that do not apply to the cell, by their positions, and why. */
	notApplicable?: { sections: number[]; reason: string }[];
	/** The file of another document that was taken into the programme later. */
	alsoCarriesOut?: { file: string; daysAgo: number };
};

export const story: readonly DocumentStory[] = [
	{
		file: 'nghi-quyet-57-nq-tw.md',
		filedDaysAgo: 330,
		readWithin: 14,
		audience: 'unit',
		studied: 1,
		facts: { issuer: 'Bộ Chính trị', issuedOn: '2024-12-22', number: '57-NQ/TW', typeCode: 'NQ' },
		summaries: [
			{
				section: 1,
				body: 'Điểm mới: lần đầu tiên xác định khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số là đột phá quan trọng hàng đầu. Với Sở ta: mọi kế hoạch năm phải có phần chuyển đổi số kèm người chịu trách nhiệm.',
			},
			{
				section: 2,
				body: 'Mục tiêu đến năm 2030 có chỉ tiêu cụ thể về hạ tầng số và dịch vụ công trực tuyến. Sở chịu trách nhiệm số liệu của tỉnh; cần rà soát lại bộ chỉ tiêu đang báo cáo.',
			},
			{
				section: 4,
				body: 'Nhiệm vụ hoàn thiện thể chế: rà soát quy định của tỉnh còn vướng khi thuê dịch vụ công nghệ thông tin, trình sửa trong quý II.',
			},
		],
		programme: {
			title: 'Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW',
			createdDaysAgo: 300,
			lastsDays: 365,
			notApplicable: [
				{
					sections: [0, 8],
					reason:
						'Thuộc trách nhiệm của Trung ương và các bộ, ngành; chi bộ quán triệt, không trực tiếp thực hiện.',
				},
			],
			alsoCarriesOut: { file: 'nghi-quyet-03-nq-cp.md', daysAgo: 290 },
			tasks: [
				{
					title: 'Rà soát các quy định của tỉnh về thuê dịch vụ công nghệ thông tin, đề xuất sửa đổi',
					result: 'Báo cáo rà soát và dự thảo văn bản trình UBND tỉnh',
					sections: [4],
					owner: 3,
					helpers: [8],
					supervisor: 0,
					assignedDaysAgo: 295,
					dueDaysAgo: 210,
					outcome: {
						kind: 'accepted',
						daysAgo: 215,
						text: 'Đã rà soát 14 văn bản, kiến nghị sửa 3; dự thảo đã trình UBND tỉnh.',
						evidence: 'Báo cáo rà soát số 45, gửi kèm dự thảo tờ trình và bảng so sánh 14 văn bản.',
					},
				},
				{
					title: 'Số hóa 100% hồ sơ thủ tục hành chính mới tiếp nhận',
					result: '100% hồ sơ mới có bản điện tử hợp lệ trên hệ thống một cửa',
					sections: [2, 5],
					owner: 2,
					helpers: [16, 22],
					supervisor: 1,
					assignedDaysAgo: 290,
					dueDaysAgo: 60,
					indicators: [
						{
							name: 'Tỷ lệ hồ sơ mới được số hóa',
							measure: '%',
							direction: 'at_least',
							target: '100',
							values: [
								[240, '61,5'],
								[180, '78'],
								[120, '91,2'],
								[52, '100'],
							],
						},
					],
					outcome: {
						kind: 'returned_then_accepted',
						daysAgo: 50,
						reason: 'Mới có số liệu của Văn phòng, đề nghị bổ sung số liệu của các phòng chuyên môn.',
						text: 'Đã số hóa 1.842/1.842 hồ sơ tiếp nhận từ đầu năm ở tất cả các phòng.',
						evidence:
							'Bảng tổng hợp theo phòng, trích từ hệ thống một cửa: Văn phòng 412, CNTT 538, BCVT 501, TTBCXB 391.',
					},
				},
				{
					title: 'Bồi dưỡng kỹ năng số cho công chức, viên chức của Sở',
					result: 'Ít nhất 95% công chức, viên chức hoàn thành khóa học trực tuyến và có chứng nhận',
					sections: [6],
					owner: 17,
					helpers: [18, 19],
					supervisor: 1,
					assignedDaysAgo: 200,
					dueDaysAgo: -12,
					steps: [
						{
							title: 'Lập danh sách, chọn khóa học theo vị trí việc làm',
							who: 18,
							dueDaysAgo: 170,
							doneDaysAgo: 172,
						},
						{ title: 'Mở lớp thứ nhất và thứ hai', who: 17, dueDaysAgo: 60, doneDaysAgo: 58 },
						{ title: 'Mở lớp cuối, thu chứng nhận', who: 19, dueDaysAgo: -4 },
					],
					indicators: [
						{
							name: 'Công chức, viên chức có chứng nhận',
							measure: 'người',
							direction: 'at_least',
							target: '26',
							values: [
								[150, '4'],
								[100, '11'],
								[60, '15'],
								[9, '19'],
							],
						},
					],
					outcome: {
						kind: 'in_progress',
						daysAgo: 9,
						percent: 70,
						text: 'Đã có 19/27 người hoàn thành; lớp cuối mở ngày 02 tháng sau.',
						difficulty: 'Phòng máy của Sở chỉ đủ chỗ cho 12 người mỗi lớp.',
					},
				},
				{
					title: 'Xây dựng bộ chỉ tiêu chuyển đổi số cấp phòng',
					result: 'Bộ chỉ tiêu được Giám đốc Sở ký ban hành',
					sections: [3],
					owner: 8,
					supervisor: 3,
					assignedDaysAgo: 150,
					dueDaysAgo: 20,
					needs: 'Rà soát các quy định của tỉnh về thuê dịch vụ công nghệ thông tin, đề xuất sửa đổi',
					urged: [
						{ daysAgo: 14, words: 'Đề nghị tổng hợp xong ý kiến các phòng trong tuần này.' },
						{ daysAgo: 4, words: 'Còn vướng phòng nào, đồng chí báo cáo để họp trực tiếp.' },
					],
					asks: {
						daysAgo: 2,
						days: 30,
						reason: 'Hai phòng đề nghị thêm thời gian tính lại số liệu năm trước.',
					},
					outcome: {
						kind: 'in_progress',
						daysAgo: 35,
						percent: 40,
						text: 'Đã có dự thảo lần 1, đang lấy ý kiến các phòng.',
						difficulty: 'Hai phòng chưa có số liệu nền của năm trước.',
					},
				},
				{
					title: 'Thí điểm trợ lý ảo trả lời thủ tục hành chính',
					result: 'Trợ lý trả lời đúng từ 90% câu hỏi trong bộ 200 câu kiểm thử',
					sections: [7],
					owner: 6,
					helpers: [20],
					supervisor: 0,
					assignedDaysAgo: 90,
					dueDaysAgo: -30,
					outcome: {
						kind: 'reported',
						daysAgo: 2,
						text: 'Đã thí điểm một tháng, đúng 184/200 câu (92%).',
						evidence: 'Bảng kết quả kiểm thử 200 câu, kèm danh sách 16 câu sai và cách sửa.',
					},
				},
			],
		},
	},
	{
		file: 'nghi-quyet-03-nq-cp.md',
		filedDaysAgo: 315,
		readWithin: 14,
		audience: 'unit',
		studied: 1,
		facts: { issuedOn: '2025-01-09', issuer: 'Chính phủ', number: '03/NQ-CP', typeCode: 'NQ' },
		summaries: [
			{
				section: 2,
				body: 'Chính phủ giao các địa phương ban hành kế hoạch thực hiện Nghị quyết 57; Sở là cơ quan thường trực của tỉnh.',
			},
		],
	},
	{
		file: 'ke-hoach-3260.md',
		filedDaysAgo: 300,
		readWithin: 21,
		audience: 'committee',
		studied: 1,
		facts: {
			issuer: 'Đảng đoàn Quốc hội',
			number: '3260-KH/ĐĐQH15',
			issuedOn: '2025-01-10',
			typeCode: 'KH',
			title:
				'Triển khai thực hiện Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị về đột phá phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số quốc gia',
		},
	},
	{ file: 'nghi-quyet-04-nq-cb.txt', filedDaysAgo: 360, readWithin: 10, audience: 'unit', studied: 1 },
	{
		file: 'nghi-quyet-05-nq-cb.txt',
		replaces: '04-NQ/CB',
		filedDaysAgo: 290,
		readWithin: 10,
		audience: 'unit',
		studied: 1,
		summaries: [
			{
				section: 1,
				body: 'Kết quả năm trước tốt về hồ sơ đúng hạn; hạn chế cần khắc phục là thiếu minh chứng và chậm hạn ở hai phòng.',
			},
			{
				section: 2,
				body: 'Sáu nội dung để đăng ký làm theo; mỗi người chọn một nội dung nêu gương và tiêu chí chung thì ai cũng thực hiện.',
			},
		],
		programme: {
			title: 'Chương trình hành động thực hiện Nghị quyết số 05-NQ/CB',
			createdDaysAgo: 285,
			lastsDays: 350,
			tasks: [
				{
					title: 'Theo dõi, công khai tỷ lệ hồ sơ đúng hạn hằng tháng',
					result: 'Bảng tỷ lệ hồ sơ đúng hạn được niêm yết trước ngày 05 hằng tháng, đạt từ 98%',
					sections: [2],
					owner: 16,
					supervisor: 2,
					assignedDaysAgo: 280,
					dueDaysAgo: 30,
					outcome: {
						kind: 'accepted',
						daysAgo: 33,
						text: 'Bình quân 10 tháng đạt 98,6%; tháng thấp nhất 97,1% (tháng 3).',
						evidence: 'Bảng tổng hợp 10 tháng; ảnh niêm yết tại bộ phận một cửa.',
					},
				},
				{
					title: 'Giúp xã Thượng Sơn về chuyển đổi số',
					result: 'Có ít nhất 60% hộ dùng dịch vụ công trực tuyến, có xác nhận của xã',
					sections: [2],
					owner: 9,
					helpers: [13, 23],
					supervisor: 1,
					assignedDaysAgo: 240,
					dueDaysAgo: 5,
					urged: [{ daysAgo: 3, words: 'Đề nghị báo cáo kết quả tập huấn ba thôn còn lại.' }],
					outcome: {
						kind: 'in_progress',
						daysAgo: 20,
						percent: 60,
						text: 'Đã tập huấn 4/7 thôn; 43% hộ đã dùng.',
					},
				},
				{
					title: 'Lập danh mục dữ liệu dùng chung của Sở',
					result: 'Danh mục được Giám đốc Sở phê duyệt, công bố cho các phòng',
					sections: [2],
					owner: 6,
					helpers: [19],
					supervisor: 3,
					assignedDaysAgo: 45,
					dueDaysAgo: -3,
					outcome: {
						kind: 'in_progress',
						daysAgo: 7,
						percent: 60,
						text: 'Đã thống kê 31/48 bộ dữ liệu của các phòng.',
					},
				},
				{
					title: 'Công bố danh mục dữ liệu dùng chung trên trang thông tin của Sở',
					result: 'Danh mục được đăng, có người chịu trách nhiệm cập nhật',
					sections: [2],
					owner: 20,
					supervisor: 3,
					assignedDaysAgo: 40,
					dueDaysAgo: -25,
					needs: 'Lập danh mục dữ liệu dùng chung của Sở',
					outcome: { kind: 'assigned' },
				},
				{
					title: 'Niêm yết bảng tỷ lệ hồ sơ đúng hạn của tháng',
					result: 'Bảng của tháng được niêm yết tại bộ phận một cửa và trên trang của Sở',
					sections: [2],
					owner: 16,
					supervisor: 2,
					assignedDaysAgo: 110,
					dueDaysAgo: 86,
					recurs: { every: 'month', done: 'Đã niêm yết bảng của tháng, tỷ lệ đúng hạn trên 98%.' },
					outcome: { kind: 'assigned' },
				},
				{
					title: 'Tổ chức sinh hoạt dưới cờ hằng tháng, đăng bài lên trang thông tin của Sở',
					result: '10 bài trong năm, mỗi bài có người trình bày và ngày đăng',
					sections: [2],
					owner: 11,
					supervisor: 0,
					assignedDaysAgo: 270,
					dueDaysAgo: -25,
					outcome: { kind: 'in_progress', daysAgo: 15, percent: 90, text: 'Đã trình bày và đăng 9/10 bài.' },
				},
				{
					title: 'Hộp thư góp ý nội bộ và buổi đối thoại mỗi quý',
					result: 'Mỗi quý một buổi đối thoại có biên bản, trả lời 100% ý kiến',
					sections: [2],
					owner: 7,
					supervisor: 1,
					assignedDaysAgo: 260,
					dueDaysAgo: 45,
					outcome: {
						kind: 'accepted',
						daysAgo: 44,
						text: 'Đã tổ chức 3 buổi đối thoại, trả lời 21/21 ý kiến.',
						evidence: 'Ba biên bản đối thoại và bảng trả lời ý kiến.',
					},
				},
			],
		},
	},
	{
		file: 'huong-dan-36-hd-vptw.docx',
		filedDaysAgo: 250,
		readWithin: 30,
		audience: 'committee',
		studied: 1,
	},
	{
		file: 'nghi-dinh-30-2020.docx',
		filedDaysAgo: 220,
		readWithin: 30,
		audience: 'unit',
		studied: 1,
		summaries: [
			{
				section: 1,
				body: 'Thể thức văn bản hành chính thống nhất; chữ ký số và số, ngày tháng trên văn bản điện tử phải đúng vị trí.',
			},
		],
		programme: {
			title: 'Kế hoạch chấn chỉnh công tác văn thư',
			createdDaysAgo: 200,
			lastsDays: 240,
			tasks: [
				{
					title: 'Rà soát thể thức 100% văn bản đi của Sở trong quý II',
					result: 'Danh mục văn bản sai thể thức và kết quả sửa',
					sections: [2, 3],
					owner: 5,
					supervisor: 2,
					assignedDaysAgo: 195,
					dueDaysAgo: 120,
					outcome: {
						kind: 'accepted',
						daysAgo: 118,
						text: 'Rà soát 326 văn bản, 11 văn bản sai lỗi trình bày, đã sửa và rút kinh nghiệm.',
						evidence: 'Danh mục 326 văn bản, đánh dấu 11 văn bản đã sửa.',
					},
				},
				{
					title: 'Lập hồ sơ điện tử và nộp lưu trữ cơ quan',
					result: '100% hồ sơ năm trước đã nộp lưu có biên bản giao nhận',
					sections: [10],
					owner: 5,
					helpers: [16],
					supervisor: 2,
					assignedDaysAgo: 100,
					dueDaysAgo: -40,
					outcome: { kind: 'assigned' },
				},
			],
		},
	},
	{ file: 'nghi-quyet-66-7-2025.html', filedDaysAgo: 160, readWithin: 14, audience: 'unit', studied: 1 },
	{
		file: 'quyet-dinh-39-2025.html',
		filedDaysAgo: 110,
		readWithin: 21,
		audience: 'party_members',
		studied: 1,
	},
	{ file: 'chi-thi-09-2009.doc', filedDaysAgo: 60, readWithin: 21, audience: 'party_members', studied: 0.96 },
	{
		file: 'quyet-dinh-15-2010.doc',
		filedDaysAgo: 16,
		readWithin: 14,
		audience: 'unit',
		studied: 0.85,
		openFor: [22],
	},
	{
		file: 'nghi-quyet-78-2025.pdf',
		filedDaysAgo: 6,
		readWithin: 10,
		audience: 'unit',
		studied: 0.4,
		openFor: [0, 2, 6, 20],
	},
];
