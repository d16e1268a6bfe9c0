import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Layout, shippedLayouts, versionOn } from '#lib/features/papers/domain/layout.ts';
import type { Run } from '#lib/features/papers/domain/paper.ts';
import { setOut } from '#lib/features/papers/domain/set-out.ts';
import type { SetPaper } from '#lib/features/papers/domain/set-paper.ts';
import { writeDocx } from '#lib/features/papers/write-docx.server.ts';
import { writePdf } from '#lib/features/papers/write-pdf.server.ts';
import { stopTypesetting } from '#lib/platform/typesetting/typeset.ts';
import { allLines, textOf, wantedHead, withoutRepeatedHeads } from './expected.ts';
import { pagesOf } from './office.ts';
import { linesOf, type Pages, type Piece, readPages, withoutSpaces } from './pages.ts';
import { papersOf } from './sample-papers.ts';

/** How far a paper may be from its layout table. */
const NEAR = { millimetres: 1, points: 0.5 };

const layouts: Layout[] = (['party', 'state'] as const).map(
	(side) => versionOn(shippedLayouts(side), '2026-11-25').layout,
);
const papers = layouts.flatMap((layout) =>
	papersOf(layout).map(({ name, paper, pages }) => ({ name, set: setOut(paper, layout), fewest: pages })),
);

const office = process.env['SOFFICE'];
const missing = process.env['SOFFICE_MISSING'] ?? 'there is no SOFFICE; run npm test -- papers';
const ways = [
	{ way: 'PDF', isThere: true },
	{
		way: office ? 'docx through LibreOffice' : `docx through LibreOffice: left out, ${missing}`,
		isThere: office !== undefined,
	},
];

const folder = mkdtempSync(join(tmpdir(), 'thuctien-papers-'));
const pages = new Map<string, Pages>();
beforeAll(async () => {
	const files = new Map<string, Uint8Array>();
	for (const { name, set } of papers) {
		pages.set(`PDF ${name}`, await readPages(await writePdf(set)));
		files.set(name, await writeDocx(set));
	}
	if (!office) return;
	for (const [name, bytes] of await pagesOf(office, folder, files))
		pages.set(`${ways[1]?.way} ${name}`, await readPages(bytes));
});
afterAll(() => {
	stopTypesetting();
	rmSync(folder, { recursive: true, force: true });
});

const isInMargin = (set: SetPaper, piece: Piece): boolean => piece.base < set.page.top;
const textArea = ({ page }: SetPaper) => ({ from: page.left, to: page.width - page.right });
const middle = (span: { from: number; to: number }): number => (span.from + span.to) / 2;

/** What of a line is not as its part says. */
const faultsOfLook = (
	set: SetPaper,
	part: keyof SetPaper['parts'],
	piece: Piece,
	runs: readonly Run[] = [],
): string[] => {
	const look = set.parts[part];
	const isItalic = (look.italic ?? false) || (runs.length > 0 && runs.every(({ italic }) => italic));
	return [
		...(Math.abs(piece.size - look.size) > NEAR.points
			? [`${part}: ${piece.size} pt, not ${look.size}`]
			: []),
		...(piece.bold !== (look.bold ?? false) ? [`${part}: ${piece.bold ? 'bold' : 'not bold'}`] : []),
		...(piece.italic !== isItalic && part !== 'addressee'
			? [`${part}: ${piece.italic ? 'italic' : 'not italic'}`]
			: []),
	];
};

const away = (part: string, what: string, found: number, wanted: number): string[] =>
	Math.abs(found - wanted) > NEAR.millimetres
		? [`${part}: ${what} ${found.toFixed(1)} mm, not ${wanted.toFixed(1)}`]
		: [];

