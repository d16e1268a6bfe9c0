import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Actor, Role, Standing } from '#lib/shared/actor.ts';
import type { Decision } from '#lib/shared/decision.ts';
import {
	type CollectiveFacts,
	mayAppraise,
	mayConclude,
	mayDecideCollective,
	mayOpenRound,
	mayRate,
	mayRateSelf,
	mayRecordLabel,
	maySeeAnnounced,
	maySeeCollective,
	maySeeFigures,
	maySeePeople,
	maySeeRating,
	maySeeRound,
	maySeeRules,
	maySeeYear,
	maySetPart,
	maySetRules,
	maySettle,
	mayWriteCollective,
	type PartFacts,
	type RoundFacts,
} from './policy.ts';

const actor = (
	personId: string,
	given: { roles?: Role[]; unitId?: string; standing?: Standing } = {},
): Actor => {
	const unitId = given.unitId ?? 'cell';
	const place = { unitId, path: unitId === 'cell' ? 'a.cell' : 'a', unitName: '' };
	return {
		kind: 'person',
		tenantId: 't',
		tenantName: '',
		isSample: false,
		userId: 'u',
		personId,
		name: '',
		mustChangePassword: false,
		roles: (given.roles ?? []).map((role) => ({ ...place, role })),
		standings: [{ ...place, standing: given.standing ?? 'official' }],
	};
};
const round = (given: Partial<RoundFacts> = {}): RoundFacts => ({
	unitId: 'cell',
	path: 'a.cell',
	kind: 'quarter',
	state: 'open',
	...given,
});
const part = (given: Partial<PartFacts> = {}): PartFacts => ({
	personId: 'person',
	raterId: 'rater',
	isRated: true,
	...given,
});
const collective = (given: Partial<CollectiveFacts> = {}): CollectiveFacts => ({
	unitId: 'cell',
	aboveId: 'above',
	selfById: 'writer',
	appraisedById: 'appraiser',
	isDecided: false,
	...given,
});

const cast: Record<string, Actor> = {
	secretary: actor('s', { roles: ['secretary'] }),
	deputy: actor('d', { roles: ['deputy'] }),
	committee: actor('c', { roles: ['committee_member'] }),
	clerk: actor('k', { roles: ['clerk'] }),
	administrator: actor('q', { roles: ['administrator'] }),
	person: actor('person'),
	colleague: actor('colleague'),
	staff: actor('staff', { standing: 'non_party' }),
	rater: actor('rater', { unitId: 'other' }),
	above: actor('above-officer', { roles: ['higher_officer'], unitId: 'above' }),
};
const whoMay = (ask: (one: Actor) => Decision): string =>
	Object.entries(cast)
		.filter(([, one]) => ask(one).allowed)
		.map(([name]) => name)
		.join(' ');

test('role × act: who may do what with somebody in a round', () => {
	const heads = 'secretary deputy';
	expect(whoMay((one) => mayOpenRound(one, 'cell'))).toBe(heads);
	expect(whoMay((one) => maySeePeople(one, round()))).toBe('secretary deputy committee');
	expect(whoMay((one) => maySeeRound(one, round(), [part()]))).toBe(
		'secretary deputy committee person rater',
	);
	expect(whoMay((one) => mayRateSelf(one, round(), part()))).toBe('person');
	expect(whoMay((one) => mayRate(one, round(), part()))).toBe('secretary deputy rater');
	expect(whoMay((one) => maySettle(one, round(), part()))).toBe('secretary deputy rater');
	expect(whoMay((one) => maySettle(one, round(), part({ isRated: false })))).toBe('');
	expect(whoMay((one) => maySetPart(one, round(), part(), 'x'))).toBe(heads);
	expect(whoMay((one) => maySetPart(one, round(), part(), 'person'))).toBe('');
	expect(whoMay((one) => mayConclude(one, round({ state: 'rated' }), 0))).toBe(heads);
	expect(whoMay((one) => mayConclude(one, round({ state: 'rated' }), 1))).toBe('');
	expect(whoMay((one) => mayRecordLabel(one, 'cell', null))).toBe(heads);
	expect(whoMay((one) => mayRecordLabel(one, 'cell', 's'))).toBe('deputy');
	expect(whoMay((one) => maySetRules(one, 'cell'))).toBe(heads);
	expect(whoMay((one) => maySetRules(one, null))).toBe('administrator');
	expect(whoMay((one) => maySeeRules(one, 'cell'))).toBe(
		'secretary deputy committee clerk administrator person colleague staff',
	);
	expect(whoMay((one) => maySeeAnnounced(one, 'cell'))).toBe(
		'secretary deputy committee clerk administrator person colleague',
	);
	expect(whoMay((one) => maySeeYear(one, { id: 'cell', path: 'a.cell' }))).toBe(
		'secretary deputy committee above',
	);
	expect(whoMay((one) => maySeeFigures(one, { unitId: 'cell', personId: 'person', raterId: null }))).toBe(
		'secretary deputy person',
	);
	expect(whoMay((one) => maySeeFigures(one, { unitId: 'cell', personId: null, raterId: null }))).toBe(
		'secretary deputy committee',
	);
});

