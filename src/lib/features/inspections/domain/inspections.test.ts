import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindRule, mostOf, rulesOn } from './rules.ts';
import { type Drawable, drawSample, sharesOf } from './sample.ts';
import { countFindings, isPersonal, recordKinds } from './states.ts';

const records: Drawable[] = Array.from({ length: 30 }, (_, nth) => ({
	id: `ban-ghi-${nth}`,
	stratum: nth < 20 ? 'Chương trình A' : nth < 29 ? 'Chương trình B' : 'Việc thường xuyên',
}));

test('with the same seed the same records are drawn, in whatever order they come', () => {
	const drawn = drawSample(records, '2026-11-23', 6);
	expect(drawn).toHaveLength(6);
	expect(drawSample([...records].reverse(), '2026-11-23', 6)).toEqual(drawn);
	expect(drawSample(records, 'hạt khác', 6)).not.toEqual(drawn);
});

test('a sample that was recorded once is drawn again as it was', () => {
	expect(drawSample(records, 'ghi lại', 4)).toMatchInlineSnapshot(`
		[
		  "ban-ghi-25",
		  "ban-ghi-15",
		  "ban-ghi-19",
		  "ban-ghi-29",
		]
	`);
});

test('each group gives in proportion to its size, and no group is left out', () => {
	const sizes = new Map([
		['A', 20],
		['B', 9],
		['C', 1],
	]);
	expect([...sharesOf(sizes, 6)]).toEqual([
		['A', 4],
		['B', 1],
		['C', 1],
	]);
	expect([...sharesOf(sizes, 2).values()].reduce((sum, share) => sum + share, 0)).toBe(2);
	expect([...sharesOf(sizes, 99).values()]).toEqual([20, 9, 1]);
});

test('whatever there is and however many are wanted: so many are drawn, each once, each of what there is', () => {
	fc.assert(
		fc.property(
			fc.uniqueArray(fc.record({ id: fc.uuid(), stratum: fc.constantFrom('a', 'b', 'c', 'd') }), {
				selector: ({ id }) => id,
				maxLength: 60,
			}),
			fc.string(),
			fc.nat(80),
			(all, seed, wanted) => {
				const drawn = drawSample(all, seed, wanted);
				expect(drawn).toHaveLength(Math.min(wanted, all.length));
				expect(new Set(drawn).size).toBe(drawn.length);
				for (const id of drawn) expect(all.some((one) => one.id === id)).toBe(true);
			},
		),
		{ seed: 2017 },
	);
});

test('over many seeds every record has about the same chance', () => {
	const times = new Map<string, number>();
	for (let seed = 0; seed < 3_000; seed++)
		for (const id of drawSample(records.slice(0, 20), String(seed), 5))
			times.set(id, (times.get(id) ?? 0) + 1);
	for (const count of times.values()) expect(Math.abs(count - 750)).toBeLessThan(120);
});

test('the rules know every kind; papers of people come by lot and never all of them', () => {
	const rules = rulesOn('2026-11-23');
	for (const kind of recordKinds) expect(kindRule(rules, kind)).not.toBeNull();
	const papers = kindRule(rules, 'study_paper');
	expect(papers?.ways).toEqual(['drawn']);
	expect(papers && mostOf(papers, 27)).toBe(13);
	expect(papers && mostOf(papers, 1)).toBe(1);
	expect(papers && mostOf(papers, 0)).toBe(0);
	for (const kind of recordKinds.filter(isPersonal))
		expect(kindRule(rules, kind)?.ways).not.toContain('chosen');
});

test('a later rule holds from its day on, and changes nothing before it', () => {
	const first = rulesOn('2026-01-01');
	const later = { ...first, validFrom: '2027-01-01', answerDays: 15 };
	expect(rulesOn('2026-12-31', [later, first]).answerDays).toBe(10);
	expect(rulesOn('2027-01-01', [later, first]).answerDays).toBe(15);
	expect(rulesOn('2020-01-01', [later, first])).toBe(first);
});

test('findings are counted by their outcome', () => {
	expect(countFindings([{ outcome: 'confirmed' }, { outcome: null }, { outcome: 'confirmed' }])).toEqual({
		confirmed: 2,
		not_confirmed: 0,
		not_seen: 0,
		open: 1,
	});
});
