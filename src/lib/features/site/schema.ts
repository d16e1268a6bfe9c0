import { z } from 'zod';
import { siteKinds } from './domain/kinds.ts';

const id = z.uuid();
/** A text that must be there; what is missing gets the field's own words. */
const text = (max: number, key: string) =>
	z
		.string({ error: key })
		.transform((typed) => typed.normalize('NFC').replace(/\s+/g, ' ').trim())
		.pipe(z.string().min(1, { error: key }).max(max));
const optional = (max: number) =>
	z
		.string()
		.transform((typed) => typed.normalize('NFC').replace(/\s+/g, ' ').trim())
		.pipe(z.string().max(max))
		.default('');

/** A thing of the unit as it will stand on the site: its words around the text, which comes from where it was written. */
export const PrepareInput = z.object({
	unitId: id,
	kind: z.enum(siteKinds),
	sourceId: id,
	title: text(300, 'issue_site_title'),
	theme: optional(120),
	summary: optional(500),
});
export type Prepare = z.infer<typeof PrepareInput>;

export const EntryInput = z.object({ entryId: id });
export const WithdrawInput = z.object({ entryId: id, reason: optional(500) });

export const SetSiteInput = z.object({
	unitId: id,
	name: text(120, 'issue_site_name'),
	slug: optional(60),
	host: optional(200),
	contact: optional(300),
	kinds: z.array(z.enum(siteKinds), { error: 'issue_site_kinds' }).min(1, { error: 'issue_site_kinds' }),
	embedHosts: z.string().max(2_000).default(''),
	isOn: z.enum(['yes', 'no'], { error: 'issue_site_on' }),
});
