import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { refused } from '#lib/shared/failures.ts';
import { slugOf } from './domain/addresses.ts';
import { hostOf, hostsOf } from './domain/hosts.ts';
import { type SiteKind, siteKinds } from './domain/kinds.ts';
import { maySetSite } from './policy.ts';
import { SetSiteInput } from './schema.ts';

export type SiteSettings = {
	name: string;
	slug: string;
	host: string;
	contact: string;
	kinds: SiteKind[];
	embedHosts: string[];
	isOn: boolean;
};

/** The settings of a unit's site; off, with all kinds, as long as nobody set them. */
export const settingsOf = async (
	tx: Tx,
	{ tenantId }: Pick<Actor, 'tenantId'>,
	unit: { id: string; name: string },
): Promise<SiteSettings & { isSet: boolean }> => {
	const found = await sql<SiteSettings>`
		select name, slug, host, contact, kinds, embed_hosts as "embedHosts", is_on as "isOn" from site
		where tenant_id = ${tenantId} and unit_id = ${unit.id}`.execute(tx);
	const row = found.rows[0];
	if (row) return { ...row, isSet: true };
	const start = { name: unit.name, slug: slugOf(unit.name), host: '', contact: '', embedHosts: [] };
	return { ...start, kinds: [...siteKinds], isOn: false, isSet: false };
};

/** The settings for whoever may set them. @throws Failure refused */
export const settingsPage = (
	tx: Tx,
	actor: Actor,
	unit: { id: string; name: string },
): Promise<SiteSettings & { isSet: boolean }> => {
	const may = maySetSite(actor, unit.id);
	if (!may.allowed) throw refused(may.key);
	return settingsOf(tx, actor, unit);
};

/** Sets name, place and kinds of the unit's site, and whether it is on. What was approved stays approved. */
export const setSite = command('site.set', SetSiteInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(maySetSite(actor, input.unitId));
	const slug = slugOf(input.slug || input.name);
	if (slug === '') throw invalidAt('slug', 'issue_site_slug');
	const host = input.host === '' ? '' : hostOf(input.host);
	if (host === null) throw invalidAt('host', 'issue_site_host');
	const embed = hostsOf(input.embedHosts);
	if ('wrong' in embed) throw invalidAt('embedHosts', 'issue_site_embed', { host: embed.wrong.slice(0, 60) });
	const taken = await sql<{ taken: boolean }>`
		select public.site_place_taken(${input.unitId}, ${slug}, '') as taken`.execute(tx);
	if (taken.rows[0]?.taken) throw invalidAt('slug', 'issue_site_slug_taken');
	const hosted = await sql<{ taken: boolean }>`
		select public.site_place_taken(${input.unitId}, '', ${host}) as taken`.execute(tx);
	if (hosted.rows[0]?.taken) throw invalidAt('host', 'issue_site_host_taken');
	const values = {
		name: input.name,
		slug,
		host,
		contact: input.contact,
		kinds: input.kinds,
		embed_hosts: embed.hosts,
		is_on: input.isOn === 'yes',
		set_by: context.personId,
		set_at: now,
	};
	await tx
		.insertInto('site')
		.values({ tenant_id: actor.tenantId, unit_id: input.unitId, created_at: now, ...values })
		.onConflict((same) => same.columns(['tenant_id', 'unit_id']).doUpdateSet(values))
		.execute();
	await context.emit('site.settings_set', {
		subject: { type: 'unit', id: input.unitId },
		unitId: input.unitId,
		after: { name: input.name, slug, host, kinds: input.kinds, embedHosts: embed.hosts, isOn: values.is_on },
	});
});
