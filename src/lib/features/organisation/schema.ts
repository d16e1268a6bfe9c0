import { z } from 'zod';
import { roles, standings } from '#lib/shared/actor.ts';
import { isDay } from '#lib/shared/calendar.ts';
import { tenantKinds, unitKinds } from './domain/kinds.ts';

const id = z.uuid();
const day = z.string().refine(isDay, { error: 'issue_day' });
const name = z.string().trim().min(2).max(200);
const decisionNumber = z.string().trim().max(60).optional();

export const fullName = z.string().trim().min(2).max(100);
/** Login names are short, lower case, without marks: they are typed on phones. */
export const loginName = z
	.string()
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9._-]{2,59}$/, { error: 'issue_login_name' });

export const SetUpInput = z.object({
	name,
	kind: z.enum(tenantKinds),
	fullName,
	login: loginName,
	password: z.string().min(10).max(200),
	isSample: z.boolean().optional(),
});

export const AddUnitInput = z.object({
	parentId: id,
	kind: z.enum(unitKinds),
	name,
	shortName: name,
	sign: z.string().trim().max(20).default(''),
	from: day,
});
export const RenameUnitInput = z.object({ unitId: id, name, shortName: name, from: day, decisionNumber });
export const AddPersonInput = z.object({
	unitId: id,
	fullName,
	jobTitle: z.string().trim().max(200).default(''),
	email: z.email().optional(),
	standing: z.enum(standings).optional(),
	from: day.optional(),
});
export const ChangePersonInput = z.object({
	personId: id,
	fullName,
	jobTitle: z.string().trim().max(200).default(''),
	email: z.email().optional(),
});
export const BeginMembershipInput = z.object({
	personId: id,
	unitId: id,
	standing: z.enum(standings),
	from: day,
});
export const EndMembershipInput = z.object({ membershipId: id, to: day });
export const AssignRoleInput = z.object({
	personId: id,
	unitId: id,
	role: z.enum(roles),
	from: day,
	decisionNumber,
});
export const EndRoleInput = z.object({ roleId: id, to: day });
export const TransferInput = z.object({
	membershipId: id,
	toUnitId: id,
	letterNumber: z.string().trim().min(1).max(60),
	letterOn: day,
	effectiveOn: day,
	reason: z.string().trim().max(500).default(''),
});
