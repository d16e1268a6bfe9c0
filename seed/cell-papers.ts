import { numberPaper, setIssuingBody, setTerm } from '#lib/features/papers/commands.server.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

/** Papers of the clerk's own year: the type, what it is about, and how many days ago. */
const papers = [
	{ type: 'official_letter', title: 'cử đồng chí dự lớp bồi dưỡng nghiệp vụ công tác đảng', daysAgo: 320 },
	{ type: 'notice', title: 'lịch sinh hoạt chi bộ sáu tháng đầu năm', daysAgo: 300 },
	{ type: 'report', title: 'sơ kết công tác xây dựng Đảng sáu tháng đầu năm', daysAgo: 150 },
	{ type: 'official_letter', title: 'báo cáo kết quả số hóa hồ sơ đảng viên', daysAgo: 60 },
	{ type: 'notice', title: 'lịch sinh hoạt chi bộ quý IV', daysAgo: 50 },
] as const;

/** How the cell stands in the head of its papers, its term, and the papers that the clerk numbered. */
export const playPapers = async (stage: Stage, clerk: Player): Promise<void> => {
	const { unitId, today } = stage;
	const first = stage.at(clerk, 398, 8);
	await setIssuingBody(first, {
		unitId,
		side: 'party',
		kind: 'cell',
		superior: 'Đảng bộ các cơ quan tỉnh Sông Lam',
		name: 'Chi bộ Sở Thông tin và Truyền thông',
		sign: 'CB',
		place: 'Sông Lam',
		collective: 'Chi bộ',
		head: 'Bí thư',
		deputy: 'Phó Bí thư',
		kept: 'Lưu Chi bộ',
		validFrom: addDays(today, -398),
	});
	await setTerm(first, { unitId, name: 'Nhiệm kỳ 2025 - 2030', startsOn: addDays(today, -399) });
	const secretary = stage.people.find(({ part }) => part.roles.includes('secretary'));
	for (const paper of papers)
		await numberPaper(stage.at(clerk, paper.daysAgo, 10), {
			unitId,
			side: 'party',
			type: paper.type,
			title: paper.title,
			issuedOn: addDays(today, -paper.daysAgo),
			signer: secretary?.name ?? '',
			recipients: 'Đảng ủy các cơ quan tỉnh, các đồng chí đảng viên',
		});
};
