import { describe, expect, test } from 'vitest';
import { notOnAgenda, proposedAgenda } from './agenda.ts';
import { canMove } from './meeting-states.ts';
import { minutesText } from './minutes.ts';
import { isCalledLate, leastMinutes, rulesOn } from './rules.ts';
import { countProblem, hasQuorum, isCarried } from './vote.ts';
import { dutiesOfYear, endangered, type HeldMeeting } from './year.ts';

describe('the rules of meetings', () => {
	test('hold from a day on; what a unit was given stands before them', () => {
		expect(leastMinutes('regular', rulesOn('2026-11-01'))).toBe(90);
		expect(leastMinutes('combined', rulesOn('2026-11-01'))).toBe(120);
		expect(leastMinutes('committee', rulesOn('2026-11-01'))).toBeNull();
		expect(rulesOn('2025-10-27')?.source).toContain('12-HD/BTCTW');
		expect(rulesOn('2025-10-28')?.source).toContain('42-HD/BTCTW');
		expect(rulesOn('2010-01-01')).toBeNull();
		const own = {
			validFrom: '2026-06-01',
			minutesRegular: 60,
			minutesCombined: 90,
			noticeDays: 1,
			source: 'Công văn',
		};
		expect(leastMinutes('regular', rulesOn('2026-05-31', [own]))).toBe(90);
		expect(leastMinutes('regular', rulesOn('2026-06-01', [own]))).toBe(60);
	});
});

describe('the duties of a year', () => {
	const meeting = (kind: HeldMeeting['kind'], day: string, state = 'closed'): HeldMeeting => ({
		id: day,
		kind,
		day,
		state,
	});
	test('a regular meeting each month, a thematic one each quarter; a sitting that is both counts for both', () => {
		const { months, quarters } = dutiesOfYear(
			2026,
			[
				meeting('regular', '2026-01-31'),
				meeting('combined', '2026-02-01'),
				meeting('regular', '2026-04-05', 'cancelled'),
				meeting('regular', '2026-05-20', 'called'),
				meeting('committee', '2026-03-02'),
			],
			'2026-05-10',
		);
		expect(months.map(({ state }) => state)).toEqual([
			'held',
			'held',
			'missed',
			'missed',
			'planned',
			'ahead',
			'ahead',
			'ahead',
			'ahead',
			'ahead',
			'ahead',
			'ahead',
		]);
		expect(quarters.map(({ state }) => state)).toEqual(['held', 'missing', 'ahead', 'ahead']);
	});
	test('warn before one is missed, while it can still be called', () => {
		const near = (today: string) => endangered(dutiesOfYear(2026, [], today), today).map(({ kind }) => kind);
		expect(near('2026-06-10')).toEqual([]);
		expect(near('2026-06-20')).toEqual(['regular', 'thematic']);
		expect(near('2026-07-25')).toEqual(['regular']);
	});
	test('months of all lengths end on their last day', () => {
		expect(dutiesOfYear(2028, [], '2028-01-01').months.map(({ to }) => to.slice(8))).toEqual([
			'31',
			'29',
			'31',
			'30',
			'31',
			'30',
			'31',
			'31',
			'30',
			'31',
			'30',
			'31',
		]);
	});
});

describe('a vote', () => {
	test('is carried by more than half of all official members; admission and expulsion by two thirds', () => {
		expect(isCarried(13, 26, 'half')).toBe(false);
		expect(isCarried(14, 26, 'half')).toBe(true);
		expect(isCarried(17, 26, 'two_thirds')).toBe(false);
		expect(isCarried(18, 26, 'two_thirds')).toBe(true);
		expect(isCarried(18, 27, 'two_thirds')).toBe(true);
	});
	test('has no more hands than people', () => {
		expect(countProblem({ yes: 10, no: 2, abstain: 1 }, 13)).toBeNull();
		expect(countProblem({ yes: 10, no: 3, abstain: 1 }, 13)).toBe('issue_more_votes_than_present');
		expect(hasQuorum(13, 26)).toBe(false);
		expect(hasQuorum(14, 26)).toBe(true);
	});
});

test('a meeting is planned, called, open, closed; nothing is changed after it', () => {
	expect(canMove('planned', 'open')).toBe(true);
	expect(canMove('open', 'call')).toBe(false);
	expect(canMove('closed', 'run')).toBe(false);
	expect(canMove('closed', 'minutes')).toBe(true);
	expect(canMove('cancelled', 'open')).toBe(false);
});

