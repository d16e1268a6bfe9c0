import { SaxesParser } from 'saxes';
import { Unreadable } from './reading.ts';
import { readZipDirectory, unpackMember, type ZipMember } from './zip-directory.ts';

/** So much of a part is unpacked at most: a list of a hundred thousand people is far below. */
const MOST_BYTES = 80 * 1024 * 1024;
const MOST_COLUMNS = 200;

const partOf = (bytes: Uint8Array, members: readonly ZipMember[], wanted: RegExp): string | null => {
	const found = members
		.filter(({ name, isFolder }) => !isFolder && wanted.test(name))
		.sort((one, other) => one.name.localeCompare(other.name, 'en', { numeric: true }))[0];
	return found ? new TextDecoder().decode(unpackMember(bytes, found, MOST_BYTES)) : null;
};

/** The texts that cells of a workbook share. Readings above characters (phonetic) are none of them. */
const sharedTexts = (xml: string): string[] => {
	const texts: string[] = [];
	let text = '';
	let inText = false;
	let aside = 0;
	const parser = new SaxesParser();
	parser.on('opentag', ({ name }) => {
		if (name === 'si') text = '';
		else if (name === 'rPh') aside += 1;
		else if (name === 't') inText = true;
	});
	parser.on('text', (part) => {
		if (inText && aside === 0) text += part;
	});
	parser.on('closetag', ({ name }) => {
		if (name === 't') inText = false;
		else if (name === 'rPh') aside -= 1;
		else if (name === 'si') texts.push(text);
	});
	parser.write(xml).close();
	return texts;
};

const columnOf = (reference: string): number =>
	[...reference.replace(/\d+$/, '')].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;

/**
 * The rows of the first sheet of a workbook (.xlsx), as the texts and numbers of its cells; formulas as what they came to. A day is the number by which
 * spreadsheets count. Empty rows stand in their place, so that the number of a row is that in the sheet.
 * @throws Unreadable for what is no workbook
 */
export const readSpreadsheet = (bytes: Uint8Array, mostRows: number): string[][] => {
	const members = readZipDirectory(bytes, 2000);
	const sheet = partOf(bytes, members, /^xl\/worksheets\/sheet\d+\.xml$/);
	if (sheet === null) throw new Unreadable('unreadable');
	const shared = sharedTexts(partOf(bytes, members, /^xl\/sharedStrings\.xml$/) ?? '<sst/>');
	const rows: string[][] = [];
	let row: string[] = [];
	let column = 0;
	let type = '';
	let value = '';
	let reads = false;
	const parser = new SaxesParser();
	parser.on('opentag', ({ name, attributes }) => {
		if (name === 'row') {
			const number = Number(attributes['r'] ?? rows.length + 1);
			while (rows.length < Math.min(number - 1, mostRows)) rows.push([]);
			row = [];
			column = -1;
		} else if (name === 'c') {
			column = attributes['r'] ? columnOf(String(attributes['r'])) : column + 1;
			type = String(attributes['t'] ?? '');
			value = '';
		} else if (name === 'v' || name === 't') reads = true;
	});
	parser.on('text', (part) => {
		if (reads) value += part;
	});
	parser.on('closetag', ({ name }) => {
		if (name === 'v' || name === 't') reads = false;
		else if (name === 'c' && column >= 0 && column < MOST_COLUMNS) {
			while (row.length < column) row.push('');
			row[column] = type === 's' ? (shared[Number(value)] ?? '') : value;
		} else if (name === 'row' && rows.length < mostRows) rows.push(row);
	});
	parser.write(sheet).close();
	return rows;
};
