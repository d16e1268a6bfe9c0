import type { Role, Standing } from '#lib/shared/actor.ts';

/** The 27 people of the cell of the brief: who holds what, and the login of those whom the sample lets one be. */
export type Part = { login?: string; title: string; standing: Standing; roles: Role[] };

export const samplePassword = 'thuctien-mau-2026';

const member = (title: string, login?: string): Part => ({
	title,
	standing: 'official',
	roles: [],
	...(login ? { login } : {}),
});

export const cellParts: readonly Part[] = [
	{ login: 'bi.thu', title: 'Giám đốc Sở', standing: 'official', roles: ['secretary'] },
	{ login: 'pho.bi.thu', title: 'Phó Giám đốc Sở', standing: 'official', roles: ['deputy'] },
	{ login: 'chi.uy', title: 'Chánh Văn phòng', standing: 'official', roles: ['committee_member'] },
	{ title: 'Trưởng phòng Công nghệ thông tin', standing: 'official', roles: ['committee_member'] },
	{ title: 'Chánh Thanh tra', standing: 'official', roles: ['committee_member'] },
	{ login: 'van.thu', title: 'Văn thư', standing: 'official', roles: ['clerk'] },
	member('Chuyên viên Phòng Công nghệ thông tin', 'dang.vien'),
	member('Phó Chánh Văn phòng'),
	member('Phó Trưởng phòng Công nghệ thông tin'),
	member('Trưởng phòng Bưu chính, Viễn thông'),
	member('Phó Trưởng phòng Bưu chính, Viễn thông'),
	member('Trưởng phòng Thông tin, Báo chí, Xuất bản'),
	member('Chuyên viên Phòng Thông tin, Báo chí, Xuất bản'),
	member('Chuyên viên Phòng Bưu chính, Viễn thông'),
	member('Thanh tra viên'),
	member('Kế toán trưởng'),
	member('Chuyên viên Văn phòng'),
	member('Giám đốc Trung tâm Chuyển đổi số'),
	member('Phó Giám đốc Trung tâm Chuyển đổi số'),
	member('Viên chức Trung tâm Chuyển đổi số'),
	{ login: 'du.bi', title: 'Chuyên viên Phòng Công nghệ thông tin', standing: 'probationary', roles: [] },
	{ title: 'Viên chức Trung tâm Chuyển đổi số', standing: 'probationary', roles: [] },
	{ login: 'quan.chung', title: 'Chuyên viên Văn phòng', standing: 'non_party', roles: [] },
	{ title: 'Chuyên viên Phòng Bưu chính, Viễn thông', standing: 'non_party', roles: [] },
	{ title: 'Viên chức Trung tâm Chuyển đổi số', standing: 'non_party', roles: [] },
	{ title: 'Thủ quỹ', standing: 'non_party', roles: [] },
	{ title: 'Lái xe', standing: 'non_party', roles: [] },
];

/** Who heads the committee above the cell: its documents go down from here. */
export const headOfCommittee: Part = {
	login: 'dang.uy',
	title: 'Phó Bí thư Thường trực Đảng ủy các cơ quan tỉnh',
	standing: 'official',
	roles: ['deputy'],
};

export const higherParts: readonly Part[] = [
	{
		login: 'cap.tren',
		title: 'Chuyên viên Ban Tổ chức Tỉnh ủy, theo dõi chi bộ',
		standing: 'official',
		roles: ['higher_officer'],
	},
	{ title: 'Chánh Văn phòng Tỉnh ủy', standing: 'official', roles: ['secretary'] },
	{
		login: 'van.thu.tinh',
		title: 'Văn thư Văn phòng Tỉnh ủy',
		standing: 'official',
		roles: ['clerk'],
	},
];
