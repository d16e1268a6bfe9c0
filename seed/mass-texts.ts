/** The mass organisations of the sample cell and what they did with localities. */
export type ActivityStory = {
	title: string;
	daysAgo: number;
	location: string;
	done?: string;
	result?: string;
	locals?: number;
	people?: number;
	cancelled?: string;
};
export type OrganisationStory = {
	name: string;
	shortName: string;
	sign: string;
	/** The nth quiet person of the cell heads it; so many belong to it. */
	head: number;
	duty: string;
	members: number;
	joint: { title: string; partner: string; contact: string; contents: string; activities: ActivityStory[] };
};

export const organisations: readonly OrganisationStory[] = [
	{
		name: 'Công đoàn cơ sở Sở Thông tin và Truyền thông',
		shortName: 'Công đoàn Sở TT&TT',
		sign: 'CĐ',
		head: 2,
		duty: 'Chủ tịch Công đoàn',
		members: 22,
		joint: {
			title: 'Phối hợp hỗ trợ xã Hưng Nguyên xây dựng nông thôn mới nâng cao',
			partner: 'UBND và Công đoàn xã Hưng Nguyên',
			contact: 'Phan Thị Mai, Chủ tịch Công đoàn xã',
			contents:
				'Hỗ trợ xã lắp camera an ninh và wifi ở nhà văn hóa xóm; thăm hỏi gia đình chính sách; tặng máy tính đã qua sử dụng cho trường học.',
			activities: [
				{
					title: 'Tặng 12 bộ máy tính cho Trường THCS Hưng Nguyên',
					daysAgo: 190,
					location: 'Trường THCS Hưng Nguyên',
					done: 'Rà soát, sửa 12 bộ máy tính thanh lý, cài phần mềm học tập và bàn giao cho nhà trường.',
					result: 'Phòng tin học có đủ máy cho 24 học sinh một giờ học.',
					locals: 60,
					people: 9,
				},
				{
					title: 'Thăm, tặng quà gia đình chính sách dịp 27/7',
					daysAgo: 120,
					location: 'Xóm Mỹ Hòa',
					done: 'Đoàn công đoàn viên cùng cán bộ xã đến thăm tám gia đình.',
					result: 'Tám suất quà, sửa điện cho hai nhà.',
					locals: 14,
					people: 6,
				},
				{
					title: 'Lắp wifi nhà văn hóa xóm Mỹ Hòa',
					daysAgo: -12,
					location: 'Nhà văn hóa xóm Mỹ Hòa',
				},
			],
		},
	},
	{
		name: 'Chi đoàn Sở Thông tin và Truyền thông',
		shortName: 'Chi đoàn Sở TT&TT',
		sign: 'CĐTN',
		head: 9,
		duty: 'Bí thư Chi đoàn',
		members: 10,
		joint: {
			title: 'Thanh niên hướng dẫn dịch vụ công trực tuyến ở phường Bến Thủy',
			partner: 'Đoàn phường Bến Thủy',
			contact: 'Lê Anh Tuấn, Bí thư Đoàn phường',
			contents:
				'Mỗi quý một buổi ra quân hướng dẫn người dân nộp hồ sơ trực tuyến, cài VNeID mức 2, nhận biết lừa đảo qua mạng.',
			activities: [
				{
					title: 'Ra quân quý II: cài VNeID mức 2 cho người cao tuổi',
					daysAgo: 150,
					location: 'Nhà văn hóa tổ dân phố 5',
					done: 'Bốn nhóm đến từng nhà hướng dẫn cài đặt, kích hoạt tài khoản.',
					result: '86 tài khoản được kích hoạt trong ngày.',
					locals: 92,
					people: 7,
				},
				{
					title: 'Ra quân quý III: hướng dẫn nộp hồ sơ trực tuyến',
					daysAgo: 75,
					location: 'Bộ phận một cửa phường Bến Thủy',
					cancelled: 'Trùng ngày phòng chống bão số 5, chuyển sang quý IV.',
				},
				{
					title: 'Nói chuyện về lừa đảo qua mạng',
					daysAgo: 3,
					location: 'Hội trường phường Bến Thủy',
				},
			],
		},
	},
];