test('an agenda fills itself with what waits, in the order of the guidance', () => {
	const words = {
		news: 'Thời sự',
		results: 'Kết quả',
		tasks: 'Nhiệm vụ',
		discussion: 'Thảo luận',
		resolution: 'Nghị quyết',
		thematicResolution: 'Nghị quyết chuyên đề',
		review: 'Đánh giá',
		document: (name: string) => `Quán triệt ${name}`,
		summary: (person: string, name: string) => `${person} trình bày ${name}`,
		late: (count: number) => `${count} việc quá hạn`,
		proposals: (count: number) => `${count} đề xuất`,
	};
	const documents = Array.from({ length: 7 }, (_, index) => ({ id: `d${index}`, name: `NQ ${index}` }));
	const summaries = [{ id: 's0', documentId: 'd9', name: 'NQ 9', person: 'An' }];
	const waiting = { documents, summaries, proposals: 2, lateTasks: 3, openTasks: 9 };
	const agenda = proposedAgenda('regular', waiting, words);
	expect(agenda.map(({ kind }) => kind)).toEqual([
		'news',
		'document',
		'document',
		'document',
		'document',
		'document',
		'summary',
		'results',
		'tasks',
		'tasks',
		'proposal',
		'resolution',
	]);
	expect(agenda[6]).toMatchObject({ title: 'An trình bày NQ 9', documentId: 'd9', assignmentId: 's0' });
	expect(agenda[8]?.title).toBe('3 việc quá hạn');
	expect(agenda[10]?.title).toBe('2 đề xuất');
	expect(
		proposedAgenda('committee', { ...waiting, proposals: 0 }, words).map(({ kind }) => kind),
	).not.toContain('proposal');
	expect(proposedAgenda('flag', { ...waiting, documents: [] }, words)).toEqual([]);
	const thematic = proposedAgenda('thematic', waiting, words);
	expect(thematic.at(-1)).toMatchObject({ kind: 'resolution', title: 'Nghị quyết chuyên đề' });
	expect(notOnAgenda(agenda, agenda.slice(0, 3))).toEqual(agenda.slice(3));
	expect(notOnAgenda(agenda, [{ title: agenda[6]?.title ?? '', assignmentId: null }])).toHaveLength(
		agenda.length,
	);
});

test('minutes write themselves from what was recorded', () => {
	const text = minutesText({
		unitName: 'Chi bộ Sở Nội vụ',
		title: 'Sinh hoạt chi bộ thường kỳ tháng 11',
		place: 'Phòng họp tầng 2',
		day: '2026-11-27',
		from: '08:00',
		to: '09:40',
		chair: 'Nguyễn Trần Phương Khánh',
		taker: 'Trương Thị Mỹ Hạnh',
		attendance: {
			official: 25,
			probationary: 2,
			others: 0,
			present: 25,
			excused: [{ name: 'Lê Văn Tám', reason: 'đi công tác' }],
			absent: ['Phạm Thị Hoa'],
		},
		items: [
			{
				title: 'Dự thảo nghị quyết tháng 12',
				notes: ['Đồng chí Hạnh trình bày dự thảo.'],
				assignments: [{ title: 'Số hóa hồ sơ năm 2025.', person: 'Lê Hoàng Đức Anh', dueOn: '2026-12-20' }],
				ballots: [
					{
						question: 'Thông qua nghị quyết tháng 12',
						method: 'hand',
						yes: 24,
						no: 0,
						abstain: 0,
						entitled: 25,
						carried: true,
					},
				],
				summaries: [{ document: 'Chỉ thị 01-CT/TW', person: 'Trương Thị Mỹ Hạnh', dueOn: '2026-12-04' }],
			},
		],
		summaries: [],
		conclusion: 'Giao chi ủy hoàn thiện.',
	});
	expect(text).toContain('- Tổng số: 27 (25 đảng viên chính thức, 2 đảng viên dự bị).');
	expect(text).toContain('- Vắng có lý do: 1: Lê Văn Tám (đi công tác).');
	expect(text).toContain(
		'- Phân công đồng chí Lê Hoàng Đức Anh: Số hóa hồ sơ năm 2025; hoàn thành trước ngày 20/12/2026.',
	);
	expect(text).toContain(
		'Tán thành 24, không tán thành 0, ý kiến khác 0, trên tổng số 25 đảng viên chính thức. Được thông qua.',
	);
	expect(text).toContain(
		'- Phân công đồng chí Trương Thị Mỹ Hạnh tóm lược Chỉ thị 01-CT/TW, hạn 04/12/2026.',
	);
	expect(text.indexOf('I- THÀNH PHẦN')).toBeLessThan(text.indexOf('III- KẾT LUẬN'));
});

test('a meeting that is called with less notice than the rules ask for is called late', () => {
	const rules = rulesOn('2026-11-27');
	expect(isCalledLate('2026-11-27', '2026-11-26', rules)).toBe(false);
	expect(isCalledLate('2026-11-27', '2026-11-27', rules)).toBe(true);
	expect(isCalledLate('2020-11-27', '2020-11-27', rulesOn('2020-11-27'))).toBe(false);
});
