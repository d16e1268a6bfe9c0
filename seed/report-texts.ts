/** What a cell of the sample writes where the figures give no words, and how far its last report comes. */
export type CellReport = {
	/** How far it comes by today. */
	until: 'none' | 'writing' | 'sent' | 'returned' | 'accepted';
	texts: Readonly<Record<string, string>>;
	remarks?: string;
};

export const storyReport: CellReport = {
	until: 'accepted',
	texts: {
		'tinh-hinh':
			'Tư tưởng cán bộ, đảng viên ổn định, yên tâm công tác. Việc sắp xếp lại đầu mối làm tăng khối lượng công việc ở bộ phận một cửa và an toàn thông tin, song chi bộ đã phân công lại kịp thời.',
		'han-che':
			'Một số nhiệm vụ báo cáo hoàn thành nhưng minh chứng gắn chậm. Vài đồng chí viết bài thu hoạch còn chung chung, chưa nêu việc làm có thời hạn. Nguyên nhân chủ yếu là chưa kiểm tra giữa kỳ.',
		'phuong-huong':
			'- Kiểm tra giữa kỳ từng nhiệm vụ của chương trình hành động vào ngày 15 hằng tháng.\n- Hoàn thành số hóa hồ sơ đảng viên; đồng chí phó bí thư phụ trách.\n- Tổ chức sinh hoạt chuyên đề về an toàn thông tin trong cơ quan.',
		'kien-nghi':
			'- Đề nghị Đảng ủy các cơ quan tỉnh tập huấn kỹ năng viết chương trình hành động cho bí thư, phó bí thư chi bộ.\n- Đề nghị có mẫu chung về minh chứng kết quả nhiệm vụ.',
	},
};

/** The cells beside it, by their short names; one that is not told has not begun. */
export const sisterReports: Readonly<Record<string, CellReport>> = {
	'Chi bộ Sở Nội vụ': {
		until: 'sent',
		texts: {
			'tinh-hinh': 'Chi bộ tập trung phục vụ việc sắp xếp tổ chức bộ máy; tư tưởng đảng viên ổn định.',
			'han-che': 'Sinh hoạt chuyên đề còn ít; việc học bù cho đồng chí đi công tác dài ngày còn chậm.',
			'phuong-huong':
				'- Mỗi quý ít nhất một kỳ sinh hoạt chuyên đề.\n- Hoàn thành học bù trước ngày 15 tháng tới.',
			'kien-nghi': '- Đề nghị hướng dẫn việc chuyển sinh hoạt đảng khi sắp xếp đơn vị.',
		},
	},
	'Chi bộ Sở Tài chính': {
		until: 'accepted',
		texts: {
			'tinh-hinh': 'Đơn vị hoàn thành sớm kế hoạch rà soát thủ tục; nội bộ đoàn kết.',
			'han-che':
				'Việc công khai kết quả giải ngân có tháng chậm hai ngày do chờ số liệu của huyện cũ chuyển về.',
			'phuong-huong': '- Công khai số liệu giải ngân trước ngày 05 hằng tháng.',
			'kien-nghi': '- Đề nghị kết nối dữ liệu giữa kho bạc và cổng dữ liệu của tỉnh.',
		},
	},
	'Chi bộ Sở Xây dựng': {
		until: 'returned',
		texts: {
			'tinh-hinh': 'Khối lượng hồ sơ cấp phép tăng; đảng viên cố gắng hoàn thành nhiệm vụ.',
			'han-che': 'Số hóa hồ sơ chậm so với kế hoạch.',
			'phuong-huong': '- Bố trí thêm người nhập liệu.',
			'kien-nghi': 'Không có.',
		},
		remarks:
			'Nêu rõ số hồ sơ đã số hóa, số còn lại và thời hạn hoàn thành; mục nhiệm vụ kỳ tới cần có người phụ trách.',
	},
};

export const committeeTexts: Readonly<Record<string, string>> = {
	'tinh-hinh':
		'Các chi bộ trực thuộc giữ vững nền nếp sinh hoạt; việc triển khai nghị quyết về phát triển khoa học, công nghệ, đổi mới sáng tạo và chuyển đổi số có sản phẩm cụ thể.',
};

export const sectionsOfWorking: Readonly<Record<string, string>> = {
	'phuong-huong':
		'- Chuẩn bị kiểm điểm, xếp loại cuối năm đúng hướng dẫn.\n- Hoàn thành các nhiệm vụ đến hạn trong quý của chương trình hành động.',
};
