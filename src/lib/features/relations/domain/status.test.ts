import { expect, test } from 'vitest';
import { type Candidate, resolveCitation } from './resolve.ts';
import { type ActingRelation, statusOn } from './status.ts';

const today = '2026-11-23';
const own = { from: '2020-03-05', until: null };
const acting = (more: Partial<ActingRelation>): ActingRelation => ({
	kind: 'replaces',
	scope: 'whole',
	effectiveOn: null,
	actingFrom: '2026-06-01',
	by: 'new',
	...more,
});
const state = (
	relations: ActingRelation[],
	effect: { from: string | null; until: string | null } = own,
	day = today,
) => statusOn(effect, relations, day).state;

test('in force, not yet, past its term, unknown', () => {
	expect(state([])).toBe('in_force');
	expect(state([], { from: '2027-01-01', until: null })).toBe('not_yet');
	expect(state([], { from: '2026-01-01', until: today })).toBe('in_force');
	expect(statusOn({ from: '2026-01-01', until: '2026-11-22' }, [], today)).toEqual({
		state: 'ended',
		since: today,
		by: null,
		how: 'term',
	});
	expect(state([], { from: null, until: null })).toBe('unknown');
});

test('replaced or repealed it ends on the day on which the other begins to act, not before', () => {
	expect(statusOn(own, [acting({})], today)).toEqual({
		state: 'ended',
		since: '2026-06-01',
		by: 'new',
		how: 'replaces',
	});
	expect(state([acting({})], own, '2026-05-31')).toBe('in_force');
	expect(state([acting({ effectiveOn: '2027-01-01' })])).toBe('in_force');
	expect(state([acting({ kind: 'repeals' })])).toBe('ended');
	expect(
		statusOn(own, [acting({}), acting({ kind: 'repeals', actingFrom: '2025-01-01', by: 'first' })], today).by,
	).toBe('first');
});

test('amended or repealed in part it has ceased in part; the last amendment is named', () => {
	expect(state([acting({ kind: 'repeals', scope: 'part' })])).toBe('partly');
	expect(
		statusOn(
			own,
			[
				acting({ kind: 'amends', actingFrom: '2024-01-01', by: 'old' }),
				acting({ kind: 'amends', by: 'last' }),
			],
			today,
		),
	).toMatchObject({ state: 'partly', by: 'last' });
	for (const kind of ['implements', 'guides', 'based_on', 'corrects'] as const)
		expect(state([acting({ kind })])).toBe('in_force');
});

const candidate = (id: string, more: Partial<Candidate> = {}): Candidate => ({
	id,
	typeCode: 'NQ',
	issuer: null,
	issuedOn: null,
	title: '',
	...more,
});
const resolved = (
	wanted: { issuer?: string; issuedOn?: string; typeCode?: string },
	candidates: Candidate[],
) => resolveCitation({ typeCode: 'NQ', issuer: null, issuedOn: null, ...wanted }, candidates)?.id ?? null;

test('a citation finds its document by date and issuer, and none where nobody could tell', () => {
	const one = candidate('a', { issuedOn: '2026-03-02', issuer: 'Đảng ủy Sở Nội vụ' });
	const other = candidate('b', { issuedOn: '2025-03-02', issuer: 'Đảng ủy Sở Y tế' });
	expect(resolved({}, [one])).toBe('a');
	expect(resolved({ issuedOn: '2024-01-01' }, [one])).toBeNull();
	expect(resolved({ issuedOn: '2025-03-02' }, [one, other])).toBe('b');
	expect(resolved({ issuer: 'Sở Nội vụ' }, [one, other])).toBe('a');
	expect(resolved({}, [one, other])).toBeNull();
	expect(resolved({ typeCode: 'CT' }, [one])).toBeNull();
	expect(resolved({ typeCode: 'QyĐ' }, [candidate('c', { typeCode: 'QĐ' })])).toBe('c');
});
