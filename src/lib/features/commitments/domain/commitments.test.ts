import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type Checker, canCheck, checkerFor } from './committee.ts';
import {
	type Entry,
	entriesOf,
	fieldsOfEntry,
	isField,
	mergeFields,
	sameFields,
	unfinishedOf,
} from './fields.ts';
import { formOn, shippedForm } from './form.ts';
import { isWritten, outcomes, registrationStates, wholeOutcome } from './states.ts';
import { isBeingChecked, quartersOf, withDue } from './timetable.ts';
import { isVague } from './vague.ts';

const entry = (given: Partial<Entry> = {}): Entry => ({
	key: 'a-0',
	contentId: 'c1',
	fieldId: null,
	act: 'Chuẩn hóa 12 biểu mẫu',
	measure: '12 biểu mẫu được ban hành',
	evidence: 'Quyết định ban hành',
	marks: ['4 mẫu', '8 mẫu', '12 mẫu', ''],
	source: null,
	...given,
});

describe('fields', () => {
	test('an entry is written into fields and read from them, whatever is typed', () => {
		fc.assert(
			fc.property(fc.string(), fc.string(), fc.string(), (act, measure, mark) => {
				const one = entry({
					act: `x${act}`.trim(),
					measure: measure.trim(),
					marks: [mark.trim(), '', '', ''],
					source: { kind: 'task', id: 't1' },
				});
				expect(entriesOf(fieldsOfEntry(one))).toEqual([one]);
			}),
		);
	});
	test('what lacks its act or its content is unfinished, and no entry', () => {
		const begun = { 'e:b-0:measure': '98%' };
		expect(entriesOf(begun)).toEqual([]);
		expect(unfinishedOf(begun)).toHaveLength(1);
		expect(unfinishedOf(fieldsOfEntry(entry()))).toEqual([]);
		// A choice alone is nothing that somebody wrote.
		expect(unfinishedOf({ 'e:b-0:content': 'c1' })).toEqual([]);
	});
	test('a registration has the fields of its form and of entries, and no others', () => {
		expect(isField('part:thought', shippedForm.parts)).toBe(true);
		expect(isField('e:a-0:q4', [])).toBe(true);
		for (const name of ['part:other', 'e:a-0:q5', 'e:A 0:act', 'thought'])
			expect(isField(name, shippedForm.parts)).toBe(false);
	});
	test('two devices that write at one time lose no word; of two choices the own wins', () => {
		const base = { 'e:a:act': 'Một', 'e:a:content': 'c1' };
		const own = { 'e:a:act': 'Một hai', 'e:a:content': 'c2' };
		const other = { 'e:a:act': 'Không Một', 'e:a:content': 'c3', 'part:ethics': 'mới' };
		expect(mergeFields(base, own, other)).toEqual({
			'e:a:act': 'Không Một hai',
			'e:a:content': 'c2',
			'part:ethics': 'mới',
		});
		expect(sameFields({ a: '' }, {})).toBe(true);
	});
});

test('the form of a unit holds from its day on; before it the one that comes with the product', () => {
	const own = { unitId: 'u', validFrom: '2026-02-01', parts: [{ key: 'x', title: 'X', hint: '' }] };
	expect(formOn([own], 'u', '2026-01-31')).toBe(shippedForm);
	expect(formOn([own], 'u', '2026-02-01').parts).toEqual(own.parts);
	expect(formOn([own], 'v', '2026-03-01')).toBe(shippedForm);
	expect(shippedForm.parts).toHaveLength(5);
});

describe('vague entries', () => {
	const say = (act: string, measure = '', evidence = '') => isVague({ act, measure, evidence });
	test.each([
		'Nâng cao tinh thần trách nhiệm trong công việc',
		'Tích cực tham gia phong trào',
		'Cố gắng hơn',
		'Học tập',
	])('%s: a hint', (act) => expect(say(act)).toBe(true));
	test.each([
		'Trả lời phản ánh của người dân trong 3 ngày làm việc',
		'Nâng tỷ lệ hồ sơ đúng hạn lên 98%',
		'Xây dựng bộ hướng dẫn cho người cao tuổi',
		'',
	])('%s: none', (act) => expect(say(act)).toBe(false));
	test('a measure with a figure, or evidence that names a thing, makes up for vague words', () => {
		expect(say('Nâng cao kỷ luật giờ giấc', 'Không quá 1 lần đi muộn mỗi quý')).toBe(false);
		expect(say('Tích cực giúp đỡ đồng nghiệp', '', 'Biên bản hướng dẫn từng buổi')).toBe(false);
	});
});

