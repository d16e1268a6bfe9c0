import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { after, isOpen } from './domain/states.ts';
import { type LimitFacts, mayAct, mayGive, mayHandle, mayOpen, mayPutInCharge, mayRead } from './policy.ts';

// Random people do random things for a random while. What the policies allow is done, by the state machine; whatever the
// sequence, it is fair.

const roles: readonly (Role | null)[] = [
	'secretary',
	'deputy',
	'committee_member',
	'clerk',
	'higher_officer',
	'administrator',
	null,
];
const actorOf = (personId: string, held: readonly (Role | null)[]): Actor => {
	const place = { unitId: 'cell', path: 'above.cell', unitName: '' };
	const above = { unitId: 'above', path: 'above', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person',
		personId,
		standings: [{ ...place, standing: 'official' }],
		roles: held.flatMap((role) =>
			role === null ? [] : [{ ...(role === 'higher_officer' ? above : place), role }],
		),
	};
};

const acts = [
	'give',
	'open',
	'answer',
	'plan',
	'do',
	'agree',
	'extend',
	'charge',
	'close',
	'withdraw',
] as const;
type Act = (typeof acts)[number];
const aboutOthers: readonly Act[] = ['give', 'agree', 'extend', 'charge', 'close', 'withdraw'];

const world = fc.record({
	people: fc.array(fc.array(fc.constantFrom(...roles), { maxLength: 3 }), { minLength: 2, maxLength: 6 }),
	steps: fc.array(
		fc.record({
			who: fc.nat(5),
			whom: fc.nat(5),
			which: fc.nat(9),
			act: fc.constantFrom(...acts),
			days: fc.nat(2),
		}),
		{ maxLength: 60 },
	),
});

test('no sequence of allowed acts lets anybody give, handle or end one about themselves, and none leaves an open one that the person cannot see', () => {
	const done = new Set<Act>();
	fc.assert(
		fc.property(world, ({ people, steps }) => {
			const actors = people.map((held, nth) => actorOf(`p${nth}`, held));
			const limits: LimitFacts[] = [];
			let today = '2026-01-01';
			for (const { who, whom, which, act, days } of steps) {
				today = addDays(today, days);
				const actor = actors[who % actors.length] as Actor;
				const other = actors[whom % actors.length] as Actor;
				const limit = limits[which % Math.max(1, limits.length)];
				const otherId = other.personId ?? '';
				let about = limit?.personId ?? '';
				const may = (): boolean => {
					if (act === 'give') {
						about = otherId;
						const isHead = other.roles.some(({ role }) => role === 'secretary' || role === 'deputy');
						return mayGive(actor, { personId: otherId, unitId: 'cell', aboveUnitId: 'above', isHead })
							.allowed;
					}
					if (!limit) return false;
					if (act === 'open') return mayOpen(actor, limit).allowed;
					if (act === 'charge') return mayPutInCharge(actor, limit, otherId, today).allowed;
					if (act === 'answer' || act === 'plan' || act === 'do') return mayAct(actor, limit, act).allowed;
					return mayHandle(actor, limit, act, today).allowed;
				};
				if (!may()) continue;
				done.add(act);
				// Nobody decides on the own record; nobody speaks for another.
				if (aboutOthers.includes(act)) expect(actor.personId).not.toBe(about);
				else expect(actor.personId).toBe(about);
				if (act === 'give')
					limits.push({
						unitId: 'cell',
						personId: otherId,
						givenBy: actor.personId ?? '',
						inChargeId: null,
						closedBy: null,
						state: 'given',
						openedAt: null,
						shownFrom: addDays(today, 3),
					});
				else if (limit && act === 'open') limit.openedAt ??= new Date();
				else if (limit && act === 'charge') limit.inChargeId = otherId;
				else if (limit && act !== 'open' && act !== 'charge') {
					const state = after(limit.state, act);
					expect(state).not.toBeNull();
					limit.state = state ?? limit.state;
					if (!isOpen(limit.state)) limit.closedBy = actor.personId;
				}
				for (const one of limits) {
					const person = actors.find(({ personId }) => personId === one.personId) as Actor;
					expect(mayRead(person, one, today).allowed).toBe(true);
					expect(one.closedBy).not.toBe(one.personId);
					expect(one.inChargeId).not.toBe(one.personId);
					// Before the person was told nobody sees it but who gave it.
					if (isOpen(one.state) && one.openedAt === null && today < one.shownFrom)
						for (const actor of actors)
							if (actor.personId !== one.personId && actor.personId !== one.givenBy)
								expect(mayRead(actor, one, today).allowed).toBe(false);
				}
			}
		}),
		{ numRuns: 600, seed: 2017 },
	);
	// The sequences came to every act.
	expect([...done].sort()).toEqual([...acts].sort());
});
