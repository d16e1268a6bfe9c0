import { expect, test } from 'vitest';
import { behindWith, chainOf, owesMakeUp, reachOf, type Taken } from './reach.ts';
import { takesCode } from './states.ts';

const taken = (given: Partial<Taken> = {}): Taken => ({
	isRequired: true,
	presences: ['present'],
	madeUp: false,
	studied: 1,
	documents: 1,
	paper: 'none',
	...given,
});

test('attended is who was at every session, or made up what was missed', () => {
	expect(chainOf(taken({ presences: ['present', 'absent'] }), false).attended).toBe('open');
	expect(chainOf(taken({ presences: ['present', 'absent'], madeUp: true }), false).attended).toBe('done');
	expect(chainOf(taken({ presences: ['present', null] }), false).attended).toBe('open');
	expect(chainOf(taken({ presences: [] }), false).attended).toBe('not_asked');
});

test('a paper that was returned is not handed in until it comes again', () => {
	expect(chainOf(taken({ paper: 'returned' }), true)).toMatchObject({ handed_in: 'open', reviewed: 'open' });
	expect(chainOf(taken({ paper: 'handed_in' }), true)).toMatchObject({ handed_in: 'done', reviewed: 'open' });
	expect(chainOf(taken({ paper: 'accepted' }), true)).toMatchObject({ handed_in: 'done', reviewed: 'done' });
	expect(chainOf(taken(), false)).toMatchObject({ handed_in: 'not_asked', reviewed: 'not_asked' });
});

test('the whole is everybody who must take part; who is excused is not counted', () => {
	const reach = reachOf(
		[
			taken(),
			taken({ presences: ['absent'], studied: 0 }),
			taken({ isRequired: false, presences: ['absent'] }),
		],
		true,
	);
	expect(reach).toEqual({
		attended: { done: 1, of: 2 },
		read: { done: 1, of: 2 },
		handed_in: { done: 0, of: 2 },
		reviewed: { done: 0, of: 2 },
	});
});

test('who must take part and missed a session owes to make it up, until that is confirmed', () => {
	expect(owesMakeUp(taken({ presences: ['excused'] }))).toBe(true);
	expect(owesMakeUp(taken({ presences: ['excused'], madeUp: true }))).toBe(false);
	expect(owesMakeUp(taken({ presences: [null] }))).toBe(false);
	expect(owesMakeUp(taken({ presences: ['absent'], isRequired: false }))).toBe(false);
});

test('the code is taken from half an hour before a session until an hour after it', () => {
	const session = {
		startsAt: new Date('2026-11-23T08:00:00+07:00'),
		endsAt: new Date('2026-11-23T11:00:00+07:00'),
	};
	expect(takesCode(session, new Date('2026-11-23T07:29:00+07:00'))).toBe(false);
	expect(takesCode(session, new Date('2026-11-23T07:30:00+07:00'))).toBe(true);
	expect(takesCode(session, new Date('2026-11-23T12:00:00+07:00'))).toBe(true);
	expect(takesCode(session, new Date('2026-11-23T12:01:00+07:00'))).toBe(false);
});

test('behind is who missed a session that is over, has not read or not handed in; never who waits for a session or a review', () => {
	const ahead = taken({ presences: [null] });
	expect(behindWith(ahead, false, [false])).toEqual([]);
	expect(behindWith(ahead, false, [true])).toEqual(['attended']);
	expect(behindWith(taken({ presences: ['excused'], madeUp: true }), false, [true])).toEqual([]);
	expect(behindWith(taken({ studied: 0 }), true, [true])).toEqual(['read', 'handed_in']);
	expect(behindWith(taken({ paper: 'handed_in' }), true, [true])).toEqual([]);
	expect(behindWith(taken({ studied: 0, isRequired: false }), true, [true])).toEqual([]);
});
