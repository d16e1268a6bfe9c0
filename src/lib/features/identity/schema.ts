import { z } from 'zod';

const id = z.uuid();

/** Login names are short, lower case, without marks: they are typed on phones. */
const loginName = z
	.string()
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9._-]{2,59}$/, { error: 'issue_login_name' });
const password = z
	.string({ error: 'issue_password_short' })
	.min(10, { error: 'issue_password_short' })
	.max(200, { error: 'issue_password_long' });

export const CreateAccountInput = z.object({
	personId: id,
	login: loginName,
	/** When none is given, one is made and told once. */
	password: password.optional(),
	mustChange: z.boolean().default(true),
});
export const PersonInput = z.object({ personId: id });
export const InviteUnitInput = z.object({ unitId: id });
export const AcceptInvitationInput = z.object({
	token: z.string().min(1).max(200),
	login: loginName,
	password,
});
export const ChangeOwnPasswordInput = z.object({
	currentPassword: z
		.string({ error: 'issue_current_password' })
		.min(1, { error: 'issue_current_password' })
		.max(200),
	password,
});
export const EndSessionInput = z.object({ sessionId: id });
export const NoInput = z.object({});
