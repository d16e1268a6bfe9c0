import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import type { AssignmentState } from './domain/states.ts';
import {
	mayAnswer,
	mayAssignSummary,
	mayPresent,
	mayRelease,
	mayRemark,
	mayReplace,
	maySeeAssignment,
	maySeeDraft,
} from './policy.ts';

const holding = (role: Role | null, personId = 'me') => ({
	...systemActor('t'),
	kind: 'person' as const,
	personId,
	roles: role ? [{ unitId: 'cell', path: 'r.cell', unitName: '', role }] : [],
});

test.each([
	['secretary', 'other', 'presented', 'assign see draft present remark release'],
	['secretary', 'me', 'presented', 'assign see draft write present remark'],
	['deputy', 'other', 'accepted', 'assign see present replace'],
	['committee_member', 'other', 'presented', 'see draft remark'],
	['committee_member', 'other', 'accepted', 'see'],
	['committee_member', 'me', 'assigned', 'see draft accept decline write present'],
	['committee_member', 'me', 'released', 'see draft'],
	['clerk', 'other', 'presented', ''],
	['administrator', 'other', 'presented', ''],
	[null, 'other', 'presented', ''],
] as const)('%s, of a summary of %s that is %s, may: %s', (role, personId, state, acts) => {
	const actor = holding(role);
	const facts = { unitId: 'cell', personId, state: state as AssignmentState };
	const may = {
		assign: mayAssignSummary(actor, 'cell'),
		see: maySeeAssignment(actor, facts),
		draft: maySeeDraft(actor, facts),
		accept: mayAnswer(actor, facts, 'accept'),
		decline: mayAnswer(actor, facts, 'decline'),
		write: mayAnswer(actor, facts, 'write'),
		present: mayPresent(actor, facts),
		remark: mayRemark(actor, facts),
		release: mayRelease(actor, facts),
		replace: mayReplace(actor, facts),
	};
	expect(
		Object.entries(may)
			.filter(([, { allowed }]) => allowed)
			.map(([name]) => name)
			.join(' '),
	).toBe(acts);
});
