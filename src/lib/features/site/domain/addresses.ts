import { withoutMarks } from '#lib/text/fold.ts';
import { kindPlaces, type SiteKind } from './kinds.ts';

/** Where the public site stands; everything below it is read without signing in. */
export const SITE_ROOT = '/cong-khai';
const atTheRoot: readonly string[] = ['/feed.xml', '/feed.json', '/sitemap.xml', '/robots.txt'];

/** Is it an address of the public site? Its answer depends on the address alone, never on who asks. */
export const isPublicPath = (path: string): boolean =>
	path === SITE_ROOT || path.startsWith(`${SITE_ROOT}/`) || atTheRoot.includes(path);

/** Answers to a search are as many as there are words: they are not worth keeping. */
export const isWorthKeeping = (path: string): boolean => !path.endsWith('/tim');

const LONGEST = 80;

/** Words as they stand in an address: "Đoàn kết nội bộ" → "doan-ket-noi-bo". */
export const slugOf = (words: string): string => {
	const whole = withoutMarks(words)
		.replace(/[^a-z0-9]+/g, '-')
		.replace(/^-+|-+$/g, '');
	if (whole.length <= LONGEST) return whole;
	return whole.slice(0, LONGEST + 1).replace(/-[^-]*$/, '');
};

const letters = '23456789abcdefghjkmnpqrstuvwxyz';
export const SHORT_ID = 8;

/** The end of an entry's address, from random bytes: letters and figures that are not taken for one another. */
export const shortIdFrom = (bytes: Uint8Array): string =>
	[...bytes.slice(0, SHORT_ID)].map((byte) => letters[byte % letters.length]).join('');

const address = new RegExp(`(?:^|-)([${letters}]{${SHORT_ID}})$`);

/** The end of an address such as "giup-nguoi-cao-tuoi-k7m2p9xq"; null where it has none. */
export const shortIdIn = (place: string): string | null => address.exec(place)?.[1] ?? null;

/** The front of a site: the only one that is shown there, or one of several by its name. */
export const baseOf = (slug: string | null): string => (slug === null ? SITE_ROOT : `${SITE_ROOT}/@${slug}`);

export const entryPath = (base: string, one: { slug: string; shortId: string }): string =>
	`${base}/bai/${[one.slug, one.shortId].filter(Boolean).join('-')}`;
export const kindPath = (base: string, kind: SiteKind): string => `${base}/${kindPlaces[kind]}`;
export const yearPath = (base: string, year: string): string => `${base}/nam/${year}`;
export const themePath = (base: string, slug: string): string => `${base}/chu-de/${slug}`;
export const authorPath = (base: string, slug: string): string => `${base}/tac-gia/${slug}`;

/** The page of a list; the first has the plain address. */
export const pageOf = (path: string, page: number, query = ''): string => {
	const asked = new URLSearchParams(query);
	if (page > 1) asked.set('trang', String(page));
	const text = asked.toString();
	return text ? `${path}?${text}` : path;
};