describe('timetable', () => {
	test('a year has its four quarters, a shorter period those that end in it', () => {
		expect(
			quartersOf('2026-01-05', '2026-12-31').map(({ quarter, dueOn, opensOn }) => [quarter, opensOn, dueOn]),
		).toEqual([
			[1, '2026-03-21', '2026-03-31'],
			[2, '2026-06-20', '2026-06-30'],
			[3, '2026-09-20', '2026-09-30'],
			[4, '2026-12-21', '2026-12-31'],
		]);
		expect(quartersOf('2026-04-15', '2026-10-01').map(({ quarter }) => quarter)).toEqual([2, 3]);
		expect(quartersOf('2026-12-15', '2027-12-15').map(({ quarter, year }) => [quarter, year])).toEqual([
			[4, 2026],
			[1, 2027],
			[2, 2027],
			[3, 2027],
		]);
	});
	test('it is checked from the moment at which it is opened until it is closed, and not of what was begun after it', () => {
		const [first] = quartersOf('2026-01-01', '2026-12-31');
		if (!first) throw new Error('no quarter');
		const moved = withDue(first, '2026-04-05');
		expect(moved.opensOn).toBe('2026-03-26');
		const open = { ...moved, openedAt: new Date(), closedAt: null };
		expect(isBeingChecked({ ...open, openedAt: null })).toBe(false);
		expect(isBeingChecked(open)).toBe(true);
		expect(isBeingChecked(open, '2026-04-05')).toBe(true);
		expect(isBeingChecked(open, '2026-04-06')).toBe(false);
		expect(isBeingChecked({ ...open, closedAt: new Date() })).toBe(false);
	});
});

describe('who checks', () => {
	const committee: Checker[] = [
		{ personId: 's', role: 'secretary', registrations: 0 },
		{ personId: 'd', role: 'deputy', registrations: 5 },
		{ personId: 'm', role: 'committee_member', registrations: 0 },
	];
	test('never oneself; the secretary’s goes to the deputy; else to whoever has fewest, members of the committee first', () => {
		expect(checkerFor({ personId: 'x', isSecretary: false }, committee)).toBe('m');
		expect(checkerFor({ personId: 'm', isSecretary: false }, committee)).toBe('s');
		expect(checkerFor({ personId: 's', isSecretary: true }, committee)).toBe('d');
		expect(checkerFor({ personId: 's', isSecretary: true }, committee.slice(0, 1))).toBeNull();
	});
	test('naming keeps to the same', () => {
		expect(canCheck({ personId: 's', isSecretary: true }, 'm', committee)).toBe(false);
		expect(canCheck({ personId: 's', isSecretary: true }, 'd', committee)).toBe(true);
		expect(
			canCheck(
				{ personId: 's', isSecretary: true },
				'm',
				committee.filter(({ role }) => role !== 'deputy'),
			),
		).toBe(true);
		expect(canCheck({ personId: 'm', isSecretary: false }, 'm', committee)).toBe(false);
		expect(canCheck({ personId: 'x', isSecretary: false }, 'y', committee)).toBe(false);
	});
});

test('a registration is met when all of it is, not met when a piece is not', () => {
	expect(wholeOutcome([])).toBeNull();
	expect(wholeOutcome(['met', 'met'])).toBe('met');
	expect(wholeOutcome(['met', 'partly'])).toBe('partly');
	expect(wholeOutcome(['partly', 'not_met', 'met'])).toBe('not_met');
	expect(outcomes).toHaveLength(3);
	expect(registrationStates.filter(isWritten)).toEqual(['draft', 'returned', 'confirmed']);
});
