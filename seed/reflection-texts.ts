/** What somebody of the sample cell wrote: the four parts, a thing to do with the weeks until it is done. */
export type WrittenPaper = {
	person: number;
	core: string;
	bearing: string;
	self: string;
	act: string;
	weeks: number;
};

const paper = (
	person: number,
	core: string,
	bearing: string,
	self: string,
	act: string,
	weeks: number,
): WrittenPaper => ({ person, core, bearing, self, act, weeks });

/** Papers of the round on Resolution 57, by the place of their author among the people of the cell. Three wrote none. */
export const springPapers: readonly WrittenPaper[] = [
	paper(
		0,
		'Tôi tâm đắc nhất yêu cầu người đứng đầu phải trực tiếp phụ trách chuyển đổi số, không giao khoán cho bộ phận kỹ thuật.',
		'Ở Sở, nhiều việc số hóa vẫn do Trung tâm tự xoay xở, lãnh đạo Sở chỉ nghe báo cáo cuối tháng. Như vậy là chưa đúng tinh thần Nghị quyết.',
		'Làm được: đã đưa chuyển đổi số vào kế hoạch năm. Hạn chế: tôi chưa dự buổi giao ban kỹ thuật nào.',
		'Chủ trì giao ban chuyển đổi số hai tuần một lần, kết luận bằng văn bản ngay trong ngày',
		4,
	),
	paper(
		1,
		'Điểm mới với tôi là coi dữ liệu như một loại tư liệu sản xuất; trước nay chúng ta coi dữ liệu là thứ phải cất giữ.',
		'Mảng viễn thông tôi phụ trách có số liệu trạm phát sóng rất tốt nhưng mới dùng để báo cáo, chưa mở cho các huyện khai thác.',
		'Làm được: rà soát xong vùng lõm sóng. Hạn chế: số liệu cập nhật chậm, mỗi quý một lần.',
		'Công bố bản đồ vùng lõm sóng cho các xã, cập nhật hằng tháng',
		8,
	),
	paper(
		2,
		'Nghị quyết bỏ lối nghĩ việc gì không quản được thì cấm. Văn phòng chúng tôi soạn quy chế hay mắc đúng lỗi ấy.',
		'Quy chế văn thư hiện nay buộc in giấy để lưu song song, làm người dùng thấy số hóa là thêm việc.',
		'Làm được: bỏ được ba loại sổ giấy. Hạn chế: chưa dám bỏ bản lưu giấy của giấy mời họp.',
		'Sửa quy chế văn thư, bỏ in giấy đối với giấy mời và thông báo nội bộ',
		6,
	),
	paper(
		3,
		'Muốn đột phá thì thể chế phải đi trước một bước; ở cấp sở, thể chế chính là các quy trình nội bộ.',
		'Phòng tôi thẩm định đề án công nghệ thông tin mất trung bình mười tám ngày, trong đó một nửa là chờ bổ sung hồ sơ.',
		'Làm được: có mẫu danh mục hồ sơ. Hạn chế: mẫu để trên máy tôi, đơn vị khác không biết.',
		'Đưa danh mục hồ sơ thẩm định lên cổng thông tin, rút thời gian xuống mười hai ngày',
		10,
	),
	paper(
		4,
		'An ninh mạng là yêu cầu xuyên suốt, không phải phần việc làm sau cùng khi hệ thống đã chạy.',
		'Khi thanh tra các đơn vị, tôi thấy tài khoản của người đã nghỉ việc vẫn còn mở ở bốn nơi.',
		'Làm được: kết luận thanh tra có nêu. Hạn chế: chưa theo đến cùng việc khắc phục.',
		'Lập bảng theo dõi khắc phục sau thanh tra, mỗi tháng báo cáo Giám đốc một lần',
		5,
	),
	paper(
		5,
		'Quản lý nhà nước chuyển hẳn lên môi trường số nghĩa là văn bản giấy trở thành ngoại lệ chứ không phải ngược lại.',
		'Mỗi ngày bộ phận tôi còn quét chừng hai mươi văn bản đến bằng giấy, mất gần hai giờ.',
		'Làm được: văn bản đến được nhập trong ngày. Hạn chế: trích yếu đôi khi gõ tắt, tìm lại khó.',
		'Gửi danh sách nơi còn gửi văn bản giấy để Văn phòng đề nghị họ chuyển sang gửi điện tử',
		3,
	),
	paper(
		6,
		'Nghị quyết đặt người dân và doanh nghiệp ở trung tâm, cán bộ kỹ thuật như tôi phải tự hỏi ai dùng thứ mình làm ra.',
		'Hệ thống một cửa do tôi vận hành báo lỗi bằng mã số, người dân gọi hỏi vì không hiểu.',
		'Làm được: khắc phục sự cố trong ngày. Hạn chế: chưa ngồi cùng quầy tiếp dân lần nào.',
		'Ngồi tại quầy tiếp nhận hai buổi, ghi lại các chỗ người dân lúng túng và sửa lời báo lỗi',
		4,
	),
	paper(
		7,
		'Tôi nhớ nhất cụm từ dám nghĩ, dám làm, dám chịu trách nhiệm gắn với từng cán bộ chứ không chỉ với lãnh đạo.',
		'Công tác quản trị của Văn phòng lâu nay làm theo lệ, ít ai đề xuất cách làm khác.',
		'Làm được: tiết kiệm điện so với năm trước. Hạn chế: đặt phòng họp vẫn ghi sổ.',
		'Dựng lịch phòng họp dùng chung trên mạng nội bộ',
		3,
	),
	paper(
		8,
		'Chấp nhận rủi ro và độ trễ trong thử nghiệm là điều mới; nếu không, chẳng ai dám thử.',
		'Phòng tôi có ý định thử trợ lý tra cứu thủ tục nhưng sợ sai nên để đó nửa năm.',
		'Làm được: đã có bộ câu hỏi mẫu. Hạn chế: chưa trình xin thí điểm.',
		'Trình kế hoạch thí điểm trợ lý tra cứu ở năm thủ tục, nêu rõ rủi ro và người chịu trách nhiệm',
		7,
	),
	paper(
		9,
		'Hạ tầng phải hiện đại mà tránh lãng phí; hai vế ấy phải đi cùng nhau khi chúng tôi góp ý quy hoạch trạm.',
		'Có xã ba doanh nghiệp dựng ba cột ăng ten cạnh nhau, dân phản ánh mất mỹ quan.',
		'Làm được: vận động dùng chung mười hai cột. Hạn chế: chưa có chế tài, chủ yếu thuyết phục.',
		'Họp với ba doanh nghiệp, lập danh sách cột dùng chung cho năm tới',
		9,
	),
	paper(
		10,
		'Phủ sóng năm G toàn quốc là mục tiêu chung, còn việc của tỉnh là chỉ ra nơi cần trước.',
		'Khu công nghiệp và bệnh viện tỉnh cần trước, nhưng hồ sơ đất đặt trạm đang vướng.',
		'Làm được: khảo sát xong sáu điểm. Hạn chế: chưa phối hợp với bên tài nguyên.',
		'Làm việc với cơ quan tài nguyên về đất của sáu điểm đặt trạm, báo cáo kết quả',
		6,
	),
	paper(
		11,
		'Truyền thông phải tạo niềm tin và khí thế, tức là kể chuyện người thật làm được, không đăng khẩu hiệu.',
		'Chuyên mục chuyển đổi số của tỉnh mỗi tuần một bài, phần lớn là tin hội nghị.',
		'Làm được: đủ số bài. Hạn chế: chưa bài nào có lời người dân.',
		'Mỗi tuần một bài về một người dân hoặc một hợp tác xã dùng dịch vụ số',
		4,
	),
	paper(
		12,
		'Phong trào học tập số nhắc tôi rằng kiến thức số phải được phổ cập cho cả người làm báo chí.',
		'Phóng viên các đài huyện gửi ảnh qua ứng dụng riêng, mất chất lượng và lộ thông tin cá nhân.',
		'Làm được: soạn tài liệu hướng dẫn. Hạn chế: mới gửi qua thư, chưa ai hỏi lại.',
		'Mở một buổi hướng dẫn trực tuyến cho phóng viên các đài',
		5,
	),
	paper(
		13,
		'Nghị quyết gắn kết quả chuyển đổi số với đánh giá thi đua, tôi thấy công bằng vì đo được.',
		'Việc của tôi là cấp phép bưu chính, hồ sơ điện tử đạt bảy phần mười.',
		'Làm được: không có hồ sơ trễ. Hạn chế: còn để doanh nghiệp nộp bản giấy vì quen.',
		'Gọi điện hướng dẫn từng doanh nghiệp còn nộp giấy, đưa tỉ lệ lên chín phần mười',
		8,
	),
	paper(
		14,
		'Bảo vệ dữ liệu cá nhân phải làm từ khâu thu thập; thu ít đi thì lộ ít đi.',
		'Biên bản thanh tra của chúng tôi ghi cả số căn cước của người không liên quan.',
		'Làm được: hồ sơ khóa trong tủ. Hạn chế: tệp trên máy chưa đặt quyền.',
		'Rà lại mẫu biên bản, bỏ những mục thông tin cá nhân không cần',
		3,
	),
	paper(
		15,
		'Cải cách cơ chế tài chính để việc thử nghiệm không bị tắc ở thanh toán là điều kế toán phải hiểu trước tiên.',
		'Hồ sơ thanh toán thuê dịch vụ công nghệ thông tin bị trả lại nhiều vì thiếu biên bản nghiệm thu.',
		'Làm được: thanh toán lương không tiền mặt. Hạn chế: hướng dẫn nội bộ viết khó hiểu.',
		'Viết lại hướng dẫn thanh toán dịch vụ công nghệ thông tin trong một trang',
		4,
	),
	paper(
		17,
		'Nhà nước dẫn dắt, nghĩa là Trung tâm phải đi trước doanh nghiệp nhỏ một bước chứ không làm thay họ.',
		'Chúng tôi làm trang bán hàng hộ cho hai hợp tác xã, họ không tự cập nhật được nên trang bỏ không.',
		'Làm được: có nhiều mô hình. Hạn chế: thiếu bàn giao, thiếu cầm tay chỉ việc.',
		'Bàn giao lại hai trang, kèm ba buổi hướng dẫn và một người liên hệ',
		6,
	),
	paper(
		18,
		'Kết nối, chia sẻ đồng bộ các cơ sở dữ liệu là chỗ nghẽn lớn nhất mà cấp tỉnh tự gỡ được một phần.',
		'Trục liên thông của tỉnh còn hai sở chưa nối, lần nào cũng nói đang chờ kinh phí.',
		'Làm được: nối xong mười bốn đơn vị. Hạn chế: không có lịch cam kết với hai sở còn lại.',
		'Ký lịch kết nối với hai sở còn lại, có người và ngày cụ thể',
		5,
	),
	paper(
		19,
		'Tôi hiểu đổi mới sáng tạo không phải chuyện xa xôi: trân trọng từng cải tiến dù là nhỏ nhất.',
		'Tôi trực tổng đài hỗ trợ, mỗi ngày trả lời đi trả lời lại chừng ấy câu hỏi.',
		'Làm được: không bỏ sót cuộc gọi. Hạn chế: không ghi lại câu hỏi để rút kinh nghiệm.',
		'Lập danh sách hai mươi câu hỏi hay gặp kèm câu trả lời ngắn, đưa lên trang hỗ trợ',
		3,
	),
	paper(
		20,
		'Là đảng viên dự bị, tôi chú ý đoạn nói cán bộ, đảng viên phải gương mẫu dùng dịch vụ số trước khi vận động người khác.',
		'Nhà tôi ở thôn, bố mẹ vẫn ra trụ sở xã nộp hồ sơ giấy.',
		'Làm được: cài định danh điện tử cho cả nhà. Hạn chế: chưa hướng dẫn bà con xung quanh.',
		'Hướng dẫn mười hộ trong thôn nộp hồ sơ trực tuyến vào hai ngày nghỉ',
		4,
	),
	paper(
		21,
		'Điều tôi học được là mục tiêu đến năm 2045 bắt đầu từ tay nghề của từng người hôm nay.',
		'Tôi làm số hóa hồ sơ, tốc độ nhanh nhưng tỉ lệ sai ở tên riêng còn cao.',
		'Làm được: vượt chỉ tiêu số trang. Hạn chế: chưa tự kiểm tra lại.',
		'Mỗi ngày dành nửa giờ kiểm tra lại các trang có tên riêng, đưa tỉ lệ sai xuống dưới một phần trăm',
		6,
	),
	paper(
		22,
		'Dù chưa là đảng viên, tôi thấy Nghị quyết nói về chính công việc của mình: họp ít giấy hơn, trả lời dân nhanh hơn.',
		'Tôi chuẩn bị tài liệu họp, mỗi cuộc in gần hai trăm trang.',
		'Làm được: tài liệu đủ, đúng giờ. Hạn chế: in thừa nhiều.',
		'Gửi tài liệu họp qua hệ thống trước một ngày, chỉ in khi có người yêu cầu',
		2,
	),
	paper(
		23,
		'Tôi tâm đắc ý làm giàu dữ liệu: nhập một lần, dùng nhiều nơi.',
		'Số liệu bưu chính tôi nhập ba lần vào ba biểu khác nhau cho ba cấp.',
		'Làm được: số liệu khớp. Hạn chế: mất công, dễ nhầm khi vội.',
		'Làm một bảng gốc, ba biểu kia lấy số từ đó',
		5,
	),
	paper(
		25,
		'Thủ quỹ tưởng không liên quan, nhưng mục tiêu giao dịch không dùng tiền mặt đụng ngay đến két tôi giữ.',
		'Tháng nào cũng còn chừng ba mươi khoản chi tiền mặt nhỏ.',
		'Làm được: két cân từng ngày. Hạn chế: chưa vận động mọi người nhận chuyển khoản.',
		'Chuyển hết các khoản chi công tác phí sang chuyển khoản',
		4,
	),
];

