/** What the readable part of an export says, in words already. */
export type ExportedPage = {
	title: string;
	/** Who, when it was made. */
	lines: readonly string[];
	parts: readonly {
		title: string;
		facts?: readonly string[];
		items?: readonly { title: string; words: readonly string[]; state: string | null; day: string }[];
		texts?: readonly { title: string; body: string }[];
		/** Names of the files within the archive. */
		files?: readonly string[];
		empty: string;
	}[];
};

const escaped = (text: string): string =>
	text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');

const style = `body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.6 "Be Vietnam Pro",system-ui,sans-serif;color:#1c1917;background:#fdfcfa}
h1,h2,h3{line-height:1.3}h2{margin-top:2.5rem;padding-top:1rem;border-top:1px solid #d6d3d1}li{margin:.4rem 0}small{color:#57534e}pre{white-space:pre-wrap;font:inherit}
@media print{body{margin:0;background:#fff}}`;

const list = (lines: readonly string[]): string =>
	lines.length > 0 ? `<ul>${lines.map((line) => `<li>${line}</li>`).join('')}</ul>` : '';

/** A page that needs nothing beside it: opened from the archive in any browser, read and printed. */
export const exportPage = (page: ExportedPage, language: string): string => {
	const parts = page.parts.map(({ title, facts = [], items = [], texts = [], files = [], empty }) => {
		const isEmpty = facts.length + items.length + texts.length + files.length === 0;
		return [
			`<section><h2>${escaped(title)}</h2>`,
			isEmpty ? `<p><small>${escaped(empty)}</small></p>` : '',
			list(facts.map(escaped)),
			list(
				items.map(({ title: name, words, state, day }) =>
					[
						`<strong>${escaped(name)}</strong>`,
						...(state ? [` (${escaped(state)})`] : []),
						`<br><small>${[day, ...words].filter(Boolean).map(escaped).join(' · ')}</small>`,
					].join(''),
				),
			),
			...texts.map(({ title: name, body }) => `<h3>${escaped(name)}</h3><pre>${escaped(body)}</pre>`),
			list(files.map((name) => `<a href="${escaped(encodeURI(name))}">${escaped(name)}</a>`)),
			'</section>',
		].join('\n');
	});
	return `<!doctype html>
<html lang="${escaped(language)}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1"><title>${escaped(page.title)}</title><style>${style}</style></head>
<body><main><h1>${escaped(page.title)}</h1>
${list(page.lines.map(escaped))}
${parts.join('\n')}
</main></body></html>
`;
};

/** Names for the files of one folder of the archive: each once, the second of a name with a number. */
export const fileNames = (names: readonly string[]): string[] => {
	const taken = new Set<string>();
	return names.map((name) => {
		const clean = name.replace(/[/\\]/g, ' ').trim() || 'tep';
		const dot = clean.lastIndexOf('.');
		const [stem, ending] = dot > 0 ? [clean.slice(0, dot), clean.slice(dot)] : [clean, ''];
		let free = clean;
		for (let nth = 2; taken.has(free.toLowerCase()); nth += 1) free = `${stem} (${String(nth)})${ending}`;
		taken.add(free.toLowerCase());
		return free;
	});
};
