/** What the sample campaign says, and what people of the cell registered. */
export type RegisteredAct = {
	act: string;
	measure: string;
	evidence: string;
	marks: [string, string, string, string];
	/** What was done by the end of a quarter, as the person says it. */
	done: string;
};

/** The six contents: four that the brief names, two of the cell's own. `clause`: the words by which its clause is found. */
export const contents: readonly { title: string; guidance: string; clause: string | null }[] = [
	{
		title: 'Công tác chuyên môn',
		guidance: 'Việc thuộc nhiệm vụ được giao, có sản phẩm và thời hạn',
		clause: 'Công tác chuyên môn',
	},
	{
		title: 'Tham gia phong trào',
		guidance: 'Phong trào của cơ quan, đoàn thể, nơi cư trú',
		clause: 'Xây dựng phong trào',
	},
	{
		title: 'Đoàn kết nội bộ',
		guidance: 'Giúp đỡ, góp ý, giải quyết vướng mắc trong phòng',
		clause: 'Đoàn kết nội bộ',
	},
	{
		title: 'Đạo đức công vụ',
		guidance: 'Thái độ phục vụ, thời hạn trả lời người dân, doanh nghiệp',
		clause: 'Đạo đức công vụ',
	},
	{
		title: 'Thực hành tiết kiệm, chống lãng phí',
		guidance: 'Điện, giấy, xăng xe, thời gian họp',
		clause: null,
	},
	{
		title: 'Nêu gương của người đứng đầu',
		guidance: 'Dành cho lãnh đạo, cấp ủy viên; đảng viên khác không bắt buộc',
		clause: 'Nêu gương của cấp ủy viên',
	},
];

export const criteria: readonly string[] = [
	'Chấp hành nghiêm giờ giấc, quy chế làm việc của cơ quan',
	'Dự đủ các kỳ sinh hoạt, nghiên cứu và viết thu hoạch đúng hạn',
	'Không để hồ sơ quá hạn vì lỗi chủ quan',
	'Giữ mối liên hệ với chi ủy và nhân dân nơi cư trú',
];

export const exampleFields: readonly string[] = [
	'Công tác chuyên môn',
	'Xây dựng phong trào',
	'Đoàn kết nội bộ',
	'Đạo đức công vụ',
];

const one = (
	act: string,
	measure: string,
	evidence: string,
	marks: [string, string, string, string],
	done: string,
): RegisteredAct => ({ act, measure, evidence, marks, done });

