import { expect, test } from 'vitest';
import { causeOf, placeName, repointed } from './links.ts';
import { askedIn, mayBeAsked } from './round.ts';
import { exemptionLine, readExemptions, ruleOn, shippedRule } from './rules.ts';

const words = { introduced: 'có giới thiệu', notIntroduced: 'không giới thiệu' };

test('a round asks of who was introduced, leaves out who is exempt, and says who has no place yet', () => {
	const link = { id: 'l', exemptName: '', isExempt: false, hasPlace: true };
	expect(
		askedIn([
			{ personId: 'at home', link },
			{ personId: 'in barracks', link: { ...link, isExempt: true } },
			{ personId: 'secret', link: { ...link, isExempt: true, hasPlace: false } },
			{ personId: 'new here', link: null },
		]),
	).toEqual({ waiting: ['at home'], exempt: ['in barracks', 'secret'], unknown: ['new here'] });
	expect(mayBeAsked({ state: 'exempt', cell: 'Chi bộ 5' })).toBe(true);
	expect(mayBeAsked({ state: 'exempt', cell: '' })).toBe(false);
	expect(mayBeAsked({ state: 'waiting', cell: 'Chi bộ 5' })).toBe(false);
});

test('a merged residential cell ends what began before, and puts right what began on the day or later', () => {
	expect(
		repointed(
			[
				{ id: 'old', validFrom: '2020-01-01' },
				{ id: 'same day', validFrom: '2025-07-01' },
				{ id: 'later', validFrom: '2025-08-01' },
			],
			'2025-07-01',
		),
	).toEqual({ ended: ['old'], moved: ['same day', 'later'] });
});

test('who settles gets a letter: the first, or one after moving; none who is not introduced', () => {
	expect(causeOf({ isIntroduced: true, before: null })).toBe('new');
	expect(causeOf({ isIntroduced: true, before: { placeId: 'p' } })).toBe('moved');
	expect(causeOf({ isIntroduced: true, before: { placeId: null } })).toBe('new');
	expect(causeOf({ isIntroduced: false, before: { placeId: 'p' } })).toBe(null);
	expect(placeName({ cell: 'Chi bộ 5', commune: 'Đảng ủy phường' })).toBe('Chi bộ 5, Đảng ủy phường');
});

test('the rule of a unit holds from its day on; before it the shipped one', () => {
	const own = { ...shippedRule, linkDays: 10, unitId: 'u', validFrom: '2026-01-01' };
	expect(ruleOn([own], 'u', '2025-12-31').linkDays).toBe(30);
	expect(ruleOn([own], 'u', '2026-01-01').linkDays).toBe(10);
	expect(ruleOn([own], 'other', '2026-06-01').linkDays).toBe(30);
});

test('kinds of exemption are written in lines and read again', () => {
	const text = shippedRule.exemptions.map((one) => exemptionLine(one, words)).join('\n');
	expect(readExemptions(text, shippedRule.exemptions, words)).toEqual({ exemptions: shippedRule.exemptions });
	expect(readExemptions('Loại mới | Có giới thiệu |', [], words)).toEqual({
		exemptions: [{ key: 'own_1', name: 'Loại mới', introduced: true, reasons: [] }],
	});
	expect(readExemptions('\nChỉ có tên', [], words)).toEqual({ line: 2 });
	expect(readExemptions('A | có giới thiệu\nA | sai', [], words)).toEqual({ line: 2 });
});
