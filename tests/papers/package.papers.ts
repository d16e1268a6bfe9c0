import { posix } from 'node:path';
import { unzipSync } from 'fflate';
import { SaxesParser } from 'saxes';
import { describe, expect, test } from 'vitest';
import { shippedLayouts, versionOn } from '#lib/features/papers/domain/layout.ts';
import { setOut } from '#lib/features/papers/domain/set-out.ts';
import { writeDocx } from '#lib/features/papers/write-docx.server.ts';
import { papersOf } from './sample-papers.ts';

type Tag = { name: string; attributes: Record<string, string> };

/** The tags of a part; throws where it is not well-formed. */
const tagsOf = (xml: string): Tag[] => {
	const tags: Tag[] = [];
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) =>
		tags.push({ name, attributes: attributes as Record<string, string> }),
	);
	parser.on('error', (error) => {
		throw error;
	});
	parser.write(xml).close();
	return tags;
};

const papers = (['party', 'state'] as const).flatMap((side) => {
	const { layout } = versionOn(shippedLayouts(side), '2026-11-25');
	return papersOf(layout).map(({ name, paper }) => ({ name, set: setOut(paper, layout) }));
});

describe.each(papers)('the .docx of $name', ({ set }) => {
	test('is a whole package: parts well-formed, relationships and styles lead somewhere, every part has a type', async () => {
		const parts = Object.entries(unzipSync(await writeDocx(set))).map(([path, bytes]) => ({
			path,
			text: new TextDecoder().decode(bytes),
		}));
		const paths = new Set(parts.map(({ path }) => path));
		// A picture is no text.
		const written = parts.filter(({ path }) => !path.endsWith('.png'));
		const trees = new Map(written.map(({ path, text }) => [path, tagsOf(text)]));
		const faults: string[] = [];
		for (const [path, tags] of trees) {
			if (!path.endsWith('.rels')) continue;
			const owner = posix.join(posix.dirname(path), '..');
			for (const { attributes } of tags) {
				const target = attributes['Target'];
				if (!target || attributes['TargetMode'] === 'External') continue;
				const whole = target.startsWith('/') ? target.slice(1) : posix.join(owner, target);
				if (!paths.has(whole)) faults.push(`${path}: ${target}`);
			}
		}
		const types = trees.get('[Content_Types].xml') ?? [];
		const extensions = new Set(
			types.filter(({ name }) => name === 'Default').map(({ attributes }) => attributes['Extension']),
		);
		const overrides = new Set(
			types.filter(({ name }) => name === 'Override').map(({ attributes }) => attributes['PartName']),
		);
		for (const path of paths)
			if (
				path !== '[Content_Types].xml' &&
				!overrides.has(`/${path}`) &&
				!extensions.has(path.split('.').at(-1) ?? '')
			)
				faults.push(`${path} has no type`);
		for (const name of overrides)
			if (name && !paths.has(name.slice(1))) faults.push(`${name} is typed and not there`);
		const styles = new Set(
			(trees.get('word/styles.xml') ?? [])
				.filter(({ name }) => name === 'w:style')
				.map(({ attributes }) => attributes['w:styleId']),
		);
		for (const tags of trees.values())
			for (const { name, attributes } of tags)
				if (name === 'w:pStyle' && !styles.has(attributes['w:val']))
					faults.push(`style ${attributes['w:val']}`);
		expect(faults).toEqual([]);
		const fonts = (trees.get('word/styles.xml') ?? [])
			.filter(({ name }) => name === 'w:rFonts')
			.map(({ attributes }) => attributes['w:ascii']);
		expect(fonts).toContain('Times New Roman');
	});
});