test('before it is announced only who rates sees a rating; afterwards also the person, and nobody else', () => {
	expect(whoMay((one) => maySeeRating(one, round(), part()))).toBe('secretary deputy rater');
	expect(whoMay((one) => maySeeRating(one, round({ state: 'concluded' }), part()))).toBe(
		'secretary deputy person rater',
	);
	expect(maySeeRating(cast['secretary'] as Actor, round(), part({ personId: 's' })).allowed).toBe(false);
});

test('what is announced changes no more', () => {
	const done = round({ state: 'concluded' });
	expect(whoMay((one) => mayRateSelf(one, done, part()))).toBe('');
	expect(whoMay((one) => mayRate(one, done, part()))).toBe('');
	expect(whoMay((one) => maySettle(one, done, part()))).toBe('');
	expect(whoMay((one) => mayConclude(one, done, 0))).toBe('');
});

test('a collective: who wrote neither appraises nor decides; the unit above decides, or its decision is recorded by number', () => {
	const year = round({ kind: 'year' });
	expect(whoMay((one) => mayWriteCollective(one, year, collective({ selfById: null })))).toBe(
		'secretary deputy',
	);
	expect(whoMay((one) => mayWriteCollective(one, round(), collective({ selfById: null })))).toBe('');
	expect(whoMay((one) => mayAppraise(one, collective({ selfById: 's' })))).toBe('deputy above');
	expect(whoMay((one) => mayDecideCollective(one, collective({ selfById: 's' }), false))).toBe('above');
	expect(whoMay((one) => mayDecideCollective(one, collective({ selfById: 's' }), true))).toBe('deputy above');
	expect(whoMay((one) => mayDecideCollective(one, collective({ appraisedById: null }), true))).toBe('');
	expect(whoMay((one) => maySeeCollective(one, year, collective()))).toBe('secretary deputy above');
	expect(
		whoMay((one) => maySeeCollective(one, round({ kind: 'year', state: 'concluded' }), collective())),
	).toBe('secretary deputy committee clerk administrator person colleague above');
});

test('no sequence of allowed acts lets anybody rate, decide on, or name the rater of themselves', () => {
	const people = ['s', 'd', 'person', 'colleague'];
	const doers = ['secretary', 'deputy', 'person', 'colleague', 'committee', 'rater', 'above'].map(
		(name) => cast[name] as Actor,
	);
	const step = fc.record({
		by: fc.constantFrom(...doers),
		on: fc.constantFrom(...people),
		act: fc.constantFrom(
			'self',
			'rate',
			'settle',
			'rater',
			'conclude',
			'write',
			'appraise',
			'decide',
			'label',
		),
		named: fc.constantFrom(...people, 'rater'),
		hasNumber: fc.boolean(),
	});
	fc.assert(
		fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
			const parts = new Map(people.map((id) => [id, part({ personId: id, raterId: null, isRated: false })]));
			const settled = new Map<string, string | null>();
			const raters = new Map<string, string | null>();
			const state = round({ kind: 'year' });
			const body = collective({ selfById: null, appraisedById: null });
			for (const { by, on, act, named, hasNumber } of steps) {
				const one = parts.get(on) as PartFacts;
				if (act === 'self' && mayRateSelf(by, state, one).allowed) expect(by.personId).toBe(on);
				if (act === 'rate' && mayRate(by, state, one).allowed) {
					one.isRated = true;
					raters.set(on, by.personId);
					settled.delete(on);
				}
				if (act === 'settle' && maySettle(by, state, one).allowed) settled.set(on, by.personId);
				if (act === 'rater' && maySetPart(by, state, one, named).allowed) {
					expect(by.personId).not.toBe(on);
					one.raterId = named;
				}
				if (act === 'conclude' && mayConclude(by, state, people.length - settled.size).allowed)
					state.state = 'concluded';
				if (act === 'write' && mayWriteCollective(by, state, body).allowed) body.selfById = by.personId;
				if (act === 'appraise' && mayAppraise(by, body).allowed) body.appraisedById = by.personId;
				if (act === 'decide' && mayDecideCollective(by, body, hasNumber).allowed) {
					expect(by.personId).not.toBe(body.selfById);
					body.isDecided = true;
				}
				if (act === 'label' && mayRecordLabel(by, 'cell', on).allowed) expect(by.personId).not.toBe(on);
				for (const [id, who] of [...raters, ...settled]) expect(who).not.toBe(id);
				for (const { personId, raterId } of parts.values()) expect(raterId).not.toBe(personId);
				if (body.appraisedById) expect(body.appraisedById).not.toBe(body.selfById);
				// What is announced was decided on for everybody, by somebody else.
				if (state.state === 'concluded') expect(settled.size).toBe(people.length);
			}
		}),
		{ numRuns: 400 },
	);
});
