/** Somebody of the sample cell: by login, or the nth of those without a role and a login. */
type Who = string | number;

export type TalkStory = {
	speaker: Who;
	theme: string;
	title: string;
	body: string;
	/** The document that it is about, by its file. */
	about?: string;
	/** What the reviewer said before it was accepted. */
	returned?: string;
	responses?: readonly { by: Who; body: string; answer?: string }[];
};

/** The themes of a year, by the period as the form names it. */
export const yearThemes: readonly { period: string; title: string }[] = [
	{ period: 'nam', title: 'Học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh' },
	{ period: '1', title: 'Việc đầu năm: mỗi người một lời hứa cụ thể' },
	{ period: '3', title: 'Đoàn kết nội bộ bắt đầu từ cách góp ý' },
	{ period: 'q2', title: 'Chuyển đổi số bắt đầu từ bàn làm việc của mình' },
	{ period: '8', title: 'Trách nhiệm trước việc khó' },
	{ period: '9', title: 'Lời nói đi đôi với việc làm' },
	{ period: 'q4', title: 'Phục vụ nhân dân: nghe cho hết, nói cho rõ' },
	{ period: '12', title: 'Nhìn lại một năm, biết ơn và sửa mình' },
];

const served = `Kính thưa các đồng chí!

Tháng trước tôi trực ở bộ phận một cửa thay một đồng chí nghỉ ốm. Buổi sáng có một cụ ông ngoài bảy mươi tuổi mang đến bộ hồ sơ xin cấp phép cho tờ tin của hội người cao tuổi. Hồ sơ thiếu một bản sao, lại viết nhầm tên cơ quan. Tôi nói: “Bác về bổ sung rồi mang lại giúp cháu”. Câu đó đúng quy định, và tôi đã nói nó không biết bao nhiêu lần.

Cụ không giận. Cụ chỉ hỏi: “Thế bổ sung cái gì, viết lại thế nào, cháu ghi ra cho bác được không?”. Lúc ấy tôi mới biết là mình vừa nói xong mà người nghe chưa hiểu gì. Từ nhà cụ đến đây mười bảy cây số, cụ đi hai chặng xe buýt.

> Việc gì lợi cho dân, ta phải hết sức làm. Việc gì hại đến dân, ta phải hết sức tránh.
> — Hồ Chí Minh, Thư gửi Ủy ban nhân dân các kỳ, tỉnh, huyện và làng, ngày 17/10/1945

Lời ấy chúng ta thuộc cả. Nhưng hôm đó tôi tự hỏi: để một người già đi thêm ba mươi tư cây số vì một tờ giấy mà tôi có thể ghi ra trong hai phút, thì là lợi hay hại? Tôi xin phép cụ ngồi đợi, tra giúp tên cơ quan, in lại tờ đơn và gọi cho hội để họ gửi bản sao qua thư điện tử. Mất hai mươi phút. Trưa hôm đó hồ sơ xong.

Sau buổi ấy, tôi và hai đồng nghiệp làm một việc nhỏ: viết lại phiếu hướng dẫn của ba thủ tục hay phải bổ sung nhất. Không thêm quy định nào, chỉ đổi cách nói. Mỗi giấy tờ cần nộp là một dòng có ô để đánh dấu; dưới cùng là số điện thoại của người trực. Chúng tôi đưa cho năm người dân đọc thử, chỗ nào họ hỏi lại thì sửa tiếp. Bốn tuần qua, số hồ sơ phải bổ sung của ba thủ tục ấy giảm từ mười chín xuống còn bảy.

Điều tôi học được rất đơn giản: nghe cho hết rồi hãy nói, và nói xong thì hỏi lại xem người nghe đã rõ chưa. Tôi mong mỗi phòng chúng ta chọn một thủ tục, một mẫu giấy mà người dân hay hỏi nhất, và trong tháng này viết lại cho dễ hiểu hơn. Nếu cần người đọc thử, tôi xin đọc trước.

Xin cảm ơn các đồng chí đã lắng nghe.`;

