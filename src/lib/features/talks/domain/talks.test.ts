import { expect, test } from 'vitest';
import { talkReviewerFor } from './reviewer.ts';
import { shippedTalkRule, talkRuleOn } from './rules.ts';
import { siteBlocksOf } from './site-blocks.ts';
import { minutesFor, syllablesOf } from './speaking.ts';
import { monthsOf, themeOn } from './themes.ts';

test('the rule of a unit holds from its day on; before that the shipped one', () => {
	const own = { ...shippedTalkRule, minutes: 7, validFrom: '2026-06-01' };
	expect(talkRuleOn([own], '2026-05-31').minutes).toBe(shippedTalkRule.minutes);
	expect(talkRuleOn([own, { ...own, minutes: 8, validFrom: '2027-01-01' }], '2026-12-31').minutes).toBe(7);
});

test('minutes are told from syllables and the pace of the rule', () => {
	expect(syllablesOf('Kính thưa các đồng chí!\n\n> Thí điểm.\n> — Nghị quyết 57')).toBe(10);
	expect([0, 1, 590, 600, 670].map((count) => minutesFor(count, 120))).toEqual([0, 1, 5, 5, 6]);
});

test('nobody reviews the own talk: the secretary’s goes to the deputy, others to who has fewest', () => {
	const committee = [
		{ personId: 'bt', role: 'secretary', talks: 0 },
		{ personId: 'pbt', role: 'deputy', talks: 3 },
		{ personId: 'cu', role: 'committee_member', talks: 1 },
	] as const;
	expect(talkReviewerFor({ personId: 'bt', isSecretary: true }, committee)).toBe('pbt');
	expect(talkReviewerFor({ personId: 'x', isSecretary: false }, committee)).toBe('bt');
	expect(talkReviewerFor({ personId: 'bt', isSecretary: false }, committee)).toBe('cu');
	expect(talkReviewerFor({ personId: 'bt', isSecretary: true }, committee.slice(0, 1))).toBe(null);
});

test('the theme of a day is that of its month before that of its quarter or year', () => {
	const theme = (title: string, fromMonth: number, toMonth: number) => ({
		id: title,
		year: 2027,
		fromMonth,
		toMonth,
		title,
		documentId: null,
	});
	const themes = [theme('năm', 1, 12), theme('quý', 4, 6), theme('tháng', 5, 5)];
	expect(
		['2027-02-01', '2027-04-05', '2027-05-03', '2028-05-01'].map(
			(day) => themeOn(themes, day)?.title ?? null,
		),
	).toEqual(['năm', 'quý', 'tháng', null]);
	expect(['3', 'q2', 'nam', 'q5', '13', 'x'].map(monthsOf)).toEqual([
		{ fromMonth: 3, toMonth: 3 },
		{ fromMonth: 4, toMonth: 6 },
		{ fromMonth: 1, toMonth: 12 },
		null,
		null,
		null,
	]);
});

test('what is published has its quotations with their sources, and names nobody who took the consent back', () => {
	const text =
		'Mở đầu.\n\n> Lời hay.\n> — Chỉ thị 05-CT/TW\n\n> Việc tốt.\n> — Gương “Giúp dân nộp hồ sơ”\n\nKết.';
	expect(siteBlocksOf(text)).toEqual([
		{ kind: 'paragraph', text: 'Mở đầu.' },
		{ kind: 'quotation', text: 'Lời hay.', source: 'Chỉ thị 05-CT/TW' },
		{ kind: 'quotation', text: 'Việc tốt.', source: 'Gương “Giúp dân nộp hồ sơ”' },
		{ kind: 'paragraph', text: 'Kết.' },
	]);
	expect(siteBlocksOf(text, ['Giúp dân nộp hồ sơ']).map(({ text: words }) => words)).toEqual([
		'Mở đầu.',
		'Lời hay.',
		'Kết.',
	]);
});
