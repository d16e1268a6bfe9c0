/** A cell that begins like a formula is text: what somebody typed is never computed by a spreadsheet. */
export const cellText = (value: string): string => (/^[=+\-@\t\r＝＋－＠]/.test(value) ? `'${value}` : value);

const quoted = (value: string): string =>
	/[",;\r\n]/.test(value) || value !== value.trim() ? `"${value.replaceAll('"', '""')}"` : value;

/** Rows as a CSV file that spreadsheets open as it is: UTF-8 with its mark, so that Vietnamese letters stay, lines ended by CRLF. */
export const csvOf = (rows: readonly (readonly string[])[]): string =>
	`\uFEFF${rows.map((row) => row.map((cell) => quoted(cellText(cell))).join(',')).join('\r\n')}\r\n`;
