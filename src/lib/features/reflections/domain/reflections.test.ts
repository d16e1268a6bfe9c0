import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
	actsOf,
	fieldOf,
	isField,
	linesOf,
	mergeFields,
	proposalsOf,
	sameFields,
	stretchesOf,
	wholeText,
} from './fields.ts';
import { formOn, shippedForm } from './form.ts';
import { reviewerFor } from './reviewer.ts';
import { segmentsOf } from './segments.ts';
import { daysLate } from './states.ts';

describe('what stands in a paper', () => {
	const fields = {
		core: 'Điểm mới là giao chỉ tiêu cho từng người.',
		'act:m2-1': 'Chuẩn hóa 12 biểu mẫu',
		'by:m2-1': '2026-12-31',
		'act:m1-0': ' Lập danh sách hồ sơ ',
		'act:m3-0': '',
		'by:m3-0': '2026-12-01',
		'propose:m1-0': 'Mở lớp tập huấn ký số',
	};

	test('things to do and proposals come in the order in which they were put in; an empty line is none', () => {
		expect(actsOf(fields)).toEqual([
			{ key: 'm1-0', what: 'Lập danh sách hồ sơ', by: '' },
			{ key: 'm2-1', what: 'Chuẩn hóa 12 biểu mẫu', by: '2026-12-31' },
		]);
		expect(proposalsOf(fields)).toEqual([{ key: 'm1-0', text: 'Mở lớp tập huấn ký số' }]);
	});

	test('only fields of the form are taken', () => {
		expect(isField('core', shippedForm.parts)).toBe(true);
		expect(isField('act:m1-0', shippedForm.parts)).toBe(true);
		expect(isField('__proto__', shippedForm.parts)).toBe(false);
		expect(isField('act:../x', shippedForm.parts)).toBe(false);
	});

	test('the whole text says where each part stands', () => {
		const { text, placed } = wholeText(stretchesOf(fields, shippedForm.parts));
		expect(placed.map(({ name }) => name)).toEqual(['core', 'act:m1-0', 'act:m2-1', 'propose:m1-0']);
		for (const stretch of placed) expect(text.slice(stretch.start, stretch.end)).toBe(stretch.text);
	});

	test('a line that quotes is one without its sign, and begins after it', () => {
		expect(linesOf('a\n> b\n>c')).toEqual([
			{ isQuote: false, text: 'a', start: 0 },
			{ isQuote: true, text: 'b', start: 4 },
			{ isQuote: true, text: 'c', start: 7 },
		]);
	});
});

describe('two devices', () => {
	test('what each wrote is there; of two days the own change wins', () => {
		const base = { core: 'Một hai ba.', 'act:a': 'Việc một', 'by:a': '2026-12-01' };
		const own = {
			core: 'Một hai ba. Bốn.',
			'act:a': 'Việc một',
			'by:a': '2026-12-15',
			'propose:p': 'Của máy này',
		};
		const other = {
			core: 'Không. Một hai ba.',
			'act:a': 'Việc một, rõ hơn',
			'by:a': '2026-12-20',
			'act:b': 'Việc hai',
		};
		expect(mergeFields(base, own, other)).toEqual({
			core: 'Không. Một hai ba. Bốn.',
			'act:a': 'Việc một, rõ hơn',
			'by:a': '2026-12-15',
			'act:b': 'Việc hai',
			'propose:p': 'Của máy này',
		});
	});

	const word = fc.constantFrom('đảng', 'viên', 'học', 'tập', 'nghị', 'quyết', 'làm', 'theo');
	const text = fc.array(word, { maxLength: 12 }).map((words) => words.join(' '));
	const fields = fc.dictionary(fc.constantFrom('core', 'self', 'act:a', 'propose:b'), text);

	test('no word that either wrote is missing', () => {
		fc.assert(
			fc.property(fields, fields, fields, (base, own, other) => {
				const merged = mergeFields(base, own, other);
				for (const side of [own, other])
					for (const [name, written] of Object.entries(side)) {
						// What stood in the base may have been taken out by the other.
						const known = new Set((base[name] ?? '').split(' '));
						for (const one of written.split(' ').filter((found) => found !== '' && !known.has(found)))
							expect(` ${(merged[name] ?? '').replace(/\s+/g, ' ')} `).toContain(` ${one} `);
					}
			}),
			{ seed: 20261129, numRuns: 300 },
		);
	});

	test('merging with what is the same already changes nothing', () => {
		fc.assert(
			fc.property(fields, fields, (base, own) => {
				expect(sameFields(mergeFields(base, own, own), own)).toBe(true);
				expect(sameFields(mergeFields(base, own, base), own)).toBe(true);
			}),
			{ seed: 20261129, numRuns: 200 },
		);
	});
});

test('pieces of a marked text make the text again, each with its marks', () => {
	const text = 'một hai ba bốn';
	expect(
		segmentsOf(text, [
			{ range: [4, 10], mark: 'a' },
			{ range: [8, 99], mark: 'b' },
		]),
	).toEqual([
		{ text: 'một ', start: 0, marks: [] },
		{ text: 'hai ', start: 4, marks: ['a'] },
		{ text: 'ba', start: 8, marks: ['a', 'b'] },
		{ text: ' bốn', start: 10, marks: ['b'] },
	]);
	expect(segmentsOf('', [])).toEqual([]);
});

test('the form of the day is the latest that was set up to then', () => {
	const form = (validFrom: string, title: string) => ({
		unitId: 'cell',
		validFrom,
		parts: [{ key: 'core', title, hint: '' }],
		levels: ['Tốt', 'Đạt'],
	});
	const forms = [
		form('2026-01-01', 'A'),
		form('2026-06-01', 'B'),
		{ ...form('2026-03-01', 'C'), unitId: 'other' },
	];
	expect(formOn(forms, 'cell', '2025-12-31')).toBe(shippedForm);
	expect(formOn(forms, 'cell', '2026-05-31').parts[0]?.title).toBe('A');
	expect(formOn(forms, 'cell', '2026-06-01').parts[0]?.title).toBe('B');
});

test('nobody reviews the own paper, the secretary’s goes to the deputy, the others to who has fewest', () => {
	const committee = [
		{ personId: 's', role: 'secretary', papers: 0 },
		{ personId: 'd', role: 'deputy', papers: 5 },
		{ personId: 'm', role: 'committee_member', papers: 2 },
	] as const;
	expect(reviewerFor({ personId: 's', isSecretary: true }, committee)).toBe('d');
	expect(reviewerFor({ personId: 'd', isSecretary: false }, committee)).toBe('s');
	expect(reviewerFor({ personId: 'x', isSecretary: false }, committee)).toBe('s');
	expect(
		reviewerFor(
			{ personId: 'x', isSecretary: false },
			committee.map((one) => ({ ...one, papers: 2 })),
		),
	).toBe('m');
	expect(reviewerFor({ personId: 's', isSecretary: true }, committee.slice(0, 1))).toBeNull();
});

test('a paper is late by whole days after its last day', () => {
	expect(daysLate('2026-12-07', '2026-12-07')).toBe(0);
	expect(daysLate('2026-12-07', '2026-12-10')).toBe(3);
	expect(fieldOf.by('a')).toBe('by:a');
});
