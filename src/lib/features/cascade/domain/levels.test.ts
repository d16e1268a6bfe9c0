import { expect, test } from 'vitest';
import { nothingExpected } from './expectations.ts';
import { addLevels, factsOfPartner, newSteps, type ToldState } from './levels.ts';

const told: ToldState = {
	receivedOn: '2026-11-20',
	takenUpOn: null,
	isSetAside: false,
	reason: '',
	by: { ...nothingExpected, report: '2026-12-31' },
	spreadOn: null,
	assigned: 0,
	studied: 0,
	programmeOn: null,
	reportedOn: null,
	report: '',
	levels: [],
};

test('levels that several tell are added up depth by depth', () => {
	const level = (depth: number, units: number, done: number) => ({
		depth,
		units,
		totals: [{ step: 'take_up' as const, owed: units, done, late: 0 }],
	});
	expect(addLevels([level(2, 5, 1), level(1, 3, 2), level(2, 4, 4)])).toEqual([
		level(1, 3, 2),
		level(2, 9, 5),
	]);
	expect(addLevels([])).toEqual([]);
});

test('until a partner says something, what it was asked holds', () => {
	const given = { sentOn: '2026-11-19', asked: { ...nothingExpected, spread: '2026-12-01' } };
	expect(factsOfPartner(given, null)).toMatchObject({ by: given.asked, receivedOn: null, assigned: 0 });
	expect(factsOfPartner(given, told)).toMatchObject({ by: told.by, receivedOn: '2026-11-20' });
});

test('of what a partner says for the first time the office is told', () => {
	expect(newSteps(null, told)).toEqual([]);
	const takenUp = { ...told, takenUpOn: '2026-11-21' };
	expect(newSteps(told, takenUp)).toEqual(['taken_up']);
	expect(newSteps(takenUp, { ...takenUp, reportedOn: '2026-12-01' })).toEqual(['reported']);
	expect(newSteps(null, { ...told, isSetAside: true })).toEqual(['set_aside']);
});
