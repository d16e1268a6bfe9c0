import { expect, test } from 'vitest';
import { monthBefore, resolutionBlocks, textOf } from './compose.ts';
import { resultsDraft, taskFigures } from './figures.ts';
import { standingOf } from './states.ts';
import { clausesOfTasks } from './tie-clauses.ts';

const words = {
	kind: 'monthly' as const,
	unitName: 'Chi bộ Văn phòng',
	forMonth: '2026-11-01',
	meeting: { title: 'Sinh hoạt tháng 11', day: '2026-11-02' },
	carriesOut: ['Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương'],
	results: '- Có 2 nhiệm vụ đến hạn trong tháng: 2 hoàn thành đúng hạn (100%).',
	direction: '',
	implementation: '- Chi ủy theo dõi, đôn đốc.',
	tasks: [
		{
			title: 'Rà soát hồ sơ.',
			owner: 'Lê Văn An',
			dueOn: '2026-11-20',
			result: 'Danh mục hồ sơ',
			carriesOut: null,
		},
	],
	vote: { yes: 25, entitled: 27 },
};

test('a monthly resolution says results, tasks with names and days, how it is carried out, and the vote', () => {
	expect(textOf('Lãnh đạo nhiệm vụ', resolutionBlocks(words)).split('\n')).toEqual([
		'Lãnh đạo nhiệm vụ',
		'Thực hiện Nghị quyết số 18-NQ/TW, ngày 25/10/2017 của Ban Chấp hành Trung ương; tại cuộc họp ngày 02/11/2026, sau khi nghe báo cáo và thảo luận, Chi bộ Văn phòng quyết nghị:',
		'Kết quả thực hiện nghị quyết tháng 10 năm 2026',
		'Có 2 nhiệm vụ đến hạn trong tháng: 2 hoàn thành đúng hạn (100%).',
		'Nhiệm vụ trọng tâm tháng 11 năm 2026',
		'Rà soát hồ sơ. Đồng chí Lê Văn An chủ trì, hoàn thành trước ngày 20/11/2026. Kết quả: danh mục hồ sơ.',
		'Tổ chức thực hiện',
		'Chi ủy theo dõi, đôn đốc.',
		'Nghị quyết được 25/27 đảng viên chính thức của chi bộ tán thành',
	]);
});

test('a part of which nothing is written is left out, and a thematic one has its own headings', () => {
	const blocks = resolutionBlocks({ ...words, kind: 'thematic', forMonth: null, results: '', vote: null });
	expect(blocks.filter(({ kind }) => kind === 'heading').map(({ text }) => text)).toEqual([
		'Mục tiêu, nhiệm vụ và giải pháp',
		'Tổ chức thực hiện',
	]);
});

test('the month before January is December', () => {
	expect(monthBefore('2027-01-01')).toBe('2026-12-01');
	expect(monthBefore('2026-11-01')).toBe('2026-10-01');
});

const task = (state: string, reportedOn: string | null, percent = 0) => ({
	id: 'x',
	title: 'Số hóa hồ sơ',
	ownerName: 'Lê Văn An',
	dueOn: '2026-10-20',
	state,
	percent,
	reportedOn,
});

test('the draft of the results counts what was due and names what is still owed', () => {
	const tasks = [
		task('accepted', '2026-10-18'),
		task('accepted', '2026-10-25'),
		task('in_progress', null, 60),
	];
	expect(taskFigures(tasks)).toEqual({ due: 3, onTime: 1, late: 1, waiting: 0, open: 1 });
	const text = resultsDraft({
		from: '2026-10-01',
		to: '2026-10-31',
		tasks,
		reading: { documents: 4, assigned: 80, studied: 60 },
		meetings: { meetings: 1, present: 25, asked: 27 },
	});
	expect(text.split('\n')).toEqual([
		'- Có 3 nhiệm vụ đến hạn trong tháng: 1 hoàn thành đúng hạn (33,3%), 1 hoàn thành chậm, 1 chưa hoàn thành.',
		'- Chưa hoàn thành: Số hóa hồ sơ (đồng chí Lê Văn An, hạn 20/10, đạt 60%).',
		'- Phổ biến 4 văn bản; 60/80 lượt cán bộ, đảng viên đã nghiên cứu xong (75%).',
		'- Tổ chức 1 buổi sinh hoạt; tỷ lệ dự họp 92,6%.',
	]);
});

test('tasks find their clauses in the order of the text, also when two begin alike', () => {
	const clauses = ['Kết quả', 'Rà soát hồ sơ. Đồng chí A', 'Rà soát hồ sơ. Đồng chí B', 'Tổ chức'].map(
		(text) => ({
			words: text,
		}),
	);
	const tasks = ['Rà soát hồ sơ.', 'Rà soát  hồ sơ', 'Không có'].map((title) => ({ title }));
	expect(clausesOfTasks(tasks, clauses)).toEqual([1, 2, null]);
});

test('a resolution that was put is carried or lost when its vote is over', () => {
	expect(standingOf('put', { state: 'open', isCarried: false })).toBe('put');
	expect(standingOf('put', { state: 'closed', isCarried: true })).toBe('carried');
	expect(standingOf('put', { state: 'closed', isCarried: false })).toBe('lost');
	expect(standingOf('draft', null)).toBe('draft');
});
