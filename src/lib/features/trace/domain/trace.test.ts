import { describe, expect, test } from 'vitest';
import type { Circulation, TracedSection, TracedTask } from './chain.ts';
import { figuresOf } from './figures.ts';
import { reachOfThread } from './thread.ts';
import { filterRows, traceRows } from './trace.ts';

const today = '2026-11-23';
const published: Circulation = {
	isPublished: true,
	readBy: '2026-11-30',
	assigned: 27,
	opened: 20,
	studied: 18,
};

const section = (over: Partial<TracedSection> = {}): TracedSection => ({
	id: 's1',
	anchor: 'dieu-1',
	kind: 'article',
	label: 'Điều 1',
	heading: 'Công tác chuyên môn',
	depth: 1,
	readers: 18,
	summaries: 0,
	notApplicable: null,
	...over,
});
const task = (over: Partial<TracedTask> = {}): TracedTask => ({
	id: 't1',
	title: 'Số hóa hồ sơ',
	state: 'assigned',
	percent: 0,
	dueOn: '2026-12-15',
	reportedOn: null,
	ownerName: 'Nguyễn Văn An',
	unitName: 'Chi bộ',
	programmeId: 'p1',
	evidence: 0,
	result: null,
	sectionIds: ['s1'],
	...over,
});
const row = (
	over: { section?: Partial<TracedSection>; tasks?: TracedTask[]; circulation?: Partial<Circulation> } = {},
) => {
	const [only] = traceRows(
		[section(over.section)],
		over.tasks ?? [],
		{ ...published, ...over.circulation },
		today,
	);
	if (!only) throw new Error('no row');
	return only;
};
const states = (of: ReturnType<typeof row>): string => of.steps.map((step) => step.state).join(' ');
const gaps = (of: ReturnType<typeof row>): string => of.gaps.map((gap) => gap.key).join(' ');

describe('a row of the trace', () => {
	test('a section that is only being read lacks its summary and its task', () => {
		const it = row();
		expect(states(it)).toBe('under_way gap gap not_yet_due not_yet_due');
		expect(gaps(it)).toBe('unsummarised unassigned');
		expect(it.thread).toEqual(['half', 'none', 'none', 'none', 'none']);
	});

	test('before the document is published that is what is missing, and nothing else is owed', () => {
		const it = row({
			circulation: { isPublished: false, readBy: null, assigned: 0 },
			section: { readers: 0 },
		});
		expect(states(it)).toBe('gap not_yet_due not_yet_due not_yet_due not_yet_due');
		expect(gaps(it)).toBe('unpublished');
		expect(reachOfThread(it.thread)).toBe(0);
	});

	test('past its day a section names how many are behind; one that nobody has read is late', () => {
		const it = row({ circulation: { readBy: '2026-11-18' } });
		expect(it.gaps[0]).toEqual({ step: 'read', key: 'unread', count: 9, days: 5 });
		expect(it.isLate).toBe(false);
		expect(row({ circulation: { readBy: '2026-11-18' }, section: { readers: 0 } }).isLate).toBe(true);
	});

	test('on its last day reading is not late', () => {
		expect(row({ circulation: { readBy: today } }).isLate).toBe(false);
	});

	test('a task given without a summary leaves an open place in the thread', () => {
		expect(row({ tasks: [task()] }).thread).toEqual(['whole', 'skipped', 'half', 'none', 'none']);
	});

	test('an overdue task is late by its worst day and owes evidence', () => {
		const it = row({
			section: { summaries: 1 },
			tasks: [task({ dueOn: '2026-11-18' }), task({ id: 't2', dueOn: '2026-11-22' })],
		});
		expect(states(it)).toBe('under_way done late gap not_yet_due');
		expect(it.gaps).toContainEqual({ step: 'tasks', key: 'overdue', count: 2, days: 5 });
		expect(it.gaps).toContainEqual({ step: 'evidence', key: 'unevidenced', count: 2, days: 0 });
	});

	test('handed in on time and waiting for the decision is not late, and the decision is named', () => {
		const it = row({
			tasks: [
				task({ state: 'reported', dueOn: '2026-11-18', reportedOn: '2026-11-17', evidence: 2, percent: 100 }),
			],
		});
		expect(it.isLate).toBe(false);
		expect(gaps(it)).toBe('unsummarised undecided');
	});

	test('accepted without evidence is not done: evidence, not ticks', () => {
		const it = row({ tasks: [task({ state: 'accepted', percent: 100 })] });
		expect(it.steps[3]?.state).toBe('gap');
		expect(it.steps[4]?.state).toBe('done');
	});

	test('a clause that does not apply, with a reason, is answered: no gap, the thread ends there; work is the stronger answer', () => {
		const over = { notApplicable: { reason: 'Thuộc thẩm quyền tỉnh', programmeId: 'p1' } };
		const it = row({ section: over });
		expect(states(it)).toBe('under_way gap answered answered answered');
		expect(gaps(it)).toBe('unsummarised');
		expect(it.thread).toEqual(['whole', 'skipped', 'whole', 'none', 'none']);
		expect(states(row({ section: over, tasks: [task()] }))).toBe(
			'under_way gap under_way not_yet_due not_yet_due',
		);
	});

	test('a clause in practice has the thread through all of its row', () => {
		const it = row({
			section: { readers: 27, summaries: 2 },
			tasks: [
				task({ state: 'accepted', evidence: 1, reportedOn: '2026-12-01', result: '92 % hồ sơ đúng hạn' }),
			],
		});
		expect(states(it)).toBe('done done done done done');
		expect(it.thread).toEqual(['whole', 'whole', 'whole', 'whole', 'whole']);
		expect(it.gaps).toEqual([]);
	});

	test('more readers than assigned (somebody moved away) never exceed the whole', () => {
		expect(row({ section: { readers: 30 } }).steps[0]).toMatchObject({ have: 27, of: 27, state: 'done' });
	});
});

test('a task of two sections stands in both rows and is counted once', () => {
	const sections = [
		section(),
		section({ id: 's2', anchor: 'dieu-2' }),
		section({ id: 's3', anchor: 'dieu-3' }),
	];
	const tasks = [
		task({ sectionIds: ['s1', 's2'], state: 'accepted', reportedOn: '2026-12-16', evidence: 3 }),
		task({ id: 't2', sectionIds: ['s2'], dueOn: '2026-11-01' }),
	];
	const rows = traceRows(sections, tasks, published, today);
	expect(rows.map((each) => each.tasks.length)).toEqual([1, 2, 0]);
	expect(figuresOf(rows, tasks, published, today)).toMatchObject({
		sections: 3,
		carriedOut: 2,
		tasks: 2,
		tasksDone: 1,
		tasksOnTime: 0,
		tasksLate: 1,
		evidence: 3,
		rowsLate: 1,
		studied: 18,
		assigned: 27,
	});
	expect(filterRows(rows, 'late').map((each) => each.section.id)).toEqual(['s2']);
	expect(filterRows(rows, 'gaps')).toHaveLength(3);
	expect(filterRows(rows, 'all')).toHaveLength(3);
});
