import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type SiteCandidate, siteSource, siteSources } from './candidates.server.ts';
import { kindPlaces, type SiteKind } from './domain/kinds.ts';
import { beginningOf } from './domain/snapshot.ts';
import { entryColumns, entryFacts, type KnownEntry, type KnownVersion, versionsOf } from './facts.server.ts';
import {
	mayApprove,
	mayDiscard,
	mayPrepare,
	mayReadEntry,
	maySetSite,
	mayTakeOff,
	mayWorkOnSite,
} from './policy.ts';
import { type SiteSettings, settingsOf } from './settings.server.ts';

/** A line of the desk: what is ready, waits, is shown or was taken off. */
export type DeskLine = {
	key: string;
	kind: SiteKind;
	title: string;
	authorName: string;
	day: Day;
	href: string;
};
export type EntryLine = DeskLine & {
	id: string;
	shortId: string;
	slug: string;
	withdrawnAt: Date | null;
	waits: boolean;
};

const A_PAGE = 30;
const MOST_READY = 60;

const entryLines = async (
	tx: Tx,
	tenantId: string,
	unitId: string,
	which: 'waits' | 'published' | 'withdrawn',
	page: number,
): Promise<{ lines: EntryLine[]; found: number }> => {
	const scope =
		which === 'waits'
			? sql`v.approved_at is null`
			: which === 'published'
				? sql`e.state = 'published' and v.version = e.version`
				: sql`e.state = 'withdrawn' and v.version = e.version`;
	const found = await sql<EntryLine & { found: number }>`
		select e.id as key, e.id, e.kind, v.title, v.author_name as "authorName", v.day, '/cong-bo/bai/' || e.id as href, e.short_id as "shortId", v.slug,
			e.withdrawn_at as "withdrawnAt", exists (select from site_version w where w.tenant_id = e.tenant_id and w.entry_id = e.id and w.approved_at is null) as waits,
			count(*) over ()::int as found
		from site_entry e join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id
		where e.tenant_id = ${tenantId} and e.unit_id = ${unitId} and ${scope}
		order by coalesce(e.withdrawn_at, v.approved_at, v.prepared_at) desc, e.id desc limit ${A_PAGE} offset ${(page - 1) * A_PAGE}`.execute(
		tx,
	);
	return { lines: found.rows, found: found.rows[0]?.found ?? 0 };
};

/** What is ready to be shown and has no entry yet: what its author took off needs a new yes first. */
const readyLines = async (tx: Tx, actor: Actor, unitId: string, today: Day): Promise<DeskLine[]> => {
	const candidates: SiteCandidate[] = [];
	for (const source of siteSources())
		candidates.push(...(await source.ready(tx, { unitIds: [unitId], today, limit: MOST_READY })));
	const known = await sql<{ key: string; isLive: boolean; off: Date | null }>`
		select kind || ' ' || source_id as key, bool_or(state <> 'withdrawn') as "isLive", max(withdrawn_at) filter (where withdrawn_how = 'author') as off
		from site_entry where tenant_id = ${actor.tenantId} and unit_id = ${unitId} group by kind, source_id`.execute(
		tx,
	);
	const knownOf = new Map(known.rows.map((row) => [row.key, row]));
	return candidates
		.filter(({ kind, sourceId, author }) => {
			const one = knownOf.get(`${kind} ${sourceId}`);
			return !one?.isLive && (!one?.off || (author?.consentedAt ?? new Date(0)) > one.off);
		})
		.sort((one, other) => (one.day < other.day ? 1 : -1))
		.map(({ kind, sourceId, title, author, day }) => ({
			key: `${kind} ${sourceId}`,
			kind,
			title,
			authorName: author?.name ?? '',
			day,
			href: `/cong-bo/moi/${kindPlaces[kind]}/${sourceId}`,
		}));
};

export type Desk = {
	settings: SiteSettings & { isSet: boolean };
	ready: DeskLine[];
	waiting: EntryLine[];
	shown: EntryLine[];
	found: number;
	page: number;
	size: number;
	off: EntryLine[];
	powers: { set: boolean; approve: boolean };
};

/** The desk of a unit's site; null for whoever does not work on it. */
export const deskPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unit: { id: string; name: string }; today: Day; page: number },
): Promise<Desk | null> => {
	const { unit } = wanted;
	if (!mayWorkOnSite(actor, unit.id).allowed) return null;
	const shown = await entryLines(tx, actor.tenantId, unit.id, 'published', wanted.page);
	return {
		settings: await settingsOf(tx, actor, unit),
		ready: await readyLines(tx, actor, unit.id, wanted.today),
		waiting: (await entryLines(tx, actor.tenantId, unit.id, 'waits', 1)).lines,
		shown: shown.lines,
		found: shown.found,
		page: wanted.page,
		size: A_PAGE,
		off: (await entryLines(tx, actor.tenantId, unit.id, 'withdrawn', 1)).lines,
		powers: {
			set: maySetSite(actor, unit.id).allowed,
			approve: mayApprove(actor, { unitId: unit.id, authorId: null }).allowed,
		},
	};
};

