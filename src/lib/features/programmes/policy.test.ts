import { expect, test } from 'vitest';
import type { Actor, Role, Standing } from '#lib/shared/actor.ts';
import { systemActor } from '#lib/shared/actor.ts';
import type { TaskState } from './domain/task-states.ts';
import {
	mayAssign,
	mayCancelTask,
	mayChangeTask,
	mayDecide,
	mayIssue,
	mayPrepare,
	mayReport,
	maySeeProgramme,
	maySeeTask,
} from './policy.ts';

const unit = { unitId: 'cell', path: 'root.cell' };
const someone = (given: {
	personId?: string;
	role?: Role;
	standing?: Standing;
	at?: { unitId: string; path: string };
}): Actor => {
	const place = { ...(given.at ?? unit), unitName: '' };
	return {
		...systemActor('tenant'),
		kind: 'person',
		personId: given.personId ?? 'nobody',
		roles: given.role ? [{ ...place, role: given.role }] : [],
		standings: given.standing ? [{ ...place, standing: given.standing }] : [],
	};
};
const may = (decision: { allowed: boolean }): boolean => decision.allowed;
const people: Record<string, Actor> = {
	secretary: someone({ role: 'secretary', standing: 'official' }),
	deputy: someone({ role: 'deputy', standing: 'official' }),
	committee_member: someone({ role: 'committee_member', standing: 'official' }),
	clerk: someone({ role: 'clerk', standing: 'official' }),
	official: someone({ standing: 'official' }),
	non_party: someone({ standing: 'non_party' }),
	administrator: someone({ role: 'administrator' }),
	higher_officer: someone({ role: 'higher_officer', at: { unitId: 'root', path: 'root' } }),
	stranger: someone({ role: 'secretary', standing: 'official', at: { unitId: 'other', path: 'root.other' } }),
};

// Who may: P prepare, D see a draft, S see what is issued, A assign in a draft, a assign in an issued one, I issue.
test.each([
	['secretary', 'PDSAaI'],
	['deputy', 'PDSAaI'],
	['committee_member', 'PDSA'],
	['clerk', 'S'],
	['official', 'S'],
	['non_party', 'S'],
	['administrator', ''],
	['higher_officer', 'S'],
	['stranger', ''],
])('%s may %s', (name, expected) => {
	const actor = people[name] as Actor;
	const draft = { ...unit, state: 'draft' as const };
	const issued = { ...unit, state: 'issued' as const };
	const got = [
		may(mayPrepare(actor, unit)) && 'P',
		may(maySeeProgramme(actor, draft)) && 'D',
		may(maySeeProgramme(actor, issued)) && 'S',
		may(mayAssign(actor, draft)) && 'A',
		may(mayAssign(actor, issued)) && 'a',
		may(mayIssue(actor, draft)) && 'I',
	]
		.filter(Boolean)
		.join('');
	expect(got).toBe(expected);
});

const task = (state: TaskState) => ({
	...unit,
	programmeState: 'issued' as const,
	state,
	ownerId: 'owner',
	supervisorId: 'supervisor',
	helperIds: ['helper'],
});
const worker = (personId: string): Actor => someone({ personId, standing: 'official' });

test('the owner reports progress and completion, a helper progress only, nobody else anything', () => {
	expect(may(mayReport(worker('owner'), task('assigned'), 'completion'))).toBe(true);
	expect(may(mayReport(worker('helper'), task('assigned'), 'progress'))).toBe(true);
	expect(mayReport(worker('helper'), task('assigned'), 'completion')).toEqual({
		allowed: false,
		key: 'refused_complete_task',
	});
	expect(mayReport(worker('supervisor'), task('assigned'), 'progress')).toEqual({
		allowed: false,
		key: 'refused_report_task',
	});
	expect(mayReport(worker('owner'), { ...task('assigned'), programmeState: 'draft' }, 'progress')).toEqual({
		allowed: false,
		key: 'refused_programme_draft',
	});
});

test('the supervisor decides on what was reported; the owner never', () => {
	expect(may(mayDecide(worker('supervisor'), task('reported')))).toBe(true);
	expect(mayDecide(worker('owner'), { ...task('reported'), supervisorId: 'owner' })).toEqual({
		allowed: false,
		key: 'refused_decide_own',
	});
	expect(may(mayDecide(people['secretary'] as Actor, task('reported')))).toBe(false);
	expect(mayDecide(worker('supervisor'), task('accepted'))).toEqual({
		allowed: false,
		key: 'refused_task_accepted',
	});
});

test('a task that is accepted or called off does not change any more', () => {
	for (const state of ['accepted', 'cancelled'] as const) {
		expect(may(mayChangeTask(people['secretary'] as Actor, task(state)))).toBe(false);
		expect(may(mayCancelTask(people['secretary'] as Actor, task(state)))).toBe(false);
		expect(may(mayReport(worker('owner'), task(state), 'completion'))).toBe(false);
	}
	expect(may(mayCancelTask(people['secretary'] as Actor, task('in_progress')))).toBe(true);
});

test('whoever works on a task sees it, also from another unit; an administrator does not', () => {
	expect(may(maySeeTask(someone({ personId: 'helper' }), task('assigned')))).toBe(true);
	expect(may(maySeeTask(people['administrator'] as Actor, task('assigned')))).toBe(false);
	expect(may(maySeeTask(people['stranger'] as Actor, task('assigned')))).toBe(false);
});
