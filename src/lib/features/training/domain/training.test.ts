import fc from 'fast-check';
import { expect, test } from 'vitest';
import { FEWEST_TOLD, figuresOf, gapsOf, isMeant, type TrainedPerson, toldAbove } from './gaps.ts';
import { acceptedFor, type DatedRule, ruleOn, shippedRule, strandName } from './rules.ts';
import { mayNoteOn, validityOf } from './states.ts';

const today = '2026-11-23';
const person = (given: Partial<TrainedPerson> = {}): TrainedPerson => ({
	personId: 'p',
	standing: 'official',
	roles: [],
	hours: { professional: 40, ethics: 8 },
	certificates: [],
	...given,
});

test('the strands are the four of the brief, and data', () => {
	expect(shippedRule.strands.map(({ name }) => name)).toEqual([
		'Chuyên môn, nghiệp vụ',
		'Lý luận chính trị',
		'Kỹ năng công tác',
		'Đạo đức công vụ',
	]);
	expect(strandName(shippedRule.strands, 'gone')).toBe('gone');
	for (const { strand } of [...shippedRule.requirements, ...shippedRule.certificates])
		expect(shippedRule.strands.some(({ code }) => code === strand)).toBe(true);
});

test('a unit’s rule holds from its day, for the units below that have none of their own', () => {
	const above: DatedRule = { ...shippedRule, requirements: [], unitId: 'above', validFrom: '2026-01-01' };
	const own: DatedRule = { ...shippedRule, strands: [], unitId: 'cell', validFrom: '2026-12-01' };
	expect(ruleOn([above, own], ['cell', 'above'], today)).toBe(above);
	expect(ruleOn([above, own], ['cell', 'above'], '2026-12-01')).toBe(own);
	expect(ruleOn([above], ['cell'], today)).toBe(shippedRule);
});

test('hours that are not done are a gap until they are', () => {
	expect(gapsOf(person(), shippedRule, today)).toEqual([]);
	expect(gapsOf(person({ hours: { professional: 39.5, ethics: 8 } }), shippedRule, today)).toEqual([
		{ key: 'professional_hours', strand: 'professional', kind: 'hours', wanted: 40, done: 39.5 },
	]);
	expect(gapsOf(person({ hours: {} }), shippedRule, today).map(({ key }) => key)).toEqual([
		'professional_hours',
		'ethics_hours',
	]);
});

test('a certificate counts while it is valid; a higher one covers the lower', () => {
	const asked = (certificates: TrainedPerson['certificates']) =>
		gapsOf(person({ roles: ['secretary'], certificates }), shippedRule, today)
			.filter(({ key }) => key === 'committee_politics')
			.map((gap) => (gap.kind === 'certificate' ? gap.expiredOn : null));
	expect(asked([])).toEqual([null]);
	expect(asked([{ kind: 'politics_intermediate', expiresOn: null }])).toEqual([]);
	expect(asked([{ kind: 'politics_advanced', expiresOn: null }])).toEqual([]);
	expect(asked([{ kind: 'politics_elementary', expiresOn: null }])).toEqual([null]);
	expect(asked([{ kind: 'politics_intermediate', expiresOn: '2026-11-22' }])).toEqual(['2026-11-22']);
	expect(asked([{ kind: 'politics_intermediate', expiresOn: today }])).toEqual([]);
	expect(acceptedFor('politics_elementary', shippedRule.certificates)).toEqual([
		'politics_elementary',
		'politics_intermediate',
		'politics_advanced',
	]);
});

test('a requirement means whom it names, and nobody who only follows the unit', () => {
	const [hours, committee, , newMember] = shippedRule.requirements;
	if (!hours || !committee || !newMember) throw new Error('the shipped rule has requirements');
	expect(isMeant(hours, { standing: 'non_party', roles: [] })).toBe(true);
	expect(isMeant(committee, { standing: 'official', roles: [] })).toBe(false);
	expect(isMeant(committee, { standing: 'official', roles: ['deputy'] })).toBe(true);
	expect(isMeant(newMember, { standing: 'probationary', roles: [] })).toBe(true);
	expect(isMeant(hours, { standing: null, roles: ['higher_officer'] })).toBe(false);
});

test('figures count each person once, lacking never more than meant, and none of fewer than five is told above', () => {
	const anyone = fc.record({
		personId: fc.uuid(),
		standing: fc.constantFrom('official' as const, 'probationary' as const, 'non_party' as const, null),
		roles: fc.subarray(['secretary' as const, 'committee_member' as const, 'clerk' as const]),
		hours: fc.record({
			professional: fc.integer({ min: 0, max: 80 }),
			ethics: fc.integer({ min: 0, max: 16 }),
		}),
		certificates: fc.array(
			fc.record({
				kind: fc.constantFrom('politics_advanced', 'party_work', 'politics_new_member'),
				expiresOn: fc.constantFrom(null, '2026-01-01', '2027-01-01'),
			}),
			{ maxLength: 3 },
		),
	});
	fc.assert(
		fc.property(fc.array(anyone, { maxLength: 12 }), (people) => {
			const figures = figuresOf(people, shippedRule, today);
			for (const { people: meant, lacking } of figures) {
				expect(lacking).toBeLessThanOrEqual(meant);
				expect(meant).toBeLessThanOrEqual(people.length);
			}
			const all = people.flatMap((one) => gapsOf(one, shippedRule, today)).length;
			expect(figures.reduce((sum, { lacking }) => sum + lacking, 0)).toBe(all);
			expect(toldAbove(figures).every((figure) => figure.people >= FEWEST_TOLD)).toBe(true);
		}),
	);
});

test('where a certificate stands, and when results can be noted', () => {
	expect(validityOf(null, today)).toBe('lasting');
	expect(validityOf('2026-11-22', today)).toBe('expired');
	expect(validityOf(today, today)).toBe('expiring');
	expect(validityOf('2027-01-22', today)).toBe('expiring');
	expect(validityOf('2027-01-23', today)).toBe('valid');
	expect(mayNoteOn({ state: 'planned', startsOn: today }, today)).toBe(true);
	expect(mayNoteOn({ state: 'held', startsOn: '2026-01-01' }, today)).toBe(true);
	expect(mayNoteOn({ state: 'planned', startsOn: '2026-12-01' }, today)).toBe(false);
	expect(mayNoteOn({ state: 'cancelled', startsOn: '2026-01-01' }, today)).toBe(false);
});
