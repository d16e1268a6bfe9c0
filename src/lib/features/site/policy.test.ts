import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import {
	type EntryFacts,
	mayApprove,
	mayDiscard,
	mayPrepare,
	mayReadEntry,
	maySetSite,
	mayTakeOff,
	mayWorkOnSite,
} from './policy.ts';

/** "secretary of cell", "secretary as author", "member of cell", "author" … */
const actorFor = (who: string) => {
	const [role, rest] = who.split(/ of | as /);
	const unitId = rest && rest !== 'author' ? rest : 'cell';
	const place = { unitId, path: unitId, unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person' as const,
		personId: who.endsWith('author') ? 'author' : 'somebody',
		standings: [{ ...place, standing: 'official' as const }],
		roles: role === 'member' || role === 'author' ? [] : [{ ...place, role: role as Role }],
	};
};
const shown = { state: 'published', waits: false } as const;
const changed = { state: 'published', waits: true } as const;
const prepared = { state: 'prepared', waits: true } as const;
const gone = { state: 'withdrawn', waits: false } as const;

test.each([
	['member of cell', shown, ''],
	['author', shown, 'off read'],
	['author', prepared, 'read'],
	['author', gone, 'read'],
	['clerk of cell', prepared, 'work prepare discard read'],
	['clerk of cell', shown, 'work prepare read'],
	['committee_member of cell', prepared, 'work prepare discard read'],
	['secretary of cell', prepared, 'work prepare approve discard read set'],
	['secretary of cell', shown, 'work prepare approve off read set'],
	['secretary of cell', changed, 'work prepare approve discard off read set'],
	['deputy of cell', shown, 'work prepare approve off read set'],
	['secretary as author', shown, 'work off read set'],
	['secretary as author', prepared, 'work discard read set'],
	['secretary of elsewhere', shown, ''],
	['higher_officer of cell', shown, ''],
	['administrator of cell', shown, ''],
] as const)('%s, of an entry that is %o, may: %s', (who, state, acts) => {
	const actor = actorFor(who);
	const one: EntryFacts = { unitId: 'cell', authorId: 'author', ...state };
	const may = {
		work: mayWorkOnSite(actor, 'cell'),
		prepare: mayPrepare(actor, one),
		approve: mayApprove(actor, one),
		discard: mayDiscard(actor, one),
		off: mayTakeOff(actor, one),
		read: mayReadEntry(actor, one),
		set: maySetSite(actor, 'cell'),
	};
	expect(
		Object.entries(may)
			.filter(([, { allowed }]) => allowed)
			.map(([act]) => act)
			.join(' '),
	).toBe(acts);
});

test('what is nobody’s own, a document or figures, is approved by who heads the unit', () => {
	const one = { unitId: 'cell', authorId: null };
	expect(mayApprove(actorFor('secretary of cell'), one).allowed).toBe(true);
	expect(mayApprove(actorFor('clerk of cell'), one)).toMatchObject({ key: 'refused_site_approve' });
	expect(mayApprove({ ...actorFor('secretary of cell'), personId: null }, one).allowed).toBe(true);
});
