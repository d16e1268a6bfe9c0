import { SITE_ROOT } from './addresses.ts';

/** Where pages of a site stand when they are files: below the folder that is put on a plain web server. */
export type Laid = {
	/** The front of the site within the installation: "/cong-khai". */
	base: string;
	/** Scheme and host under which the pages were rendered. */
	origin: string;
	/** The address of the folder for the world, without a slash at its end. */
	publicUrl: string;
};

/**
 * The file of an address of the site; null where it has none there (the application, another site).
 * The pages of a list stand beside its first: "van-ban.html", "van-ban-trang-2.html".
 */
export const fileOf = (address: string, base: string): string | null => {
	const [path = '', query = ''] = address.split('#', 1)[0]?.split('?') ?? [];
	if (
		/^\/_app\/immutable\/[\w./-]+$/.test(path) ||
		path === '/icon.svg' ||
		path === '/sitemap.xml' ||
		path === '/robots.txt'
	)
		return path.slice(1);
	if (path !== base && !path.startsWith(`${base}/`)) return null;
	const below = path.slice(base.length + 1);
	if (base === SITE_ROOT && below.startsWith('@')) return null;
	if (below === 'feed.xml' || below === 'feed.json') return below;
	if (!/^[\w/-]*$/.test(below)) return null;
	const asked = new URLSearchParams(query);
	if ([...asked.keys()].some((key) => key !== 'trang')) return null;
	const page = asked.get('trang');
	if (page !== null && !/^[1-9]\d{0,4}$/.test(page)) return null;
	const tail = page === null ? '' : `trang-${page}`;
	if (below === '') return tail ? `${tail}.html` : 'index.html';
	return `${[below, tail].filter(Boolean).join('-')}.html`;
};

/** How one file names another: "../van-ban.html". */
export const relativeTo = (from: string, to: string): string => {
	const steps = from.split('/').length - 1;
	return `${'../'.repeat(steps)}${to}` || './';
};

/** The address of a file for the world; the front has that of the folder. */
const worldOf = (file: string, publicUrl: string): string =>
	file === 'index.html' ? `${publicUrl}/` : `${publicUrl}/${file}`;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Whole addresses of the site (canonical, feeds, sitemap) as they are where the files stand. */
const withWorld = (text: string, { base, origin, publicUrl }: Laid): string =>
	text.replace(
		new RegExp(`${escaped(origin)}(/[^"'<>\\s\\\\]*)?`, 'g'),
		(whole, address: string | undefined) => {
			const file = fileOf(address ?? base, base);
			return file ? worldOf(file, publicUrl) : whole;
		},
	);

/** Addresses from the root in attributes of a page, as its file names them. What has no file there is left out. */
export const laidPage = (html: string, from: string, laid: Laid, allTexts: string): string =>
	withWorld(html, laid)
		// A folder of files can not search: the page of all texts stands instead.
		.replace(
			/<form\b[^>]*\bdata-search\b[^>]*>[\s\S]*?<\/form>/g,
			`<p><a href="${relativeTo(from, 'tim.html')}">${allTexts}</a></p>`,
		)
		.replace(/\b(href|src|action)="(\/[^"]*)"/g, (_whole, name: string, address: string) => {
			const file = fileOf(address.replaceAll('&amp;', '&'), laid.base);
			return file ? `${name}="${relativeTo(from, file)}"` : `${name}="${laid.publicUrl}/"`;
		});

/** The same for feeds, sitemap and robots.txt, in which only whole addresses stand. */
export const laidData = (text: string, file: string, laid: Laid): string =>
	file === 'robots.txt'
		? `User-agent: *\nAllow: /\n\nSitemap: ${laid.publicUrl}/sitemap.xml\n`
		: withWorld(text, laid);

/** Fonts that a stylesheet names from the root, as its file names them. */
export const laidStyles = (css: string, from: string): string =>
	css.replace(
		/url\((["']?)(\/_app\/immutable\/[\w./-]+)\1\)/g,
		(_whole, _quote, address: string) => `url(${relativeTo(from, address.slice(1))})`,
	);

/** Everything of the site and of its look that a page names: addresses to go on with. */
export const namedIn = (text: string, base: string): string[] => [
	...new Set(
		[...text.matchAll(/\b(?:href|src)="(\/[^"#]*)"|url\(["']?(\/_app\/immutable\/[\w./-]+)["']?\)/g)]
			.map(([, attribute, style]) => (attribute ?? style ?? '').replaceAll('&amp;', '&'))
			.filter((address) => fileOf(address, base) !== null),
	),
];
