import { authorPath, entryPath, kindPath, themePath, yearPath } from './domain/addresses.ts';
import type { Entry, Gathered, Head, ShownSite } from './read.server.ts';

/** Text within XML; control characters, which XML has no way to write, are left out. */
const xml = (text: string): string =>
	text
		// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out
		.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;')
		.replace(/"/g, '&quot;');

const html = (blocks: Entry['blocks']): string =>
	blocks
		.map((block) => {
			if (block.kind === 'heading') return `<h2>${xml(block.text)}</h2>`;
			if (block.kind === 'quotation')
				return `<blockquote><p>${xml(block.text)}</p><footer>${xml(block.source)}</footer></blockquote>`;
			return block.text
				.split('\n')
				.filter((line) => line.trim() !== '')
				.map((line) => `<p>${xml(line)}</p>`)
				.join('');
		})
		.join('');

type Feed = { site: ShownSite; origin: string; entries: readonly (Head & { blocks: Entry['blocks'] })[] };

const lastChange = (entries: readonly Head[]): string =>
	entries
		.map(({ changedAt }) => changedAt.toISOString())
		.sort()
		.at(-1) ?? '1970-01-01T00:00:00.000Z';

/** The site as an Atom feed (RFC 4287), the newest first, with the whole text. */
export const atomFeed = ({ site, origin, entries }: Feed): string => {
	const front = origin + site.base;
	const items = entries.map((one) => {
		const link = origin + entryPath(site.base, one);
		return `<entry><id>${xml(link)}</id><title>${xml(one.title)}</title><link rel="alternate" type="text/html" href="${xml(link)}"/>
<published>${one.publishedAt.toISOString()}</published><updated>${one.changedAt.toISOString()}</updated><author><name>${xml(one.authorName || site.unitName)}</name></author>
${one.theme ? `<category term="${xml(one.themeSlug)}" label="${xml(one.theme)}"/>` : ''}<summary>${xml(one.summary)}</summary><content type="html">${xml(html(one.blocks))}</content></entry>`;
	});
	return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="vi"><id>${xml(front)}</id><title>${xml(site.name)}</title><subtitle>${xml(site.unitName)}</subtitle>
<link rel="alternate" type="text/html" href="${xml(front)}"/><link rel="self" type="application/atom+xml" href="${xml(`${front}/feed.xml`)}"/><updated>${lastChange(entries)}</updated>
${items.join('\n')}
</feed>
`;
};

/** The same as a JSON Feed 1.1. */
export const jsonFeed = ({ site, origin, entries }: Feed): string => {
	const front = origin + site.base;
	return JSON.stringify({
		version: 'https://jsonfeed.org/version/1.1',
		title: site.name,
		description: site.unitName,
		home_page_url: front,
		feed_url: `${front}/feed.json`,
		language: 'vi',
		items: entries.map((one) => {
			const url = origin + entryPath(site.base, one);
			return {
				id: url,
				url,
				title: one.title,
				summary: one.summary,
				content_html: html(one.blocks),
				date_published: one.publishedAt.toISOString(),
				date_modified: one.changedAt.toISOString(),
				authors: [{ name: one.authorName || site.unitName }],
				tags: one.theme ? [one.theme] : [],
			};
		}),
	});
};

/** Every page of a site for search engines (sitemaps.org), with the day of its last change. */
export const sitemap = (
	origin: string,
	sites: readonly { site: ShownSite; heads: readonly Head[]; gathered: Gathered }[],
): string => {
	const urls = sites.flatMap(({ site, heads, gathered }) => {
		const base = site.base;
		const newest = lastChange(heads).slice(0, 10);
		const lists = [
			base,
			...gathered.kinds.map(({ key }) => kindPath(base, key as Head['kind'])),
			...gathered.years.map(({ key }) => yearPath(base, key)),
			...gathered.themes.map(({ key }) => themePath(base, key)),
			...gathered.authors.map(({ key }) => authorPath(base, key)),
		];
		return [
			...lists.map((path) => ({ path, day: newest })),
			...heads.map((one) => ({ path: entryPath(base, one), day: one.changedAt.toISOString().slice(0, 10) })),
		];
	});
	return `<?xml version="1.0" encoding="utf-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
${urls.map(({ path, day }) => `<url><loc>${xml(origin + path)}</loc><lastmod>${day}</lastmod></url>`).join('\n')}
</urlset>
`;
};

/** What search engines may look at: the public site, where one is on, and nothing of the application. */
export const robots = (origin: string, isOn: boolean): string =>
	isOn
		? `User-agent: *\nAllow: /cong-khai\nAllow: /feed.xml\nAllow: /feed.json\nAllow: /sitemap.xml\nAllow: /_app/immutable/\nAllow: /icon.svg\nDisallow: /\n\nSitemap: ${origin}/sitemap.xml\n`
		: 'User-agent: *\nDisallow: /\n';

/** An entry as linked data (schema.org), for search engines. */
export const articleData = (site: ShownSite, origin: string, one: Entry): Record<string, unknown> => ({
	'@context': 'https://schema.org',
	'@type': 'Article',
	headline: one.title.slice(0, 110),
	description: one.summary,
	inLanguage: 'vi',
	datePublished: one.publishedAt.toISOString(),
	dateModified: one.changedAt.toISOString(),
	mainEntityOfPage: origin + entryPath(site.base, one),
	author: one.authorName
		? { '@type': 'Person', name: one.authorName, url: origin + authorPath(site.base, one.authorSlug) }
		: { '@type': 'Organization', name: site.unitName },
	publisher: { '@type': 'Organization', name: site.unitName, url: origin + site.base },
	...(one.theme ? { articleSection: one.theme } : {}),
	isAccessibleForFree: true,
	// The day under which it stands: presented, announced or issued.
	temporalCoverage: one.day,
});
