/** What people of the sample say of a quarter: what was done, what is not good yet, what comes next. */
export const selfWords: readonly { done: string; limits: string; next: string }[] = [
	{
		done: 'Hoàn thành số hóa 118 hồ sơ của bộ phận một cửa.\nTrả lời đúng hạn 42/42 phiếu hỏi của người dân.',
		limits: 'Biểu mẫu số 3 phải sửa hai lần do chưa hỏi kỹ đơn vị sử dụng.',
		next: 'Lấy ý kiến đơn vị sử dụng trước khi trình, từ đầu quý tới.',
	},
	{
		done: 'Tham mưu kế hoạch chuyển đổi số của sở, trình đúng tiến độ.\nHướng dẫn 3 xã dùng phần mềm báo cáo.',
		limits: 'Việc theo dõi sau hướng dẫn còn thưa.',
		next: 'Mỗi tháng gọi lại từng xã một lần, ghi kết quả vào sổ theo dõi.',
	},
	{
		done: 'Thẩm định 27 hồ sơ cấp phép, không hồ sơ nào trễ hẹn.',
		limits: 'Báo cáo tháng nộp sát hạn.',
		next: 'Khóa số liệu trước ngày 25 hằng tháng.',
	},
	{
		done: 'Kiểm tra 5 điểm bưu điện văn hóa xã, kiến nghị 7 việc, đã xong 5.',
		limits: 'Hai kiến nghị chưa có người nhận việc.',
		next: 'Làm việc với phòng liên quan để giao người, trước ngày 15.',
	},
	{
		done: 'Biên tập 64 tin, bài cho cổng thông tin; 6 bài được báo tỉnh dẫn lại.',
		limits: 'Tin cơ sở còn ít, chưa đều các xã.',
		next: 'Mỗi tuần có ít nhất hai tin từ cơ sở.',
	},
	{
		done: 'Quyết toán quý đúng hạn, không phải giải trình.\nRà soát xong định mức văn phòng phẩm.',
		limits: 'Hướng dẫn mới chưa phổ biến hết tới các phòng.',
		next: 'Tổ chức một buổi trao đổi ngắn trong tuần đầu quý.',
	},
	{
		done: 'Xử lý 31 sự cố mạng trong ngày; diễn tập an toàn thông tin theo kế hoạch.',
		limits: 'Một sự cố kéo dài hai ngày do thiếu thiết bị thay thế.',
		next: 'Đề xuất thiết bị dự phòng và quy trình thay nóng.',
	},
];

/** What who rates says of it, by turns. */
export const ratingWords: readonly string[] = [
	'Việc chắc tay, giữ đúng hẹn. Cần chủ động báo sớm khi vướng.',
	'Có sáng kiến rút ngắn thời gian trả kết quả, được các phòng ghi nhận.',
	'Hoàn thành khối lượng được giao; chất lượng văn bản khá đều.',
	'Phối hợp tốt với cơ sở. Hồ sơ lưu cần gọn hơn.',
	'Nhiệt tình, chịu khó học việc mới.',
];

/** What a collective says of its year. */
export const collectiveWords = {
	done: 'Lãnh đạo hoàn thành 100% chỉ tiêu công tác năm. Duy trì nền nếp sinh hoạt, 12/12 kỳ thường lệ.',
	limits: 'Một số nhiệm vụ chuyển đổi số chậm so với kế hoạch. Sinh hoạt chuyên đề có kỳ chưa sâu.',
	fixed: 'Đã khắc phục việc báo cáo chậm nêu trong kỳ kiểm điểm trước.',
	duty: 'Chi ủy nhận trách nhiệm trong việc đôn đốc chưa thường xuyên.',
	next: 'Phân công chi ủy viên theo dõi từng nhiệm vụ, kiểm tra hằng tháng.',
};
