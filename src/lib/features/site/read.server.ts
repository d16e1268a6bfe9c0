import { type QueryExecutorProvider, sql } from 'kysely';
import type { Day } from '#lib/shared/calendar.ts';
import { baseOf, shortIdIn } from './domain/addresses.ts';
import type { SiteBlock, SiteKind } from './domain/kinds.ts';
import { searchQuery } from './domain/snapshot.ts';

// What visitors read: without a tenant and without a session, through the functions of db/security/79_site.sql alone.

/** A site that is on, as it is shown under an address. */
export type ShownSite = {
	tenantId: string;
	unitId: string;
	unitName: string;
	name: string;
	slug: string;
	host: string;
	contact: string;
	kinds: SiteKind[];
	embedHosts: string[];
	/** Its front within this installation. */
	base: string;
};

type SiteRow = Omit<ShownSite, 'base'>;

/** Every site that is on, the oldest first, each with its front as seen under a host. */
export const sitesOn = async (db: QueryExecutorProvider, host: string): Promise<ShownSite[]> => {
	const found = await sql<SiteRow>`
		select tenant_id as "tenantId", unit_id as "unitId", unit_name as "unitName", name, slug, host, contact, kinds, embed_hosts as "embedHosts"
		from public.sites_on()`.execute(db);
	const isOnly = found.rows.length === 1;
	return found.rows.map((site) => ({
		...site,
		base: baseOf(isOnly || (site.host !== '' && site.host === host) ? null : site.slug),
	}));
};

/**
 * The site of an address: the one that is named, the one of the host, or the only one that is on.
 * @param place "@name" of the address, if it has one
 */
export const siteAt = (
	sites: readonly ShownSite[],
	host: string,
	place: string | undefined,
): ShownSite | null => {
	if (place) return sites.find(({ slug }) => `@${slug}` === place) ?? null;
	const hosted = sites.find((site) => site.host !== '' && site.host === host);
	return hosted ?? (sites.length === 1 ? (sites[0] ?? null) : null);
};

/** An entry in a list. */
export type Head = {
	shortId: string;
	slug: string;
	kind: SiteKind;
	title: string;
	summary: string;
	theme: string;
	themeSlug: string;
	authorName: string;
	authorSlug: string;
	day: Day;
	publishedAt: Date;
	changedAt: Date;
};

const headColumns = sql`short_id as "shortId", slug, kind, title, summary, theme, theme_slug as "themeSlug", author_name as "authorName", author_slug as "authorSlug", day,
	published_at as "publishedAt", changed_at as "changedAt", found::int as found`;

export const A_PAGE = 20;

export type Heads = { heads: Head[]; found: number; page: number; size: number };

const headsOf = (rows: (Head & { found: number })[], page: number, size: number): Heads => ({
	heads: rows.map(({ found: _found, ...head }) => head),
	found: rows[0]?.found ?? 0,
	page,
	size,
});

export type Choice = { kind?: SiteKind; year?: number; theme?: string; author?: string };

/** Entries of a site, the newest first. */
export const headsShown = async (
	db: QueryExecutorProvider,
	site: ShownSite,
	choice: Choice,
	page = 1,
	size = A_PAGE,
): Promise<Heads> => {
	const found = await sql<Head & { found: number }>`
		select ${headColumns} from public.site_heads(${site.tenantId}, ${site.unitId}, ${choice.kind ?? null}::text, ${choice.year ?? null}::int,
			${choice.theme ?? null}::text, ${choice.author ?? null}::text, ${size}, ${(page - 1) * size})`.execute(
		db,
	);
	return headsOf(found.rows, page, size);
};

/** Entries in which words stand; those with the very marks come first. Nothing was asked: nothing is found. */
export const searchShown = async (
	db: QueryExecutorProvider,
	site: ShownSite,
	asked: string,
	page = 1,
): Promise<Heads> => {
	const query = searchQuery(asked);
	if (!query) return headsOf([], page, A_PAGE);
	const found = await sql<Head & { found: number }>`
		select ${headColumns} from public.site_search(${site.tenantId}, ${site.unitId}, ${query.exact}, ${query.folded}, ${A_PAGE}, ${(page - 1) * A_PAGE})`.execute(
		db,
	);
	return headsOf(found.rows, page, A_PAGE);
};

export type Gathering = { key: string; label: string; entries: number };
export type Gathered = { kinds: Gathering[]; years: Gathering[]; themes: Gathering[]; authors: Gathering[] };

/** By what the entries of a site are gathered, with counts. */
export const gatheredShown = async (db: QueryExecutorProvider, site: ShownSite): Promise<Gathered> => {
	const found = await sql<Gathering & { way: string }>`
		select way, key, label, entries::int as entries from public.site_gathered(${site.tenantId}, ${site.unitId})`.execute(
		db,
	);
	const of = (way: string): Gathering[] => found.rows.filter((row) => row.way === way);
	const byLabel = (list: Gathering[]): Gathering[] =>
		list.sort((one, other) => one.label.localeCompare(other.label, 'vi'));
	return {
		kinds: of('kind').sort((one, other) => other.entries - one.entries),
		years: of('year').sort((one, other) => other.key.localeCompare(one.key)),
		themes: byLabel(of('theme')),
		authors: byLabel(of('author')),
	};
};

export type Entry = Head & { blocks: SiteBlock[]; version: number };
type EntryRow = (Entry & { state: 'published' }) | { state: 'withdrawn'; withdrawnAt: Date };

/** The entry of an address; only the day of one that was taken off; null where there is (or was) none. */
export const entryShown = async (
	db: QueryExecutorProvider,
	site: ShownSite,
	place: string,
): Promise<EntryRow | null> => {
	const shortId = shortIdIn(place);
	if (!shortId) return null;
	const found = await sql<EntryRow>`
		select state, withdrawn_at as "withdrawnAt", ${shortId}::text as "shortId", slug, kind, title, summary, theme, theme_slug as "themeSlug", author_name as "authorName",
			author_slug as "authorSlug", day, blocks, published_at as "publishedAt", changed_at as "changedAt", version
		from public.site_read(${site.tenantId}, ${site.unitId}, ${shortId})`.execute(db);
	return found.rows[0] ?? null;
};