export type CandidatePage = {
	candidate: SiteCandidate;
	summary: string;
	powers: { prepare: boolean; approve: boolean; isOwn: boolean };
};

const powersOver = (actor: Actor, candidate: SiteCandidate): CandidatePage['powers'] => {
	const one = { unitId: candidate.unitId, authorId: candidate.author?.personId ?? null };
	return {
		prepare: mayPrepare(actor, one).allowed,
		approve: mayApprove(actor, one).allowed,
		isOwn: one.authorId !== null && one.authorId === actor.personId,
	};
};

/** A record that is ready, as it will look; the entry, where it has one already. @throws Failure missing */
export const candidatePage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; kind: SiteKind; sourceId: string },
): Promise<CandidatePage | { entryId: string }> => {
	if (!mayWorkOnSite(actor, wanted.unitId).allowed || !uuidPattern.test(wanted.sourceId))
		throw missing('failure_not_found');
	const live = await sql<{ id: string }>`
		select id from site_entry where tenant_id = ${actor.tenantId} and unit_id = ${wanted.unitId} and kind = ${wanted.kind}
			and source_id = ${wanted.sourceId} and state <> 'withdrawn'`.execute(tx);
	if (live.rows[0]) return { entryId: live.rows[0].id };
	const candidate = await siteSource(wanted.kind)?.find(tx, wanted.sourceId);
	if (!candidate || candidate.unitId !== wanted.unitId) throw missing('failure_not_found');
	return { candidate, summary: beginningOf(candidate.blocks), powers: powersOver(actor, candidate) };
};

export type EntryPage = {
	entry: KnownEntry;
	versions: KnownVersion[];
	/** What is shown, and what waits. */
	shown: KnownVersion | null;
	waiting: KnownVersion | null;
	/** The record as it is now: what a correction would show. */
	candidate: SiteCandidate | null;
	isAuthor: boolean;
	powers: { prepare: boolean; approve: boolean; discard: boolean; takeOff: boolean };
};

/** An entry with its versions and what the actor may do. @throws Failure missing for whoever may not know of it */
export const entryPage = async (tx: Tx, actor: Actor, entryId: string): Promise<EntryPage> => {
	const entry = await entryFacts(tx, actor.tenantId, entryId);
	if (!mayReadEntry(actor, entry).allowed) throw missing('failure_not_found');
	const versions = await versionsOf(tx, actor.tenantId, entry.id);
	const works = mayWorkOnSite(actor, entry.unitId).allowed;
	const candidate =
		works && entry.state !== 'withdrawn'
			? ((await siteSource(entry.kind)?.find(tx, entry.sourceId)) ?? null)
			: null;
	const ready = candidate !== null && candidate.unitId === entry.unitId;
	return {
		entry,
		versions,
		shown: versions.find(({ version }) => entry.state === 'published' && version === entry.version) ?? null,
		waiting: versions.find(({ approvedAt }) => approvedAt === null) ?? null,
		candidate: ready ? candidate : null,
		isAuthor: entry.authorId !== null && entry.authorId === actor.personId,
		powers: {
			prepare: ready && mayPrepare(actor, entry).allowed,
			approve: ready && mayApprove(actor, entry).allowed,
			discard: mayDiscard(actor, entry).allowed,
			takeOff: mayTakeOff(actor, entry).allowed,
		},
	};
};

export type OwnEntry = KnownEntry & { title: string; at: Date };

/** What stands, or stood, on the site of the actor's own, the last first. */
export const ownEntries = async (
	tx: Tx,
	actor: Actor,
	{ from, to }: { from: Day; to: Day },
): Promise<OwnEntry[]> => {
	if (!actor.personId) return [];
	const found = await sql<OwnEntry>`
		select ${entryColumns}, v.title, coalesce(e.withdrawn_at, v.approved_at) as at
		from site_entry e join site_version v on v.tenant_id = e.tenant_id and v.entry_id = e.id and v.version = e.version
		where e.tenant_id = ${actor.tenantId} and e.author_id = ${actor.personId}
			and (coalesce(e.withdrawn_at, v.approved_at) at time zone 'Asia/Ho_Chi_Minh')::date between ${from} and ${to}
		order by at desc, e.id desc`.execute(tx);
	return found.rows;
};
