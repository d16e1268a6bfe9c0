import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { conflict, refused } from '#lib/shared/failures.ts';
import { type SiteCandidate, siteSource } from './candidates.server.ts';
import { shortIdFrom, slugOf } from './domain/addresses.ts';
import { beginningOf, digestText, type Shown, searchWords } from './domain/snapshot.ts';
import { entryOf, type KnownEntry, takenOffByAuthor } from './facts.server.ts';
import type { Prepare } from './schema.ts';

/**
 * The record as its feature has it now, for whoever works on the site.
 * @throws Failure conflict where it is not ready (any more), refused where its author took it off and said no new yes since
 */
export const readyCandidate = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	of: Pick<Prepare, 'unitId' | 'kind' | 'sourceId'>,
): Promise<SiteCandidate> => {
	const found = await siteSource(of.kind)?.find(tx, of.sourceId);
	if (!found || found.unitId !== of.unitId || (found.author && !found.author.consentedAt))
		throw conflict('refused_site_not_ready');
	const takenOff = await takenOffByAuthor(tx, actor.tenantId, of);
	if (takenOff && (found.author?.consentedAt ?? new Date(0)) <= takenOff)
		throw refused('refused_site_taken_off_by_author');
	return found;
};

/** The address under which an author's texts are gathered: another person of the same name gets another one. */
const authorSlugOf = async (tx: Tx, tenantId: string, { unitId, author }: SiteCandidate): Promise<string> => {
	const slug = author ? slugOf(author.name) : '';
	if (!author || slug === '') return slug;
	const others = await sql<{ slug: string; own: boolean }>`
		select distinct v.author_slug as slug, v.author_id = ${author.personId} as own from site_version v
		where v.tenant_id = ${tenantId} and v.unit_id = ${unitId} and (v.author_slug = ${slug} or v.author_slug like ${`${slug}-%`})`.execute(
		tx,
	);
	const own = others.rows.find((row) => row.own);
	if (own) return own.slug;
	const taken = new Set(others.rows.map((row) => row.slug));
	let number = 1;
	while (taken.has(number === 1 ? slug : `${slug}-${number}`)) number += 1;
	return number === 1 ? slug : `${slug}-${number}`;
};

const newEntry = async (
	context: CommandContext,
	input: Prepare,
	candidate: SiteCandidate,
): Promise<KnownEntry> => {
	const { tx, actor } = context;
	const id = context.newId();
	await tx
		.insertInto('site_entry')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: input.unitId,
			kind: input.kind,
			source_id: input.sourceId,
			author_id: candidate.author?.personId ?? null,
			short_id: shortIdFrom(randomBytes(16)),
			state: 'prepared',
		})
		// Two who begin at one moment begin one entry.
		.onConflict((same) => same.doNothing())
		.execute();
	const made = await entryOf(tx, actor.tenantId, input);
	if (!made) throw new Error('an entry that was just made is not there');
	return made;
};

/**
 * Keeps a version of the entry of a record as it is now, with the words around it: the one that waits, or the next.
 * @param approves whoever acts approves it as well: it is frozen and is what the site shows from now on
 */
export const keepVersion = async (
	context: CommandContext,
	input: Prepare,
	candidate: SiteCandidate,
	approves: boolean,
): Promise<KnownEntry> => {
	const { tx, actor, now, personId } = context;
	const entry = (await entryOf(tx, actor.tenantId, input)) ?? (await newEntry(context, input, candidate));
	const shown: Shown = {
		title: input.title,
		summary: input.summary || beginningOf(candidate.blocks),
		theme: input.theme,
		authorName: candidate.author?.name ?? '',
		day: candidate.day,
		blocks: candidate.blocks,
	};
	const words = searchWords(shown);
	const author = candidate.author;
	const kept = {
		unit_id: input.unitId,
		author_id: author?.personId ?? null,
		title: shown.title,
		slug: slugOf(shown.title),
		summary: shown.summary,
		theme: shown.theme,
		theme_slug: slugOf(shown.theme),
		author_name: shown.authorName,
		author_slug: await authorSlugOf(tx, actor.tenantId, candidate),
		day: shown.day,
		blocks: JSON.stringify(shown.blocks),
		consented_at: author?.consentedAt ?? null,
		exact: sql<string>`${words.exact}::tsvector`,
		folded: sql<string>`${words.folded}::tsvector`,
		digest: createHash('sha256').update(digestText(shown)).digest('hex'),
		...(approves ? { approved_by: personId, approved_at: now } : {}),
	};
	const version = await nextVersion(tx, actor.tenantId, entry);
	await tx
		.insertInto('site_version')
		.values({
			tenant_id: actor.tenantId,
			entry_id: entry.id,
			version,
			prepared_by: personId,
			prepared_at: now,
			...kept,
		})
		.onConflict((same) =>
			same
				.columns(['tenant_id', 'entry_id', 'version'])
				.doUpdateSet(approves ? kept : { ...kept, prepared_by: personId, prepared_at: now }),
		)
		.execute();
	if (approves)
		await tx
			.updateTable('site_entry')
			.set({ state: 'published', version, first_published_at: entry.firstPublishedAt ?? now })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', entry.id)
			.execute();
	return { ...entry, version: approves ? version : entry.version };
};

/** The number of the version that waits, or of the next. */
const nextVersion = async (tx: Tx, tenantId: string, entry: KnownEntry): Promise<number> => {
	const found = await sql<{ last: number; waits: number | null }>`
		select coalesce(max(version), 0) as last, max(version) filter (where approved_at is null) as waits from site_version
		where tenant_id = ${tenantId} and entry_id = ${entry.id}`.execute(tx);
	const { last, waits } = found.rows[0] ?? { last: 0, waits: null };
	return waits ?? last + 1;
};
