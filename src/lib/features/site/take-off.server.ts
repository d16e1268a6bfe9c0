import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { SiteKind } from './domain/kinds.ts';
import { entryColumns, type KnownEntry } from './facts.server.ts';

type How = NonNullable<KnownEntry['withdrawnHow']>;

/** Takes the words out of every version; what they were can still be shown by the digest. */
const forgetWords = async ({ tx, actor }: CommandContext, entryId: string): Promise<void> => {
	await tx
		.updateTable('site_version')
		.set({
			title: '',
			slug: '',
			summary: '',
			theme: '',
			theme_slug: '',
			author_name: '',
			author_slug: '',
			blocks: '[]',
			exact: null,
			folded: null,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('entry_id', '=', entryId)
		.execute();
	// What was never approved was never shown: nothing of it has to be answered for.
	await tx
		.deleteFrom('site_version')
		.where('tenant_id', '=', actor.tenantId)
		.where('entry_id', '=', entryId)
		.where('approved_at', 'is', null)
		.execute();
};

/** Takes an entry off the site, with its words. What was only prepared goes without a trace on the site. */
export const takeOff = async (
	context: CommandContext,
	entry: KnownEntry,
	how: How,
	reason = '',
): Promise<void> => {
	const { tx, actor, now } = context;
	await forgetWords(context, entry.id);
	if (entry.version === 0) {
		await tx
			.deleteFrom('site_entry')
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', entry.id)
			.execute();
	} else {
		await tx
			.updateTable('site_entry')
			.set({
				state: 'withdrawn',
				withdrawn_at: now,
				withdrawn_by: actor.personId,
				withdrawn_how: how,
				withdrawn_reason: reason,
			})
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', entry.id)
			.execute();
	}
	await context.emit('site.withdrawn', {
		subject: { type: 'site_entry', id: entry.id },
		unitId: entry.unitId,
		documentId: entry.kind === 'document' ? entry.sourceId : null,
		personId: entry.authorId,
		personal: entry.authorId !== null,
		after: { kind: entry.kind, how, version: entry.version },
	});
};

/** Takes off whatever stands on the site (or waits for it) of a record, because its feature says so. */
export const takeOffOf = async (
	context: CommandContext,
	of: { kind: SiteKind; sourceId: string },
	how: How,
): Promise<void> => {
	const found = await sql<KnownEntry>`
		select ${entryColumns} from site_entry e
		where e.tenant_id = ${context.actor.tenantId} and e.kind = ${of.kind} and e.source_id = ${of.sourceId} and e.state <> 'withdrawn'
		for update of e`.execute(context.tx);
	for (const entry of found.rows) await takeOff(context, entry, how);
};
