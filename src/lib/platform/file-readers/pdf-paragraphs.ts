import type { Paragraph } from '#lib/text/paragraph.ts';

/** A line (or a column's part of one) as it lies on the page; points from the left and from the bottom. */
export type Line = {
	text: string;
	start: number;
	end: number;
	y: number;
	height: number;
	page: number;
	pageWidth: number;
	column: number;
	columns: number;
};

/** What begins a paragraph of its own in an official document, however full the line before was. */
const opener =
	/^\s*(?:(?:Phần|Chương|Mục|Điều|Phụ lục)\s+(?:thứ\s+)?[\dIVXLCa-zA-Z]+|[IVXL]{1,5}\s*[-.)]\s|\d{1,3}(?:\.\d{1,3})*\s*[.)]\s|[a-zđ]{1,2}\s*\)\s|[-+•–]\s|Số\s*:|Nơi nhận|Căn cứ|Kính gửi|TM\.|T\/M|KT\.|QUYẾT NGHỊ|QUYẾT ĐỊNH)/u;

const pageNumber = /^\s*-?\s*\d{1,3}\s*-?\s*$/;
const gazetteHead = /^\s*(?:\d+\s+)?CÔNG BÁO\s*\/\s*Số/iu;

const isCapital = (text: string): boolean => text === text.toUpperCase() && /\p{Lu}/u.test(text);

type Margins = { left: number; right: number };
const LINES_THAT_TELL = 6;
const middleOf = (values: number[]): number =>
	values.sort((one, other) => one - other)[values.length >> 1] ?? 0;

/** Between what the text of each page stands: appendices lie across. A page of few lines goes by the others. */
const pageMargins = (lines: Line[]): ((page: number) => Margins) => {
	const pages = new Map<number, Margins & { count: number }>();
	for (const line of lines) {
		if (line.columns > 1) continue;
		const page = pages.get(line.page) ?? { left: Number.POSITIVE_INFINITY, right: 0, count: 0 };
		pages.set(line.page, {
			left: Math.min(page.left, line.start),
			right: Math.max(page.right, line.end),
			count: page.count + 1,
		});
	}
	const telling = [...pages.values()].filter(({ count }) => count >= LINES_THAT_TELL);
	const usual: Margins = {
		left: middleOf(telling.map(({ left }) => left)),
		right: middleOf(telling.map(({ right }) => right)),
	};
	return (page) => {
		const own = pages.get(page);
		return own && (own.count >= LINES_THAT_TELL || telling.length === 0) ? own : usual;
	};
};

/** How far the first lines of paragraphs are set in: the commonest distance from the left margin. */
const commonIndent = (lines: Line[], marginsOf: (page: number) => Margins): number => {
	const counts = new Map<number, number>();
	for (const line of lines) {
		const distance = Math.round((line.start - marginsOf(line.page).left) / 3) * 3;
		if (line.columns === 1 && distance >= 9 && distance <= 90)
			counts.set(distance, (counts.get(distance) ?? 0) + 1);
	}
	return [...counts].sort((one, other) => other[1] - one[1])[0]?.[0] ?? 0;
};

/**
 * Joins the lines of a page to paragraphs: a line goes on where the one before was full and did not end a sentence.
 * Running heads and page numbers are left out; lines side by side become cells of a table, column after column.
 */
export const joinLines = (lines: Line[]): Paragraph[] => {
	const paragraphs: Paragraph[] = [];
	let previous: Line | null = null;
	const marginsOf = pageMargins(lines);
	const indent = commonIndent(lines, marginsOf);
	let block: Line[] = [];
	let tables = 0;
	const flush = (): void => {
		const columns = Math.max(0, ...block.map((line) => line.column)) + 1;
		for (let cell = 0; cell < columns; cell++) {
			for (const line of block.filter((other) => other.column === cell)) {
				paragraphs.push({ text: line.text, page: line.page, table: { table: tables, row: 0, cell } });
			}
		}
		if (block.length > 0) tables++;
		block = [];
	};
	for (const line of lines) {
		const text = line.text.trim();
		if (pageNumber.test(text) || gazetteHead.test(text)) continue;
		if (line.columns > 1) {
			block.push(line);
			previous = null;
			continue;
		}
		// Within a two-column head a lone part belongs to the column under which it lies.
		const first = block[0];
		if (
			first &&
			first.page === line.page &&
			line.end - line.start < line.pageWidth * 0.5 &&
			Math.abs((block.at(-1)?.y ?? 0) - line.y) < line.height * 3 &&
			line.page === 1
		) {
			const middle = (line.start + line.end) / 2;
			const centred = Math.abs(middle - line.pageWidth / 2) < line.pageWidth * 0.08;
			if (!centred) {
				block.push({ ...line, column: middle > line.pageWidth / 2 ? 1 : 0 });
				previous = null;
				continue;
			}
		}
		flush();
		const { left, right } = marginsOf(line.page);
		const middle = (line.start + line.end) / 2;
		const centred =
			Math.abs(middle - (left + right) / 2) < 14 &&
			line.start - left > 18 &&
			right - line.end > 18 &&
			Math.abs(line.start - left - indent) > 4;
		const indented: boolean = line.start - left > 12;
		const goesOn: boolean =
			previous !== null &&
			!opener.test(line.text) &&
			!centred &&
			!(isCapital(text) !== isCapital(previous.text.trim()) && isCapital(text)) &&
			marginsOf(previous.page).right - previous.end < 60 &&
			(!indented || !/[.;:]\s*$/.test(previous.text));
		const last = paragraphs.at(-1);
		if (goesOn && last && !last.table && last.align !== 'center') last.text += ` ${text}`;
		else paragraphs.push({ text, page: line.page, ...(centred ? { align: 'center' as const } : {}) });
		previous = line;
	}
	flush();
	return paragraphs;
};
