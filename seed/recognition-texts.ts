import type { LimitKind } from '#lib/features/limits/domain/states.ts';

/** Somebody of the sample cell: by login, or the nth of those without a role and a login. */
type Who = string | number;

export type DeedStory = {
	daysAgo: number;
	proposer: Who;
	person?: Who;
	collective?: string;
	members?: readonly number[];
	title: string;
	deed: string;
	field: string;
	evidence: string;
	consents?: boolean;
};

export const deeds: readonly DeedStory[] = [
	{
		daysAgo: 190,
		proposer: 'dang.vien',
		person: 3,
		consents: true,
		field: 'Công tác chuyên môn',
		title: 'Dựng bảng tra cứu vướng mắc hồ sơ bưu chính, trả lời trong ngày',
		deed: 'Từ tháng Tư, đồng chí ghi lại từng câu hỏi mà doanh nghiệp bưu chính gọi đến, gom thành bảng tra cứu 64 tình huống kèm căn cứ văn bản, rồi chia sẻ cho cả phòng.\nTrước đây một câu hỏi chờ hai, ba ngày; nay phần lớn được trả lời trong ngày, ai trực cũng trả lời giống nhau. Bảng được cập nhật vào chiều thứ Sáu hằng tuần.',
		evidence: 'Bảng tra cứu trên thư mục chung của phòng; sổ trực điện thoại quý II.',
	},
	{
		daysAgo: 120,
		proposer: 'pho.bi.thu',
		collective: 'Tổ số hóa hồ sơ của Trung tâm Chuyển đổi số',
		members: [9, 10, 11, 13],
		field: 'Công tác chuyên môn',
		title: 'Số hóa xong 1.240 hồ sơ tồn sớm 12 ngày',
		deed: 'Tổ chia hồ sơ theo năm, hai người quét, một người kiểm tra, một người nhập, đổi vai hằng tuần để ai cũng biết việc của nhau. Ngày nhiều nhất tổ làm được 86 hồ sơ.\nKhi máy quét hỏng, tổ mượn máy của lưu trữ tỉnh vào buổi chiều nên không chậm ngày nào. Tỷ lệ phải làm lại dưới 1%.',
		evidence: 'Biên bản bàn giao hồ sơ số hóa; nhật ký của tổ.',
	},
	{
		daysAgo: 75,
		proposer: 12,
		person: 8,
		consents: true,
		field: 'Đoàn kết nội bộ',
		title: 'Kèm cặp hai đồng chí mới, chia sẻ toàn bộ tài liệu của mình',
		deed: 'Khi hai đồng chí mới về Trung tâm, đồng chí tự nhận kèm cặp trong ba tháng, mỗi sáng dành mười lăm phút cùng xem lại việc hôm trước. Đồng chí soạn mười hai trang hướng dẫn bằng lời của người làm, đưa cả những chỗ mình từng làm sai.\nNay hai đồng chí đã tự xử lý hồ sơ; tài liệu được cả Trung tâm dùng lại.',
		evidence: 'Tài liệu hướng dẫn; ý kiến của hai đồng chí được kèm cặp tại buổi họp Trung tâm.',
	},
	{
		daysAgo: 12,
		proposer: 5,
		person: 'quan.chung',
		field: 'Đạo đức công vụ',
		title: 'Ở lại ngoài giờ giúp người cao tuổi nộp hồ sơ trực tuyến',
		deed: 'Nhiều chiều thứ Sáu, khi bộ phận một cửa sắp hết giờ, vẫn còn người cao tuổi từ xa đến mà không biết nộp trực tuyến. Đồng chí ở lại hướng dẫn từng người, viết ra giấy các bước bằng chữ to để mang về.\nTrong hai tháng đã giúp 31 người nộp xong ngay trong ngày, không ai phải đi lại lần hai.',
		evidence: 'Sổ tiếp dân tháng Mười và tháng Mười Một; hai lá thư cảm ơn của người dân.',
	},
];

