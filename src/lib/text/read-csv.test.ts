import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readCsv } from './read-csv.ts';
import { csvOf } from './sheet.ts';

test('commas, semicolons and tabs part the cells; quotes hold them together', () => {
	expect(readCsv('Họ và tên;Đơn vị\r\n"Trần; Văn An";"Chi bộ ""Một"""\n')).toEqual([
		['Họ và tên', 'Đơn vị'],
		['Trần; Văn An', 'Chi bộ "Một"'],
	]);
	expect(readCsv('a\tb\nc\td')).toEqual([
		['a', 'b'],
		['c', 'd'],
	]);
});

test('what the product writes as CSV it reads again', () => {
	const words = fc.string({ unit: fc.constantFrom('a', 'ễ', '"', ',', '\n', ' '), maxLength: 8 });
	fc.assert(
		fc.property(
			fc.array(fc.array(words, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 5 }),
			(rows) => {
				expect(readCsv(csvOf(rows))).toEqual(rows);
			},
		),
	);
});
