/** The committee's own criteria, as its guidance of the sample has them. */
export const committeeCriteria = [
	{ key: 'level', name: 'Được xếp loại hoàn thành tốt nhiệm vụ trở lên', source: 'told_yes', least: '1' },
	{
		key: 'discipline',
		name: 'Không có tổ chức, đảng viên bị kỷ luật trong năm',
		source: 'told_yes',
		least: '1',
	},
	{
		key: 'study',
		name: 'Học tập, quán triệt nghị quyết và nộp bài thu hoạch',
		source: 'study',
		points: '20',
		least: '85',
	},
	{ key: 'spread', name: 'Nghiên cứu văn bản được phổ biến', source: 'spread', points: '10' },
	{ key: 'programme', name: 'Văn bản có chương trình hành động', source: 'programme', points: '10' },
	{ key: 'on_time', name: 'Nhiệm vụ báo cáo đúng hạn', source: 'on_time', points: '25' },
	{ key: 'results', name: 'Nhiệm vụ có kết quả kèm minh chứng', source: 'results', points: '15' },
	{ key: 'late', name: 'Nhiệm vụ quá hạn chưa báo cáo', source: 'late', points: '10', full: '5' },
	{
		key: 'ways',
		name: 'Cách làm hay được đơn vị khác áp dụng',
		source: 'told_number',
		points: '10',
		full: '3',
	},
] as const;

export type NominationText = { statement: string; ways: string; waysWords: string };

/** What units of the sample say of their year, by the short name of the unit. */
export const nominationTexts: Record<string, NominationText> = {
	'Chi bộ Sở TT&TT': {
		statement:
			'Nghị quyết không chỉ nằm trên giấy: cả bốn nghị quyết, chỉ thị trong năm đều được quán triệt đến từng người, có bài thu hoạch gắn với việc được giao. Chi bộ ban hành nghị quyết chuyên đề về học tập và làm theo, 26/27 người đăng ký nội dung cụ thể, mỗi quý chi ủy kiểm tra.\nKết quả: hồ sơ trực tuyến trả đúng hạn 98%; rút ngắn 12 ngày ở 5 thủ tục; 3 cá nhân và 1 tập thể là gương tiêu biểu.',
		ways: '2',
		waysWords: 'Hai chi bộ áp dụng cách giao việc theo từng điều khoản của nghị quyết',
	},
	'Chi bộ Sở Nội vụ': {
		statement:
			'Chi bộ rà soát 60 vị trí việc làm sau sắp xếp bộ máy, không để chậm lương, phụ cấp của người chuyển đơn vị. Sinh hoạt chuyên đề mỗi quý một lần, có người chuẩn bị và kết luận rõ việc làm tiếp.',
		ways: '1',
		waysWords: 'Cách chuẩn bị sinh hoạt chuyên đề được Chi bộ Sở Xây dựng áp dụng',
	},
	'Chi bộ Sở Tài chính': {
		statement:
			'Rà soát 40 thủ tục thuộc thẩm quyền, công khai kết quả giải ngân hằng tháng trên cổng dữ liệu. Toàn bộ nhiệm vụ đến hạn của chương trình hành động đều có kết quả và minh chứng.',
		ways: '1',
		waysWords: 'Bảng công khai giải ngân được hai sở dùng lại',
	},
	'Chi bộ Sở Xây dựng': {
		statement:
			'Chi bộ chọn khâu cấp phép xây dựng là khâu còn chậm để khắc phục; đang số hóa hồ sơ từ năm 2015, công khai quy hoạch trên bản đồ số.',
		ways: '0',
		waysWords: 'Chưa có đơn vị áp dụng',
	},
};

/** Figures that units told of the year before the records were kept here. */
export const toldBefore: Record<string, Record<string, string>> = {
	'Chi bộ Sở TT&TT': {
		study: '100',
		spread: '100',
		programme: '90',
		on_time: '96,5',
		results: '92',
		late: '0',
		ways: '1',
	},
	'Chi bộ Sở Nội vụ': {
		study: '97',
		spread: '95',
		programme: '80',
		on_time: '94',
		results: '85',
		late: '1',
		ways: '0',
	},
	'Chi bộ Sở Tài chính': {
		study: '95',
		spread: '100',
		programme: '85',
		on_time: '98',
		results: '90',
		late: '0',
		ways: '1',
	},
	'Chi bộ Sở Xây dựng': {
		study: '82',
		spread: '88',
		programme: '60',
		on_time: '81',
		results: '70',
		late: '4',
		ways: '0',
	},
};