/** Acts by content, in the order of the contents; people take them in turn. */
export const acts: readonly (readonly RegisteredAct[])[] = [
	[
		one(
			'Giải quyết hồ sơ của bộ phận mình đúng hạn từ 98% trở lên',
			'98% hồ sơ đúng hạn mỗi quý',
			'Bảng tổng hợp trên hệ thống một cửa',
			['98%', '98%', '98%', '98%'],
			'Đạt 98,4% hồ sơ đúng hạn, không có hồ sơ quá hạn vì lỗi chủ quan.',
		),
		one(
			'Số hóa toàn bộ hồ sơ lưu của phòng từ năm 2020 đến nay',
			'1.200 hồ sơ có bản điện tử',
			'Danh mục hồ sơ đã số hóa',
			['300', '600', '900', '1.200'],
			'Đã số hóa và đối chiếu thêm hơn 300 hồ sơ, có danh mục kèm theo.',
		),
		one(
			'Soạn bộ câu hỏi đáp về thủ tục thường bị hỏi lại',
			'40 câu được đăng trên trang của Sở',
			'Đường dẫn bài đăng',
			['10 câu', '20 câu', '30 câu', '40 câu'],
			'Đã đăng thêm 10 câu, số cuộc gọi hỏi lại giảm rõ.',
		),
		one(
			'Rút ngắn thời gian trả kết quả cấp phép từ 10 xuống 7 ngày',
			'Bình quân không quá 7 ngày',
			'Số liệu của bộ phận một cửa',
			['9 ngày', '8 ngày', '7,5 ngày', '7 ngày'],
			'Thời gian bình quân của quý đúng mốc đã đăng ký.',
		),
		one(
			'Viết một sáng kiến về đối soát dữ liệu giữa hai hệ thống',
			'Được Hội đồng sáng kiến Sở công nhận',
			'Quyết định công nhận',
			['Đề cương', 'Thử nghiệm', 'Báo cáo', 'Công nhận'],
			'Đã hoàn thành bước của quý, có bản ghi kết quả thử.',
		),
	],
	[
		one(
			'Hướng dẫn dịch vụ công trực tuyến cho bà con xã Thượng Sơn',
			'4 buổi, 120 lượt người',
			'Danh sách người dự, ảnh',
			['1 buổi', '2 buổi', '3 buổi', '4 buổi'],
			'Đã tổ chức một buổi tại nhà văn hóa thôn, 34 người dự.',
		),
		one(
			'Viết bài cho sinh hoạt dưới cờ',
			'2 bài trong năm',
			'Bài đăng trên trang thông tin',
			['', '1 bài', '', '2 bài'],
			'Đã trình bày và đăng bài đúng lịch.',
		),
		one(
			'Hiến máu tình nguyện và vận động đồng nghiệp cùng tham gia',
			'2 lần, vận động 3 người',
			'Giấy chứng nhận',
			['', '1 lần', '', '2 lần'],
			'Đã hiến máu và có giấy chứng nhận.',
		),
	],
	[
		one(
			'Kèm cặp một công chức mới của phòng cho đến khi tự xử lý được hồ sơ',
			'1 người, 6 tháng',
			'Nhận xét của trưởng phòng',
			['Lập kế hoạch', 'Làm cùng', 'Tự làm', 'Đánh giá'],
			'Đã kèm theo kế hoạch, trưởng phòng nhận xét tiến bộ.',
		),
		one(
			'Ghi và giải quyết vướng mắc của phòng trong buổi họp đầu tháng',
			'12 buổi có biên bản',
			'Biên bản họp phòng',
			['3', '6', '9', '12'],
			'Đã họp đủ ba buổi, 7 vướng mắc được giải quyết, còn 1 chuyển lãnh đạo Sở.',
		),
		one(
			'Góp ý thẳng thắn trong sinh hoạt, không nói sau lưng',
			'Mỗi kỳ sinh hoạt có ít nhất 1 ý kiến',
			'Biên bản sinh hoạt',
			['3 ý kiến', '6', '9', '12'],
			'Có ý kiến ghi trong biên bản của cả ba kỳ.',
		),
	],
	[
		one(
			'Trả lời phản ánh của người dân, doanh nghiệp trong 3 ngày làm việc',
			'100% trong 3 ngày',
			'Sổ theo dõi phản ánh',
			['100%', '100%', '100%', '100%'],
			'Trả lời 21/21 phản ánh trong hạn.',
		),
		one(
			'Gọi điện báo trước cho người nộp khi hồ sơ phải bổ sung, không để đi lại quá 1 lần',
			'Không có hồ sơ bổ sung quá 1 lần',
			'Nhật ký xử lý hồ sơ',
			['0', '0', '0', '0'],
			'Không có hồ sơ nào phải bổ sung quá một lần.',
		),
		one(
			'Đến trước giờ làm việc 10 phút, sắp xếp nơi tiếp dân gọn gàng',
			'Không đi muộn quá 1 lần mỗi quý',
			'Sổ chấm công',
			['', '', '', ''],
			'Không đi muộn lần nào.',
		),
	],
	[
		one(
			'Tắt điện, điều hòa khi ra khỏi phòng; kiểm tra lúc hết giờ',
			'Giảm 5% tiền điện của phòng',
			'Hóa đơn điện so với năm trước',
			['', '3%', '', '5%'],
			'Tiền điện quý giảm 4,1% so với cùng kỳ.',
		),
		one(
			'Họp bằng tài liệu điện tử, không in',
			'Giảm 60% giấy in của phòng',
			'Sổ cấp phát giấy',
			['20%', '40%', '50%', '60%'],
			'Giấy in giảm đúng mốc của quý.',
		),
		one(
			'Ghép lịch công tác để đi chung xe',
			'Ít nhất 4 chuyến ghép mỗi quý',
			'Lệnh điều xe',
			['4', '8', '12', '16'],
			'Ghép được 5 chuyến đi cơ sở.',
		),
	],
	[
		one(
			'Chủ trì đối thoại với công chức, trả lời tại chỗ',
			'Mỗi quý một buổi, trả lời 100% ý kiến',
			'Biên bản đối thoại',
			['1', '2', '3', '4'],
			'Đã đối thoại một buổi, trả lời 9/9 ý kiến.',
		),
		one(
			'Tự tay xử lý hồ sơ khó quá hạn nhất của đơn vị mỗi tháng',
			'12 hồ sơ',
			'Phiếu trình, kết quả xử lý',
			['3', '6', '9', '12'],
			'Đã xử lý ba hồ sơ tồn lâu nhất.',
		),
		one(
			'Công khai lịch làm việc tuần và báo cáo kết quả trước chi bộ',
			'52 tuần, 4 báo cáo',
			'Lịch trên trang nội bộ',
			['13 tuần', '26', '39', '52'],
			'Lịch công khai đủ các tuần, đã báo cáo trước chi bộ.',
		),
	],
];

/** The last part of the form: limits that were found, and how they are put right. */
export const limits: readonly string[] = [
	'Hạn chế: còn để việc dồn về cuối tháng. Khắc phục: lập danh mục việc tuần, báo cáo trưởng phòng sáng thứ Hai; xong trong quý I.',
	'Hạn chế: ít có ý kiến trong sinh hoạt. Khắc phục: chuẩn bị trước một ý kiến cho mỗi kỳ họp.',
	'Hạn chế: chưa lưu đủ minh chứng kết quả. Khắc phục: lưu ngay khi xong việc vào thư mục chung, trưởng phòng kiểm tra hằng tháng.',
];
