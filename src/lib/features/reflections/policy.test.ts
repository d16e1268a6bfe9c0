import { expect, test } from 'vitest';
import type { Actor, Role } from '#lib/shared/actor.ts';
import {
	mayAssign,
	mayReadReflection,
	mayRemark,
	mayReview,
	maySeePapers,
	maySeeSigns,
	mayShare,
	mayTakeBack,
	mayWrite,
	type ReflectionFacts,
} from './policy.ts';

const actor = (personId: string, ...roles: Role[]): Actor => ({
	kind: 'person',
	tenantId: 't',
	tenantName: '',
	isSample: false,
	userId: 'u',
	personId,
	name: '',
	mustChangePassword: false,
	roles: roles.map((role) => ({ role, unitId: 'cell', path: 'a.cell', unitName: '' })),
	standings: [{ standing: 'official', unitId: 'cell', path: 'a.cell', unitName: '' }],
});
const paper = (given: Partial<ReflectionFacts> = {}): ReflectionFacts => ({
	unitId: 'cell',
	authorId: 'author',
	reviewerId: 'reviewer',
	state: 'handed_in',
	isShared: false,
	...given,
});
const round = { isOpen: true, isParticipant: true, paperDueOn: '2026-12-07' };

test('whoever takes part writes, in an open round that wants papers, until it is handed in and again when it was returned', () => {
	expect(mayWrite(actor('author'), round, null).allowed).toBe(true);
	expect(mayWrite(actor('author'), { ...round, isParticipant: false }, null).allowed).toBe(false);
	expect(mayWrite(actor('author'), { ...round, paperDueOn: null }, null).allowed).toBe(false);
	expect(mayWrite(actor('author'), { ...round, isOpen: false }, null).allowed).toBe(false);
	expect(mayWrite(actor('author'), round, paper()).allowed).toBe(false);
	expect(mayWrite(actor('author'), round, paper({ state: 'returned' })).allowed).toBe(true);
	expect(mayWrite(actor('other'), round, paper({ state: 'draft' })).allowed).toBe(false);
});

test('a paper is read by its author and who reviews it; nobody else who leads, nor a clerk; once shared, by the unit', () => {
	const reads = (personId: string, given: Partial<ReflectionFacts> = {}, ...roles: Role[]) =>
		mayReadReflection(actor(personId, ...roles), paper(given)).allowed;
	expect(reads('author')).toBe(true);
	expect(reads('reviewer')).toBe(true);
	expect(reads('reviewer', { state: 'draft' })).toBe(false);
	for (const role of [
		'secretary',
		'deputy',
		'committee_member',
		'clerk',
		'administrator',
		'higher_officer',
	] as const)
		expect(reads('other', {}, role)).toBe(false);
	expect(reads('other', { state: 'accepted', isShared: true })).toBe(true);
	expect(maySeeSigns(actor('other', 'secretary'), paper()).allowed).toBe(false);
	expect(maySeeSigns(actor('reviewer'), paper()).allowed).toBe(true);
});

test('nobody reviews the own paper, even where the row says so', () => {
	expect(mayReview(actor('reviewer'), paper()).allowed).toBe(true);
	expect(mayReview(actor('author', 'secretary'), paper({ reviewerId: 'author' })).allowed).toBe(false);
	expect(mayReview(actor('other', 'secretary'), paper()).allowed).toBe(false);
	expect(mayReview(actor('reviewer'), paper({ state: 'accepted' })).allowed).toBe(false);
	expect(mayRemark(actor('author'), paper()).allowed).toBe(true);
	expect(mayRemark(actor('other'), paper()).allowed).toBe(false);
	expect(mayRemark(actor('author'), paper({ state: 'draft' })).allowed).toBe(false);
});

test('the secretary and the deputy name who reviews, not of the own paper and never its author', () => {
	expect(mayAssign(actor('s', 'secretary'), paper(), 'd').allowed).toBe(true);
	expect(mayAssign(actor('d', 'deputy'), paper(), 'd').allowed).toBe(true);
	expect(mayAssign(actor('m', 'committee_member'), paper(), 'd').allowed).toBe(false);
	expect(mayAssign(actor('s', 'secretary'), paper(), 'author').allowed).toBe(false);
	expect(mayAssign(actor('author', 'secretary'), paper(), 'd').allowed).toBe(false);
	expect(mayAssign(actor('s', 'secretary'), paper({ state: 'accepted' }), 'd').allowed).toBe(false);
	expect(maySeePapers(actor('m', 'committee_member'), 'cell').allowed).toBe(true);
	expect(maySeePapers(actor('c', 'clerk'), 'cell').allowed).toBe(false);
});

test('only the author takes a paper back, before it is reviewed, and shares it, after', () => {
	expect(mayTakeBack(actor('author'), paper()).allowed).toBe(true);
	expect(mayTakeBack(actor('author'), paper({ state: 'accepted' })).allowed).toBe(false);
	expect(mayTakeBack(actor('reviewer'), paper()).allowed).toBe(false);
	expect(mayShare(actor('author'), paper({ state: 'accepted' })).allowed).toBe(true);
	expect(mayShare(actor('author'), paper()).allowed).toBe(false);
	expect(mayShare(actor('reviewer'), paper({ state: 'accepted' })).allowed).toBe(false);
});
