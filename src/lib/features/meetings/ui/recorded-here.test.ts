import { expect, test } from 'vitest';
import type { Letter } from './outbox.svelte.ts';
import { withRecordedHere } from './recorded-here.ts';

const person = (personId: string, presence: 'present' | 'excused' | 'absent' | null = null) => ({
	personId,
	fullName: personId,
	standing: 'official',
	presence,
	reason: '',
});
const item = (id: string, state: 'waiting' | 'current' | 'done') => ({
	id,
	kind: 'other' as const,
	title: id,
	documentId: null,
	assignmentId: null,
	minutes: 10,
	state,
	notes: [],
	assignments: [],
});
const view = {
	people: [person('An'), person('Bình', 'excused'), person('Chi')],
	items: [item('một', 'current'), item('hai', 'waiting'), item('ba', 'waiting')],
	figures: { invited: 3, present: 0, officialPresent: 0, official: 3, quorum: false },
};
const letter = (action: string, fields: Record<string, string> = {}): Letter => ({
	key: `${action}:${Object.values(fields).join()}`,
	action,
	fields,
});

test('attendance noted without a network shows at once, in the order in which it was noted', () => {
	const shown = withRecordedHere(view, [
		letter('du-mat'),
		letter('diem-danh', { personId: 'Chi', presence: 'absent' }),
	]);
	expect(shown.people.map(({ presence }) => presence)).toEqual(['present', 'excused', 'absent']);
	expect(shown.figures).toMatchObject({ present: 1, officialPresent: 1, quorum: false });
});

test('the present item moves with each letter; the one before is done', () => {
	const shown = withRecordedHere(view, [
		letter('den-muc', { agendaItemId: 'hai' }),
		letter('den-muc', { agendaItemId: 'ba' }),
	]);
	expect(shown.items.map(({ state }) => state)).toEqual(['done', 'done', 'current']);
});

test('what the server refused is not shown as recorded', () => {
	expect(withRecordedHere(view, [{ ...letter('du-mat'), refused: 'Cuộc họp đã bế mạc.' }])).toBe(view);
});