/** Papers of the round that is going on, handed in early: one waits for its review, one was returned. */
export const earlyPapers: readonly (WrittenPaper & { proposal?: string })[] = [
	{
		...paper(
			13,
			'Nghị quyết thí điểm cho cơ quan cấp sổ bảo hiểm cộng dồn thời gian đóng ở hai nơi, điều trước đây người lao động phải tự đi xác nhận.',
			'Ở quầy, bà con hay hỏi tôi việc này dù không thuộc bưu chính; nay tôi biết chỉ họ đến đúng chỗ.',
			'Làm được: đã đọc hết văn bản. Hạn chế: chưa rõ hồ sơ của người có sổ cũ rách nát.',
			'Soạn một tờ hướng dẫn nửa trang đặt ở quầy tiếp nhận',
			3,
		),
		proposal: 'Đề nghị mời cán bộ bảo hiểm xã hội giải đáp trực tiếp cho bộ phận một cửa một buổi.',
	},
	paper(
		19,
		'Văn bản quy định rõ ai được áp dụng và từ ngày nào, nên tổng đài phải trả lời thống nhất.',
		'Tổng đài nhận câu hỏi về bảo hiểm gần như mỗi ngày.',
		'Làm được: chuyển máy đúng nơi. Hạn chế: chưa có câu trả lời mẫu.',
		'Bổ sung ba câu trả lời mẫu về cộng dồn thời gian đóng',
		2,
	),
];
