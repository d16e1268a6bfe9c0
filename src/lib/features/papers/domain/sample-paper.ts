import type { Layout } from './layout.ts';
import type { Paper } from './paper.ts';

/** A paper in which every part of a layout occurs, to look at a layout by. */
export const samplePaper = (layout: Layout): Paper => {
	const party = layout.side === 'party';
	return {
		type: party ? 'resolution' : 'plan',
		head: {
			superior: party ? 'Đảng bộ Sở Khoa học và Công nghệ' : 'Ủy ban nhân dân tỉnh',
			issuer: party ? 'Chi bộ Văn phòng Sở' : 'Sở Khoa học và Công nghệ',
			number: { number: 5, sign: party ? 'CB' : 'SKHCN' },
			place: 'Hà Tĩnh',
			day: '2026-02-05',
			title: 'về nâng cao chất lượng sinh hoạt và thực hiện nhiệm vụ trọng tâm năm 2026',
			draft: 1,
			circulation: 'Tài liệu hội nghị',
		},
		body: [
			{ kind: 'basis', text: 'Căn cứ chương trình công tác năm 2026' },
			{ kind: 'heading', level: 1, text: 'Mục tiêu' },
			{
				kind: 'item',
				level: 2,
				text: 'Văn bản của cấp trên được quán triệt đến toàn thể đảng viên trong thời hạn quy định; mỗi nội dung có người chủ trì, thời hạn và kết quả cụ thể.',
			},
			{ kind: 'heading', level: 2, text: 'Công tác chuyên môn' },
			{ kind: 'dash', text: 'Hồ sơ được giải quyết đúng hạn, không để tồn đọng.' },
			{ kind: 'heading', level: 1, text: 'Tổ chức thực hiện' },
			{
				kind: 'table',
				columns: [
					{ title: 'STT', share: 8, align: 'center' },
					{ title: 'Nội dung', share: 60 },
					{ title: 'Người chủ trì', share: 30 },
					{ title: 'Thời hạn', share: 22, align: 'center' },
				],
				rows: [
					['1', 'Rà soát hồ sơ, lập danh mục', 'Nguyễn Văn An', '31/3/2026'],
					['2', 'Báo cáo kết quả', 'Trần Thị Bình', '30/6/2026'],
				],
			},
			{ kind: 'paragraph', text: 'Giao cấp ủy theo dõi, đôn đốc và báo cáo kết quả' },
		],
		signatures: {
			right: party
				? { authority: ['T/M Chi bộ'], office: 'Bí thư', name: 'Lê Minh Châu' }
				: { authority: [], office: 'Giám đốc', name: 'Lê Minh Châu' },
		},
		copies: ['Cấp trên trực tiếp', party ? 'Lưu Chi bộ' : 'Lưu: VT'],
	};
};
