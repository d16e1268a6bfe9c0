import { SaxesParser } from 'saxes';
import { type Counts, type ListLevel, type NumberForm, nextLabel } from './list-numbers.ts';

/** The automatic numbers of a .docx: they are not in the text, yet they are the labels of its clauses. */
export type Numbering = {
	next: (id: string, level: number) => string;
	nextOfStyle: (style: string) => string;
};

const forms: Record<string, NumberForm> = {
	decimal: 'decimal',
	decimalZero: 'padded',
	upperRoman: 'upper-roman',
	lowerRoman: 'lower-roman',
	upperLetter: 'upper-letter',
	lowerLetter: 'lower-letter',
	bullet: 'bullet',
	none: 'none',
};

type Levels = Map<number, ListLevel>;
/** A use of a list: which list, and where its levels begin anew or look otherwise. */
type Use = { abstract: string; starts: Map<number, number>; levels: Levels };

/** Reads word/numbering.xml (ECMA-376, 17.9) as far as labels need it. */
export const readNumbering = (xml: string | undefined): Numbering => {
	const abstracts = new Map<string, Levels>();
	const uses = new Map<string, Use>();
	const styles = new Map<string, { id: string; level: number }>();
	if (xml) {
		let abstract = '';
		let use: Use | null = null;
		let current: ListLevel | null = null;
		let level = 0;
		const parser = new SaxesParser();
		parser.on('opentag', ({ name, attributes }) => {
			const value = String(attributes['w:val'] ?? '');
			if (name === 'w:abstractNum') {
				abstract = String(attributes['w:abstractNumId']);
				abstracts.set(abstract, new Map());
			} else if (name === 'w:num') {
				abstract = '';
				use = { abstract: '', starts: new Map(), levels: new Map() };
				uses.set(String(attributes['w:numId']), use);
			} else if (name === 'w:abstractNumId' && use) use.abstract = value;
			else if (name === 'w:lvlOverride') level = Number(attributes['w:ilvl']);
			else if (name === 'w:startOverride' && use) use.starts.set(level, Number(value));
			else if (name === 'w:lvl') {
				level = Number(attributes['w:ilvl']);
				current = { form: 'decimal', start: 1, label: '' };
				(use?.levels ?? abstracts.get(abstract))?.set(level, current);
			} else if (name === 'w:numFmt' && current) current.form = forms[value] ?? 'decimal';
			else if (name === 'w:lvlText' && current)
				current.label = value.replace(/%([1-9])/g, (_, place: string) => `{${Number(place) - 1}}`);
			else if (name === 'w:start' && current) current.start = Number(value);
			else if (name === 'w:lvlRestart' && current && value === '0') current.goesOn = true;
			else if (name === 'w:pStyle' && current && !use)
				styles.set(value, { id: `abstract:${abstract}`, level });
		});
		parser.on('closetag', ({ name }) => {
			if (name === 'w:lvl') current = null;
			else if (name === 'w:num') use = null;
		});
		parser.write(xml).close();
	}
	const counters = new Map<string, Counts>();
	const begun = new Set<string>();
	const next = (id: string, level: number): string => {
		const use = uses.get(id);
		const abstract = id.startsWith('abstract:') ? id.slice(9) : use?.abstract;
		const general = abstract === undefined ? undefined : abstracts.get(abstract);
		if (abstract === undefined || !general) return '';
		const levels = use && use.levels.size > 0 ? new Map([...general, ...use.levels]) : general;
		const counts = counters.get(abstract) ?? [];
		counters.set(abstract, counts);
		// A list that is used a second time "from 1 again" says so at its first item.
		const start = use?.starts.get(level);
		if (start !== undefined && !begun.has(`${id} ${level}`)) counts[level] = start - 1;
		begun.add(`${id} ${level}`);
		return nextLabel(levels, counts, level);
	};
	return {
		next,
		nextOfStyle: (style) => {
			const found = styles.get(style);
			return found ? next(found.id, found.level) : '';
		},
	};
};
