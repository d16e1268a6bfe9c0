import { expect, test } from 'vitest';
import { type ReportedPerson, reportBlocks, roundReport } from './report.ts';

const person = (name: string, given: Partial<ReportedPerson> = {}): ReportedPerson => ({
	name,
	homeUnitId: 'a',
	homeUnitName: 'Chi bộ Văn phòng',
	isRequired: true,
	presences: ['present'],
	madeUp: false,
	studied: 1,
	documents: 1,
	paper: 'none',
	excusedReason: null,
	awayReasons: [],
	makeUp: null,
	...given,
});
const given = {
	title: 'Học tập, quán triệt Nghị quyết số 57-NQ/TW',
	unitName: 'Đảng bộ Sở',
	startsOn: '2026-11-02',
	endsOn: '2026-11-20',
	documents: ['Nghị quyết số 57-NQ/TW, ngày 22/12/2024 của Bộ Chính trị'],
	sessions: [{ day: '2026-11-02', time: '08:00', place: 'Hội trường', speaker: 'Báo cáo viên' }],
	wantsPaper: false,
	proposals: [],
	assessment: '',
};
const lines = (report: ReturnType<typeof roundReport>): string[] =>
	reportBlocks(report).map((block) => ('text' in block ? block.text : JSON.stringify(block.rows)));

test('says in each unit how many came how far, with the whole below where there are several', () => {
	const report = roundReport({ ...given, wantsPaper: true }, [
		person('An', { paper: 'accepted' }),
		person('Bình', { paper: 'handed_in' }),
		person('Chi', { homeUnitId: 'b', homeUnitName: 'Chi bộ Thanh tra', studied: 0, presences: ['absent'] }),
	]);
	expect(lines(report)).toContain(
		JSON.stringify([
			['Chi bộ Văn phòng', '2', '2/2', '2/2', '2/2', '1/2'],
			['Chi bộ Thanh tra', '1', '0/1', '0/1', '0/1', '0/1'],
			['Tổng cộng', '3', '2/3', '2/3', '2/3', '1/3'],
		]),
	);
	expect(lines(roundReport(given, [person('An')]))).toContain(
		JSON.stringify([['Chi bộ Văn phòng', '1', '1/1', '1/1']]),
	);
});

test('names who was away, why, and how it was made up; who was excused is told with the reason', () => {
	const words = lines(
		roundReport(given, [
			person('Trần Văn An', {
				presences: ['excused'],
				awayReasons: ['Đi công tác'],
				madeUp: true,
				makeUp: { way: 'recording', doneOn: '2026-11-09' },
			}),
			person('Lê Thị Bình', { presences: ['absent'] }),
			person('Đỗ Văn Chi', { isRequired: false, excusedReason: 'Nghỉ thai sản' }),
		]),
	);
	expect(words).toContain(
		'Trần Văn An: vắng có lý do (đi công tác); đã học bù ngày 09/11/2026 (xem bản ghi)',
	);
	expect(words).toContain('Lê Thị Bình: vắng; chưa học bù');
	expect(words).toContain('Đỗ Văn Chi: được miễn tham gia (nghỉ thai sản)');
	expect(words).toContain('Có 2 người phải tham gia, 1 người được miễn.');
	expect(lines(roundReport(given, [person('An')]))).toContain('Không có người vắng.');
});

test('proposals and the assessment have a part of their own, where there are any', () => {
	const words = lines(
		roundReport(
			{ ...given, proposals: ['Trang bị máy quét.'], assessment: 'Cơ bản đạt yêu cầu.\n- Còn chậm nộp bài.' },
			[person('An')],
		),
	);
	expect(words.slice(-5)).toEqual([
		'Đề xuất, kiến nghị qua đợt học tập',
		'Trang bị máy quét.',
		'Đánh giá chung',
		'Cơ bản đạt yêu cầu.',
		'Còn chậm nộp bài.',
	]);
	expect(lines(roundReport(given, [person('An')]))).not.toContain('Đánh giá chung');
});