export type LimitStory = {
	daysAgo: number;
	person: Who;
	kind: LimitKind;
	fact: string;
	evidence: string;
	words: string;
	answer: string;
	plan: readonly { body: string; inDays: number }[];
	/** Of the steps that are done. */
	results: readonly string[];
	closedAfter: number;
	conclusion: string;
};

export const limits: readonly LimitStory[] = [
	{
		daysAgo: 160,
		person: 2,
		kind: 'reminder',
		fact: 'Ba kỳ họp phòng liên tiếp đến sau khi đã bắt đầu, phải nhắc lại nội dung phân công.',
		evidence: 'Biên bản họp phòng các ngày trong tháng, mục điểm danh.',
		words:
			'Việc chuyên môn của đồng chí vẫn tốt, mọi người ghi nhận. Việc đến muộn làm cả phòng phải chờ; đồng chí cho biết có khó khăn gì để cùng sắp xếp.',
		answer:
			'Tôi nhận là đúng. Thời gian này tôi đưa con đi học xa hơn trước. Tôi xin đổi ca trực buổi sáng và sẽ đến trước giờ họp mười phút.',
		plan: [{ body: 'Đổi ca trực buổi sáng với đồng nghiệp, đến họp đúng giờ trong một tháng', inDays: 30 }],
		results: ['Đã đổi ca; bốn kỳ họp trong tháng đều có mặt trước giờ.'],
		closedAfter: 34,
		conclusion: 'Chi ủy ghi nhận đồng chí đã khắc phục ngay và giữ được trong cả tháng. Kết thúc việc này.',
	},
	{
		daysAgo: 95,
		person: 14,
		kind: 'review',
		fact: 'Hai báo cáo số liệu quý gửi đi có sai lệch, phải đính chính với cơ quan nhận.',
		evidence: 'Hai văn bản đính chính đã gửi trong quý.',
		words:
			'Cùng xem lại vì sao sai lệch lặp lại và cách kiểm tra trước khi gửi. Nếu khối lượng quá nhiều, phòng sẽ phân công thêm người.',
		answer:
			'Tôi tổng hợp một mình vào ngày cuối nên không kịp đối chiếu. Tôi đề nghị có người kiểm tra chéo và nhận dữ liệu sớm hơn hai ngày.',
		plan: [
			{ body: 'Lập bảng đối chiếu số liệu có người kiểm tra chéo', inDays: 10 },
			{ body: 'Gửi báo cáo tháng theo cách làm mới, không phải đính chính', inDays: 35 },
		],
		results: [
			'Đã lập bảng, đồng chí kế toán kiểm tra chéo.',
			'Báo cáo tháng gửi đúng hạn, cơ quan nhận xác nhận khớp số liệu.',
		],
		closedAfter: 40,
		conclusion:
			'Nguyên nhân đã rõ và đã khắc phục; cách kiểm tra chéo được áp dụng cho cả phòng. Kết thúc việc này.',
	},
	{
		daysAgo: 8,
		person: 'dang.vien',
		kind: 'talk',
		fact: 'Hai tuần liền chưa cập nhật tiến độ nhiệm vụ trên hệ thống, người theo dõi phải hỏi trực tiếp.',
		evidence: 'Sổ giao ban tuần; tin nhắn hỏi tiến độ của người theo dõi.',
		words:
			'Đồng chí vẫn làm việc đều, nhưng không cập nhật thì phòng khó phối hợp. Có gì vướng trên hệ thống, đồng chí cứ nói để văn phòng hỗ trợ.',
		answer:
			'Tôi đã quen báo trực tiếp nên quên cập nhật. Tôi sẽ ghi vào cuối mỗi ngày thứ Năm, trước giao ban.',
		plan: [{ body: 'Cập nhật tiến độ vào chiều thứ Năm trong ba tuần liền', inDays: 21 }],
		results: [],
		closedAfter: 0,
		conclusion: '',
	},
];