describe.each(ways)('$way', ({ way, isThere }) => {
	describe.skipIf(!isThere).each(papers)('$name', ({ name, set, fewest }) => {
		const read = (): Pages => {
			const known = pages.get(`${way} ${name}`);
			if (!known) throw new Error(`no pages of ${name}`);
			return known;
		};
		const inText = (): Piece[] => read().pieces.filter((piece) => !isInMargin(set, piece));

		test('says what was written and nothing else, in its order', () => {
			const found = inText()
				.map(({ text }) => text)
				.join('');
			expect(withoutRepeatedHeads(set, withoutSpaces(found))).toBe(
				withoutSpaces(allLines(set).map(textOf).join('')),
			);
		});

		test('the head stands where the layout puts it, in its sizes', () => {
			const first = inText().filter(({ page }) => page === 1);
			// Columns may touch: what stands in one is looked for in the pieces too.
			const lines = [...linesOf(first), ...first];
			const faults = wantedHead(set).flatMap(({ line, text, base, column }) => {
				const isBody = /^(basis|heading|paragraph)/.test(line.part);
				const wanted = withoutSpaces(text);
				// A place that stays open parts a line into pieces: they are read together, those of the other column apart.
				const own = first.filter(({ from, to }) => from > column.from - 1 && to < column.to + 1);
				const found = [...lines, ...linesOf(own, 40)].find((one) =>
					isBody
						? withoutSpaces(one.text) !== '' &&
							wanted.startsWith(withoutSpaces(one.text)) &&
							Math.abs(one.base - base) < 4
						: withoutSpaces(one.text) === wanted,
				);
				if (!found) return [`${line.part}: "${text}" is not there`];
				const align = line.align ?? set.parts[line.part].align;
				return [
					...faultsOfLook(set, line.part, found, line.runs),
					...away(line.part, 'base line', found.base, base),
					...(align === 'center' ? away(line.part, 'middle', middle(found), middle(column)) : []),
					...(align === 'left' ? away(line.part, 'beginning', found.from, column.from) : []),
					...(align === 'justify'
						? away(line.part, 'beginning', found.from, column.from + (set.parts[line.part].indent ?? 0))
						: []),
				];
			});
			expect(faults.join('\n')).toBe('');
		});

		test('paragraphs are indented, fill the lines to both margins, and keep their distance', () => {
			const area = textArea(set);
			const faults: string[] = [];
			const lines = linesOf(inText());
			const paragraphs = allLines(set).filter(
				({ part }) => part === 'paragraph' || part.startsWith('heading') || part === 'basis',
			);
			let from = 0;
			for (const paragraph of paragraphs) {
				const wanted = withoutSpaces(textOf(paragraph));
				const start = lines.findIndex(
					(line, at) =>
						at >= from && withoutSpaces(line.text) !== '' && wanted.startsWith(withoutSpaces(line.text)),
				);
				const own: Piece[] = [];
				for (let at = start, text = ''; at >= 0 && at < lines.length && text.length < wanted.length; at++) {
					const line = lines[at];
					if (!line) break;
					own.push(line);
					text += withoutSpaces(line.text);
					from = at + 1;
				}
				const look = set.parts[paragraph.part];
				own.forEach((line, at) => {
					faults.push(...(Math.abs(line.size - look.size) > NEAR.points ? [`${line.size} pt`] : []));
					faults.push(
						...away(paragraph.part, 'beginning', line.from, area.from + (at === 0 ? (look.indent ?? 0) : 0)),
					);
					if (at < own.length - 1) faults.push(...away(paragraph.part, 'end', line.to, area.to));
					const next = own[at + 1];
					if (next && next.page === line.page)
						faults.push(...away(paragraph.part, 'next line', next.base - line.base, (look.line * 25.4) / 72));
				});
				if (own.length === 0) faults.push(`"${textOf(paragraph).slice(0, 40)}" is not there`);
			}
			expect(faults.join('\n')).toBe('');
		});

		test('the end stands below the text: who gets it on the left, who signs on the right', () => {
			const { ending, signers } = endOf(set);
			const lines = linesOf(inText());
			const faults = ending.flatMap(({ part, text, column }) => {
				const found = [...lines].reverse().find((one) => withoutSpaces(one.text) === withoutSpaces(text));
				if (!found) return [`${part}: "${text}" is not there`];
				const centred = set.parts[part].align === 'center';
				return [
					...faultsOfLook(set, part, found),
					...(centred
						? away(part, 'middle', middle(found), middle(column))
						: away(part, 'beginning', found.from, column.from)),
				];
			});
			expect(faults.join('\n')).toBe('');
			expect(signers).toBeGreaterThan(0);
		});

		test('pages are numbered from the second, and text keeps within the margins', () => {
			const { pieces, count } = read();
			const area = textArea(set);
			expect(count).toBeGreaterThanOrEqual(fewest);
			const faults = pieces.flatMap((piece) => {
				if (isInMargin(set, piece)) {
					const look = piece.page === 1 ? set.parts.circulation : set.parts.pageNumber;
					return [
						...away('margin', 'base line', piece.base, set.fromTop + (look.line * 0.8 * 25.4) / 72),
						...(piece.page === 1
							? away('circulation', 'end', piece.to, area.to)
							: away('pageNumber', 'middle', middle(piece), middle(area))),
						...(piece.page > 1 && piece.text.trim() !== String(piece.page)
							? [`page ${piece.page} says ${piece.text}`]
							: []),
					];
				}
				return [
					...(piece.base > set.page.height - set.page.bottom + NEAR.millimetres
						? [`"${piece.text}" lies below the margin`]
						: []),
					...(piece.from < area.from - NEAR.millimetres || piece.to > area.to + NEAR.millimetres
						? [`"${piece.text}" lies beside the margin`]
						: []),
				];
			});
			expect(faults.join('\n')).toBe('');
			const marked = new Set(pieces.filter((piece) => isInMargin(set, piece)).map(({ page }) => page));
			for (let page = 2; page <= count; page++) expect(marked).toContain(page);
			expect(marked.has(1)).toBe(set.corner !== null);
		});
	});
});

type EndLine = { part: keyof SetPaper['parts']; text: string; column: { from: number; to: number } };

/** The lines of the end with the columns in which they stand. */
function endOf(set: SetPaper): { ending: EndLine[]; signers: number } {
	const last = set.blocks.at(-1);
	if (last?.kind !== 'columns') throw new Error('a paper ends with its signatures');
	const area = textArea(set);
	const parted = area.from + last.widths[0];
	const ending = last.rows.flatMap(({ left, right }) =>
		[
			...left.map((piece) => ({ piece, column: { from: area.from, to: parted } })),
			...right.map((piece) => ({ piece, column: { from: parted, to: area.to } })),
		].flatMap(({ piece, column }) =>
			piece.kind === 'line' ? [{ part: piece.part, text: textOf(piece), column }] : [],
		),
	);
	return { ending, signers: ending.filter(({ part }) => part === 'signer').length };
}
