/** The sign between the cells: the one that the first lines have most of, outside of quotes. */
const separatorOf = (text: string): string => {
	const head = text.slice(0, 4000).replace(/"[^"]*"/g, '');
	const count = (sign: string): number => head.split(sign).length;
	return [',', ';', '\t'].sort((one, other) => count(other) - count(one))[0] ?? ',';
};

/** The rows of a CSV text (RFC 4180; also with ; or tab between the cells, as spreadsheets here write it). */
export const readCsv = (text: string, mostRows = 100_000): string[][] => {
	const body = text.replace(/^\uFEFF/, '');
	const separator = separatorOf(body);
	const rows: string[][] = [];
	let row: string[] = [];
	let cell = '';
	let quoted = false;
	for (let at = 0; at < body.length && rows.length < mostRows; at++) {
		const sign = body[at];
		if (quoted) {
			if (sign !== '"') cell += sign;
			else if (body[at + 1] === '"') {
				cell += '"';
				at++;
			} else quoted = false;
		} else if (sign === '"' && cell === '') quoted = true;
		else if (sign === separator) {
			row.push(cell);
			cell = '';
		} else if (sign === '\n' || sign === '\r') {
			if (sign === '\r' && body[at + 1] === '\n') at++;
			rows.push([...row, cell]);
			row = [];
			cell = '';
		} else cell += sign;
	}
	if ((cell !== '' || row.length > 0) && rows.length < mostRows) rows.push([...row, cell]);
	return rows;
};
