import fc from 'fast-check';
import { expect, test } from 'vitest';
import { changesOf, keptText, withChanges } from './typed-changes.ts';

const long =
	'Điều tôi tâm đắc nhất là mỗi công chức phải tự đặt ra một chỉ tiêu cho chính phần việc mình giữ.';
const letters = fc.constantFrom('a', 'ă', 'ấ', '😀', '👍🏽', ' ', '\n', 'đ', 'Ư', 'é', '́');
const text = fc.string({ unit: letters, maxLength: 120 }).map(keptText);
const fields = fc
	.dictionary(fc.constantFrom('core', 'self', 'act:a-0'), text, { maxKeys: 3 })
	.map((all) => Object.fromEntries(Object.entries(all).filter(([, words]) => words !== '')));

test('of a long text only the stretch that was typed is told', () => {
	expect(changesOf({ core: long, self: 'x' }, { core: long.replace('phải', 'cần phải') })).toEqual({
		core: [39, 0, 'cần ', 96],
		self: '',
	});
});

test('what is told makes the one text of the other, whatever was typed, and nothing is told of what stays', () => {
	fc.assert(
		fc.property(fields, fields, (was, now) => {
			const changes = changesOf(was, now);
			expect(withChanges(was, changes)).toEqual(now);
			expect(Object.keys(changesOf(now, now))).toEqual([]);
		}),
	);
});

test('a stretch that was typed on another text is not put in', () => {
	const changes = changesOf({ core: long }, { core: `${long} Tôi sẽ làm.` });
	expect(withChanges({ core: long.slice(1) }, changes)).toBeNull();
});

test('halves of letters and signs that no database keeps are taken out of a text', () => {
	expect(keptText('a\ud83db\0c\r\nd')).toBe('a\ufffdbc\nd');
});
