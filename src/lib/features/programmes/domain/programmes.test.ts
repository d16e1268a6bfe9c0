import { expect, test } from 'vitest';
import { completionLacks, percentAfterReturn } from './completion.ts';
import { isWebAddress } from './evidence.ts';
import { figuresOf } from './figures.ts';
import { proposedTitle } from './proposed-title.ts';
import { canMove, type taskMoves, taskStates } from './task-states.ts';
import { inOrder, timingOf } from './timing.ts';

const today = '2026-11-24';
const timed = (
	state: Parameters<typeof timingOf>[0]['state'],
	dueOn: string,
	reportedOn: string | null = null,
) => ({ state, dueOn, reportedOn });

test('a completion needs a result and evidence', () => {
	expect(completionLacks({ body: ' ', evidence: 0 })).toEqual(['result', 'evidence']);
	expect(completionLacks({ body: 'Đã xong', evidence: 1 })).toEqual([]);
});

test('after a return the last progress stands, never 100', () => {
	expect(percentAfterReturn([])).toBe(0);
	expect(percentAfterReturn([{ percent: 40 }, { percent: 100 }])).toBe(99);
});

test('a task is late while its owner owes the result; the time of the decision is not the owner’s', () => {
	expect(timingOf(timed('assigned', '2026-11-20'), today)).toEqual({ kind: 'late', days: 4 });
	expect(timingOf(timed('reported', '2026-11-20', '2026-11-20'), today).kind).toBe('handed_in');
	expect(timingOf(timed('accepted', '2026-11-20', '2026-11-19'), today).kind).toBe('on_time');
	expect(timingOf(timed('accepted', '2026-11-20', '2026-11-23'), today)).toEqual({
		kind: 'done_late',
		days: 3,
	});
});

test('figures leave out what was called off', () => {
	const tasks = [
		timed('assigned', '2026-11-20'),
		timed('accepted', '2026-11-20', '2026-11-19'),
		timed('cancelled', '2026-01-01'),
		timed('reported', '2026-12-01', today),
	];
	expect(figuresOf(tasks, today)).toMatchObject({ tasks: 3, done: 1, onTime: 1, waiting: 1, late: 1 });
	expect(inOrder(tasks, today).map(({ state }) => state)).toEqual([
		'assigned',
		'reported',
		'accepted',
		'cancelled',
	]);
});

test('the title that is proposed names the documents', () => {
	expect(proposedTitle([{ typeName: 'Nghị quyết', number: '57-NQ/TW', title: 'về đột phá' }])).toBe(
		'Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW',
	);
});

test('evidence: addresses of the web only, safe names, pictures by their bytes', () => {
	expect(isWebAddress('https://sotttt.gov.vn/tin')).toBe(true);
	expect(isWebAddress('javascript:alert(1)')).toBe(false);
});

test('the moves of a task: owed, reported, decided; what is closed stays closed', () => {
	const from = (move: keyof typeof taskMoves) => taskStates.filter((state) => canMove(state, move));
	expect(from('progress')).toEqual(['assigned', 'in_progress']);
	expect(from('completion')).toEqual(['assigned', 'in_progress']);
	expect(from('accept')).toEqual(['reported']);
	expect(from('return')).toEqual(['reported']);
	expect(from('cancel')).toEqual(['assigned', 'in_progress', 'reported']);
	expect(from('change')).not.toContain('accepted');
});

test('a title proposed for several documents joins them; one without a number is named by its title', () => {
	expect(
		proposedTitle([
			{ typeName: 'Nghị quyết', number: '57-NQ/TW', title: 'a' },
			{ typeName: 'Chỉ thị', number: null, title: 'về kỷ luật, kỷ cương' },
		]),
	).toBe('Chương trình hành động thực hiện Nghị quyết số 57-NQ/TW và Chỉ thị về kỷ luật, kỷ cương');
	expect(proposedTitle([])).toBe('');
});
