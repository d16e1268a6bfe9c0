import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { SiteBlock, SiteKind } from './domain/kinds.ts';

export type { SiteBlock, SiteKind } from './domain/kinds.ts';

/** Something of a unit that is ready to be shown to everybody, as its feature knows it now. */
export type SiteCandidate = {
	kind: SiteKind;
	/** The record that it is made from: a talk, a recognition, a document, a programme. */
	sourceId: string;
	unitId: string;
	title: string;
	/** What it is about, in words; '' where there is none. Pages are gathered by it. */
	theme: string;
	/** The day by which it stands on the site (presented, announced, issued). */
	day: Day;
	/** Whose it is, where it is somebody's: nothing of it is shown without this person's consent. */
	author: { personId: string; name: string; consentedAt: Date | null } | null;
	blocks: SiteBlock[];
};

/** How a feature brings what may be shown. Both run in the name of whoever looks and see only what that person may see. */
export type SiteSource = {
	kind: SiteKind;
	/** Everything of these units that is ready to be shown, newest first, at most `limit`. */
	ready: (
		tx: Tx,
		wanted: { unitIds: readonly string[]; today: Day; limit: number },
	) => Promise<SiteCandidate[]>;
	/** One of them as it is now, or null where it is not ready (any more). */
	find: (tx: Tx, sourceId: string) => Promise<SiteCandidate | null>;
};

const sources = new Map<SiteKind, SiteSource>();

/** Makes a feature's things known to the public site; called once by the feature's `site-source.server.ts`. */
export const registerSiteSource = (source: SiteSource): void => {
	sources.set(source.kind, source);
};

/** Every source that was made known. */
export const siteSources = (): readonly SiteSource[] => [...sources.values()];

/** The source of a kind, where its feature made one known. */
export const siteSource = (kind: SiteKind): SiteSource | null => sources.get(kind) ?? null;