const promise = `Kính thưa các đồng chí!

Chủ đề tháng này là lời nói đi đôi với việc làm. Tôi xin không nói về người khác mà nói về một lời hứa của chính tôi.

Đầu năm, trong bản đăng ký học tập và làm theo Bác, tôi viết: “Trả lời thư hỏi của các huyện trong ngày làm việc”. Viết xong, được thông qua, tôi thấy rất yên tâm. Đến cuối quý I, khi tự kiểm tra, tôi mở hộp thư ra đếm. Trong bốn mươi sáu thư hỏi có mười ba thư tôi trả lời sau ba ngày, hai thư tôi quên hẳn. Không ai nhắc tôi cả. Nếu không phải tự đếm thì tôi vẫn tin là mình làm tốt.

> Đạo đức cách mạng không phải trên trời sa xuống. Nó do đấu tranh, rèn luyện bền bỉ hằng ngày mà phát triển và củng cố.
> — Hồ Chí Minh, Đạo đức cách mạng, năm 1958

Tôi nghĩ hai chữ “hằng ngày” trong câu ấy quan trọng hơn cả. Lời hứa của tôi không xấu, chỉ là tôi chưa gắn nó vào việc hằng ngày nào. Tôi bàn với đồng chí trưởng phòng và làm ba việc. Một là mười lăm phút đầu giờ chiều chỉ để trả lời thư, không họp, không điện thoại. Hai là câu nào chưa trả lời được ngay thì vẫn viết lại một dòng: đã nhận, ai đang xử lý, ngày nào có kết quả. Ba là thứ Sáu tôi đọc lại cả tuần, thư nào còn treo thì chuyển sang sổ việc của tuần sau.

Quý II, năm mươi hai thư, chỉ có ba thư quá một ngày và không thư nào bị quên. Một đồng chí ở huyện miền núi viết cho tôi: “Em cảm ơn chị, có khi chỉ cần biết là có người đang làm”. Câu ấy tôi giữ lại đến bây giờ.

Tôi cũng xin nói thật là còn một việc chưa làm được. Những câu hỏi phải chờ phòng khác, tôi vẫn ngại giục. Tôi sợ mất lòng. Nhưng người ở huyện thì vẫn phải chờ, và sự chờ đợi ấy không biết nể nang ai. Vì vậy từ tháng này, tôi xin phép các phòng: khi chuyển câu hỏi, tôi sẽ ghi rõ ngày người ta cần và gọi lại một lần trước ngày đó. Mong các đồng chí coi đó là việc chung.

Một lời hứa nhỏ, đếm được, làm mỗi ngày, theo tôi đáng quý hơn một lời hứa lớn. Xin cảm ơn các đồng chí.`;

export const presented: readonly TalkStory[] = [
	{
		speaker: 2,
		theme: 'Lời nói đi đôi với việc làm',
		title: 'Mười lăm phút đầu giờ chiều',
		body: promise,
		responses: [
			{ by: 'du.bi', body: 'Em thích cách chị tự đếm thư của mình. Em sẽ thử đếm việc của em.' },
			{
				by: 5,
				body: 'Nêu cả việc chưa làm được khiến bài rất thật.',
				answer: 'Cảm ơn đồng chí. Tháng này tôi đã gọi lại được bốn lần.',
			},
		],
	},
	{
		speaker: 7,
		theme: 'Phục vụ nhân dân: nghe cho hết, nói cho rõ',
		title: 'Hai phút và ba mươi tư cây số',
		about: 'nghi-quyet-05-nq-cb.txt',
		body: served,
		returned:
			'Bài tốt, dễ nhớ. Đề nghị thêm con số cụ thể về kết quả sau khi viết lại phiếu hướng dẫn để mọi người thấy rõ hơn.',
		responses: [
			{
				by: 'quan.chung',
				body: 'Phòng tôi nhận viết lại mẫu giấy giới thiệu, nhờ đồng chí đọc thử.',
			},
		],
	},
];

/** What the first version of the second talk lacked. */
export const firstVersion = served.replace(
	' Bốn tuần qua, số hồ sơ phải bổ sung của ba thủ tục ấy giảm từ mười chín xuống còn bảy.',
	'',
);

export const inReview: TalkStory = {
	speaker: 4,
	theme: 'Nhìn lại một năm, biết ơn và sửa mình',
	title: 'Cuốn sổ ghi những lần làm lại',
	body: `Kính thưa các đồng chí!

Tôi có một cuốn sổ mà từ trước đến nay chưa cho ai xem. Trong đó tôi không ghi việc đã xong mà ghi những việc phải làm lại, và vì sao phải làm lại.

Năm nay cuốn sổ có ba mươi mốt dòng. Tám dòng là vì tôi đọc văn bản không kỹ. Mười một dòng là vì tôi không hỏi lại khi giao việc chưa rõ. Còn mười hai dòng là vì vội. Đọc lại cả cuốn, tôi nhận ra rất ít lần tôi làm sai vì không biết; phần lớn là vì tôi biết mà bỏ qua.

> Cán bộ là cái gốc của mọi công việc.
> — Hồ Chí Minh, Sửa đổi lối làm việc, năm 1947

Gốc yếu thì cành lá khó xanh. Tôi biết ơn những đồng chí đã trả lại bài cho tôi, có khi đến lần thứ ba, mà không một lời gắt gỏng. Nhờ vậy, quý IV tôi chỉ còn phải làm lại bốn việc.

Sang năm tôi xin giữ cuốn sổ ấy, và thêm một cột nữa: việc này ai đã giúp tôi sửa. Để cuối năm biết mình cần cảm ơn những ai.`,
};

export const draft: Omit<TalkStory, 'speaker'> & { speaker: Who } = {
	speaker: 'dang.vien',
	theme: 'Việc đầu năm: mỗi người một lời hứa cụ thể',
	title: 'Một việc nhỏ cho hệ thống chạy đúng giờ',
	body: `Kính thưa các đồng chí!

Phòng tôi phụ trách hệ thống mà cả Sở mở lên mỗi sáng. Lời hứa đầu năm của tôi rất ngắn: bảy giờ kém mười lăm, trước khi mọi người đến, tôi đã thử đăng nhập một lần.

(Kể lại buổi sáng hệ thống lỗi ngày 12; số phút mọi người phải chờ.)`,
};
