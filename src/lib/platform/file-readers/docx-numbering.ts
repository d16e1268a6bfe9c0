import { SaxesParser } from 'saxes';

/** The automatic numbers of a .docx: they are not in the text, yet they are the labels of its clauses. */
export type Numbering = {
	next: (id: string, level: number) => string;
	nextOfStyle: (style: string) => string;
};

type Level = { format: string; text: string; start: number };

const roman = (value: number): string => {
	const table: [number, string][] = [
		[1000, 'M'],
		[900, 'CM'],
		[500, 'D'],
		[400, 'CD'],
		[100, 'C'],
		[90, 'XC'],
		[50, 'L'],
		[40, 'XL'],
		[10, 'X'],
		[9, 'IX'],
		[5, 'V'],
		[4, 'IV'],
		[1, 'I'],
	];
	let rest = value;
	let text = '';
	for (const [worth, letters] of table) {
		while (rest >= worth) {
			text += letters;
			rest -= worth;
		}
	}
	return text;
};

const shown = (value: number, format: string): string => {
	if (format === 'upperRoman') return roman(value);
	if (format === 'lowerRoman') return roman(value).toLowerCase();
	if (format === 'lowerLetter') return String.fromCharCode(96 + ((value - 1) % 26) + 1);
	if (format === 'upperLetter') return String.fromCharCode(64 + ((value - 1) % 26) + 1);
	return format === 'decimalZero' ? String(value).padStart(2, '0') : String(value);
};

/** Reads word/numbering.xml (ECMA-376, 17.9) as far as labels need it. */
export const readNumbering = (xml: string | undefined): Numbering => {
	const abstracts = new Map<string, Map<number, Level>>();
	const uses = new Map<string, string>();
	const styles = new Map<string, { id: string; level: number }>();
	if (xml) {
		let abstract = '';
		let level = 0;
		let use = '';
		const parser = new SaxesParser();
		parser.on('opentag', ({ name, attributes }) => {
			const value = String(attributes['w:val'] ?? '');
			const current = abstracts.get(abstract)?.get(level);
			if (name === 'w:abstractNum') {
				abstract = String(attributes['w:abstractNumId']);
				abstracts.set(abstract, new Map());
			} else if (name === 'w:lvl' && abstract) {
				level = Number(attributes['w:ilvl']);
				abstracts.get(abstract)?.set(level, { format: 'decimal', text: '', start: 1 });
			} else if (name === 'w:numFmt' && current) current.format = value;
			else if (name === 'w:lvlText' && current) current.text = value;
			else if (name === 'w:start' && current) current.start = Number(value);
			else if (name === 'w:pStyle' && current) styles.set(value, { id: `abstract:${abstract}`, level });
			else if (name === 'w:num') {
				abstract = '';
				use = String(attributes['w:numId']);
			} else if (name === 'w:abstractNumId' && use) uses.set(use, value);
		});
		parser.write(xml).close();
	}
	const counters = new Map<string, number[]>();
	const next = (id: string, level: number): string => {
		const abstract = id.startsWith('abstract:') ? id.slice(9) : uses.get(id);
		const levels = abstract === undefined ? undefined : abstracts.get(abstract);
		const own = levels?.get(level);
		if (!levels || !own) return '';
		if (own.format === 'bullet') return '-';
		if (own.format === 'none') return '';
		const counts = counters.get(abstract ?? '') ?? [];
		counts[level] = (counts[level] ?? own.start - 1) + 1;
		counts.length = level + 1;
		counters.set(abstract ?? '', counts);
		return own.text.replace(/%(\d)/g, (_, position: string) => {
			const at = Number(position) - 1;
			const format = levels.get(at)?.format ?? 'decimal';
			return shown(counts[at] ?? levels.get(at)?.start ?? 1, format);
		});
	};
	return {
		next,
		nextOfStyle: (style) => {
			const found = styles.get(style);
			return found ? next(found.id, found.level) : '';
		},
	};
};
