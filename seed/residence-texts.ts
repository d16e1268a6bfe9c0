/** The residential cells of the sample, and what they said of people. */
export const places = [
	{ cell: 'Chi bộ tổ dân phố 5', commune: 'Đảng ủy phường Bến Thủy, tỉnh Sông Lam' },
	{ cell: 'Chi bộ khối Tân Tiến', commune: 'Đảng ủy phường Trường Vinh, tỉnh Sông Lam' },
	{ cell: 'Chi bộ xóm Mỹ Hòa', commune: 'Đảng ủy xã Hưng Nguyên, tỉnh Sông Lam' },
	{ cell: 'Chi bộ khối Yên Bình', commune: 'Đảng ủy phường Hưng Phúc, tỉnh Sông Lam' },
] as const;
/** A ward that was merged into another during the year. */
export const merged = { from: 3, into: 1 } as const;

export const streets = ['Nguyễn Du', 'Lê Viết Thuật', 'Phong Định Cảng', 'Trần Phú', 'xóm 6'] as const;

export const signers = [
	'Hoàng Văn Tứ, Bí thư Chi bộ tổ dân phố 5',
	'Nguyễn Thị Hường, Bí thư Chi bộ khối Tân Tiến',
	'Phan Đình Lợi, Bí thư Chi bộ xóm Mỹ Hòa',
] as const;

export const remarks: readonly { level: string; body: string }[] = [
	{
		level: 'Tốt',
		body: 'Bản thân và gia đình chấp hành tốt chủ trương của Đảng, pháp luật của Nhà nước và quy ước của khối.\nTham gia đầy đủ hai kỳ họp mà chi bộ mời, góp nhiều ý kiến về chuyển đổi số ở khu dân cư.\nĐề nghị tiếp tục giúp tổ công nghệ số cộng đồng hướng dẫn người cao tuổi.',
	},
	{
		level: 'Tốt',
		body: 'Gương mẫu, hòa nhã với bà con; gia đình đạt danh hiệu gia đình văn hóa.\nĐã nhận và làm tốt việc vận động quỹ khuyến học của tổ dân phố.',
	},
	{
		level: 'Khá',
		body: 'Chấp hành tốt các quy định nơi cư trú, quan hệ tốt với nhân dân.\nDự một trong hai kỳ họp mà chi bộ mời, lần vắng có báo trước. Mong đồng chí sắp xếp dự đủ hơn trong năm tới.',
	},
	{
		level: 'Tốt',
		body: 'Tích cực tham gia tổng vệ sinh, hiến kế làm tuyến đường sáng, xanh, sạch, đẹp của xóm. Gia đình đóng góp đầy đủ các khoản theo quy định.',
	},
];
export const answer =
	'Tôi cảm ơn chi ủy nơi cư trú. Buổi họp tháng Sáu tôi vắng vì trực hệ thống một cửa; năm tới tôi sẽ báo lịch trực sớm để dự đủ.';
