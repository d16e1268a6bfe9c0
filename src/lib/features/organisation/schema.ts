import { z } from 'zod';
import { tenantKinds } from './domain/kinds.ts';

export const fullName = z.string().trim().min(2).max(100);
/** Login names are short, lower case, without marks: they are typed on phones. */
export const loginName = z
	.string()
	.trim()
	.toLowerCase()
	.regex(/^[a-z0-9][a-z0-9._-]{2,59}$/, { error: 'issue_login_name' });

export const SetUpInput = z.object({
	name: z.string().trim().min(2).max(200),
	kind: z.enum(tenantKinds),
	fullName,
	login: loginName,
	password: z.string().min(10).max(200),
	isSample: z.boolean().optional(),
});
