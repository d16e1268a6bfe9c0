import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays } from '#lib/shared/calendar.ts';
import { expected, issuesOf, laterThan, nothingExpected } from './expectations.ts';
import { byUrgency, type ReceiptFacts, stepStates, steps, stuckAt, takeUpBy, totalsOf } from './progress.ts';
import { chosenUnits } from './receivers.ts';

const today = '2026-11-23';
const days = fc.option(
	fc.integer({ min: -30, max: 60 }).map((count) => addDays(today, count)),
	{ nil: null },
);
const expectations = fc.record({ spread: days, study: days, programme: days, report: days });
const facts = fc.record<ReceiptFacts>({
	sentOn: fc.integer({ min: -30, max: 0 }).map((count) => addDays(today, count)),
	receivedOn: days,
	takenUpOn: days,
	isSetAside: fc.boolean(),
	by: expectations,
	spreadOn: days,
	assigned: fc.nat(30),
	studied: fc.nat(30),
	programmeOn: days,
	reportedOn: days,
});

test('a dispatch expects something, nothing in the past, and nothing before it was spread', () => {
	expect(issuesOf(nothingExpected, today)).toEqual({ spread: 'issue_cascade_nothing' });
	expect(issuesOf({ ...nothingExpected, report: '2026-11-22' }, today)).toEqual({
		report: 'issue_cascade_past',
	});
	expect(
		issuesOf({ spread: '2026-12-05', study: '2026-12-01', programme: null, report: '2026-12-31' }, today),
	).toEqual({ study: 'issue_cascade_before_spread' });
	expect(
		issuesOf({ spread: today, study: today, programme: '2026-12-20', report: '2026-12-31' }, today),
	).toEqual({});
});

test('a unit that sets itself what was asked or sooner gives no reason; later or nothing asks for one', () => {
	const asked = { spread: '2026-12-01', study: '2026-12-10', programme: null, report: '2026-12-31' };
	expect(laterThan(asked, asked)).toEqual([]);
	expect(laterThan(asked, { ...asked, spread: '2026-11-28', programme: '2026-12-20' })).toEqual([]);
	expect(laterThan(asked, { ...asked, study: '2026-12-11', report: null })).toEqual(['study', 'report']);
	fc.assert(fc.property(expectations, (any) => laterThan(nothingExpected, any).length === 0));
});

test('the steps of a unit that has come half way', () => {
	const half: ReceiptFacts = {
		sentOn: '2026-11-02',
		receivedOn: '2026-11-02',
		takenUpOn: '2026-11-04',
		isSetAside: false,
		by: { spread: '2026-11-10', study: '2026-11-20', programme: null, report: '2026-11-30' },
		spreadOn: '2026-11-12',
		assigned: 27,
		studied: 26,
		programmeOn: null,
		reportedOn: null,
	};
	const states = stepStates(half, today);
	expect(states).toEqual({
		take_up: 'done',
		spread: 'done_late',
		study: 'late',
		programme: 'none',
		report: 'waiting',
	});
	expect(stuckAt(states)).toBe('study');
	expect(takeUpBy(half)).toBe('2026-11-05');
	expect(takeUpBy({ ...half, by: { ...half.by, spread: '2026-11-03' } })).toBe('2026-11-03');
	expect(stepStates({ ...half, studied: 27 }, today).study).toBe('done');
});

test('whatever happened: nobody is late with what is not expected or done; a unit that set it aside owes nothing', () => {
	fc.assert(
		fc.property(facts, (any) => {
			const states = stepStates(any, today);
			for (const one of expected) {
				if (any.isSetAside || any.by[one] === null) expect(states[one]).toBe('none');
			}
			if (any.isSetAside) expect(stuckAt(states)).toBeNull();
			const at = stuckAt(states);
			if (at) expect(['waiting', 'late']).toContain(states[at]);
			for (const { owed, done, late } of totalsOf([states])) expect(done + late).toBeLessThanOrEqual(owed);
		}),
	);
});

test('the funnel counts each unit once at each step, and sorting is one order whatever it begins with', () => {
	fc.assert(
		fc.property(fc.array(facts, { maxLength: 12 }), (many) => {
			const units = many.map((one, nth) => ({ states: stepStates(one, today), unitName: `Chi bộ ${nth}` }));
			for (const total of totalsOf(units.map(({ states }) => states))) {
				expect(steps).toContain(total.step);
				expect(total.owed).toBe(units.filter(({ states }) => states[total.step] !== 'none').length);
			}
			expect([...units].sort(byUrgency)).toEqual([...units].reverse().sort(byUrgency));
		}),
	);
});

test('units are meant by kind, by place, by name, each once', () => {
	const unit = (id: string, path: string, kind: string) => ({ id, path, kind, parentId: null });
	const below = [
		unit('a', 'r.a', 'grassroots_committee'),
		unit('a1', 'r.a.a1', 'cell'),
		unit('b', 'r.b', 'cell'),
		unit('c', 'r.c', 'mass_organisation'),
	];
	const ids = (wanted: { kinds?: string[]; placeId?: string | null; unitIds?: string[] }) =>
		chosenUnits(below, { kinds: [], placeId: null, unitIds: [], ...wanted }).map(({ id }) => id);
	expect(ids({})).toEqual([]);
	expect(ids({ kinds: ['cell'] })).toEqual(['a1', 'b']);
	expect(ids({ placeId: 'a' })).toEqual(['a', 'a1']);
	expect(ids({ kinds: ['cell'], placeId: 'a' })).toEqual(['a1']);
	expect(ids({ kinds: ['cell'], placeId: 'a', unitIds: ['c', 'a1'] })).toEqual(['a1', 'c']);
});
