import { expect, test } from 'vitest';
import { type Actor, type Role, roles, type Standing } from '#lib/shared/actor.ts';
import type { Decision } from '#lib/shared/decision.ts';
import {
	mayAnswerNeed,
	mayChangeCourse,
	mayDecideCertificate,
	mayEnterCertificate,
	mayLeadTraining,
	mayNoteResultOf,
	mayNoteResults,
	mayRaiseNeed,
	mayReadRecord,
	maySeeBelow,
	maySeeCourses,
	maySetTrainingRule,
	mayWithdrawCertificate,
	mayWithdrawNeed,
} from './policy.ts';

const today = '2026-11-23';
const place = { unitId: 'cell', path: 'a.cell', unitName: '' };
const actor = (personId: string, held: Role[] = [], standing: Standing | null = 'official'): Actor => ({
	kind: 'person',
	tenantId: 't',
	tenantName: '',
	isSample: false,
	userId: 'u',
	personId,
	name: '',
	mustChangePassword: false,
	roles: held.map((role) => ({ role, ...place })),
	standings: standing ? [{ standing, ...place }] : [],
});
const ofMember = { unitId: 'cell', personId: 'member' };
const course = { unitId: 'cell', state: 'planned', startsOn: '2026-11-01' } as const;
const entered = { ...ofMember, state: 'entered' } as const;
const open = { ...ofMember, state: 'open' } as const;

/** Role × act on somebody else's record: who may. */
const acts: Record<string, { run: (of: Actor) => Decision; may: Role[] }> = {
	readRecord: {
		run: (of) => mayReadRecord(of, ofMember),
		may: ['secretary', 'deputy', 'committee_member'],
	},
	lead: { run: (of) => mayLeadTraining(of, 'cell'), may: ['secretary', 'deputy', 'committee_member'] },
	below: { run: (of) => maySeeBelow(of, 'cell'), may: ['secretary', 'deputy', 'higher_officer'] },
	change: { run: (of) => mayChangeCourse(of, course), may: ['secretary', 'deputy', 'committee_member'] },
	note: { run: (of) => mayNoteResults(of, course, today), may: ['secretary', 'deputy', 'committee_member'] },
	enter: {
		run: (of) => mayEnterCertificate(of, ofMember),
		may: ['secretary', 'deputy', 'committee_member', 'clerk'],
	},
	decide: {
		run: (of) => mayDecideCertificate(of, entered),
		may: ['secretary', 'deputy', 'committee_member'],
	},
	withdraw: { run: (of) => mayWithdrawCertificate(of, entered), may: [] },
	raise: { run: (of) => mayRaiseNeed(of, ofMember), may: ['secretary', 'deputy', 'committee_member'] },
	answer: { run: (of) => mayAnswerNeed(of, open), may: ['secretary', 'deputy', 'committee_member'] },
	withdrawNeed: { run: (of) => mayWithdrawNeed(of, open), may: [] },
	rule: { run: (of) => maySetTrainingRule(of, 'cell'), may: ['secretary', 'deputy'] },
};

test.each(Object.entries(acts))('on the record of another: %s', (_name, { run, may }) => {
	for (const role of roles) expect(run(actor('somebody', [role])).allowed, role).toBe(may.includes(role));
	expect(run(actor('somebody')).allowed).toBe(false);
	expect(run(actor('stranger', [], null)).allowed).toBe(false);
});

test('nobody decides on the own record, whatever they hold', () => {
	for (const role of roles) {
		const self = actor('member', [role]);
		expect(mayDecideCertificate(self, entered).allowed, role).toBe(false);
		expect(mayAnswerNeed(self, open).allowed, role).toBe(false);
		expect(mayNoteResultOf(self, 'member').allowed, role).toBe(false);
	}
	expect(mayNoteResultOf(actor('somebody', ['deputy']), 'member').allowed).toBe(true);
});

test('one reads the own record, enters the own certificate, says what one needs and takes it back', () => {
	const self = actor('member');
	expect(mayReadRecord(self, ofMember).allowed).toBe(true);
	expect(mayEnterCertificate(self, ofMember).allowed).toBe(true);
	expect(mayEnterCertificate(self, { ...ofMember, unitId: 'other' }).allowed).toBe(false);
	expect(mayWithdrawCertificate(self, entered).allowed).toBe(true);
	expect(mayWithdrawCertificate(self, { ...entered, state: 'confirmed' }).allowed).toBe(false);
	expect(mayRaiseNeed(self, ofMember).allowed).toBe(true);
	expect(mayRaiseNeed(actor('member', ['secretary'], null), ofMember).allowed).toBe(false);
	expect(mayWithdrawNeed(self, open).allowed).toBe(true);
	expect(mayWithdrawNeed(self, { ...open, state: 'planned' }).allowed).toBe(false);
});

test('a course is changed until it was held; results are noted once it began', () => {
	const lead = actor('s', ['secretary']);
	expect(mayChangeCourse(lead, { ...course, state: 'held' }).allowed).toBe(false);
	expect(mayNoteResults(lead, { ...course, startsOn: '2026-12-01' }, today).allowed).toBe(false);
	expect(mayNoteResults(lead, { ...course, state: 'cancelled' }, today).allowed).toBe(false);
	expect(mayNoteResults(lead, { ...course, state: 'held' }, today).allowed).toBe(true);
});

test('courses are seen by the people of the unit and from above', () => {
	const unit = { unitId: 'cell', path: 'a.cell' };
	expect(maySeeCourses(actor('x', [], 'non_party'), unit).allowed).toBe(true);
	expect(maySeeCourses(actor('x', [], null), unit).allowed).toBe(false);
	const officer = actor('x', [], null);
	officer.roles = [{ role: 'higher_officer', unitId: 'above', path: 'a', unitName: '' }];
	expect(maySeeCourses(officer, unit).allowed).toBe(true);
});
