import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import type { RegisterView } from './registers.server.ts';

/** A cell that begins like a formula is text: what somebody typed is never computed by a spreadsheet. */
const asText = (value: string | null): string =>
	value && /^[=+\-@\t\r]/.test(value) ? `'${value}` : (value ?? '');

/** The register of incoming documents as a workbook of one sheet, ready to print on A4 across. */
export const registerSheet = async (unitName: string, register: RegisterView): Promise<Uint8Array> => {
	const { default: excel } = await import('exceljs');
	const book = new excel.Workbook();
	const sheet = book.addWorksheet(m.register_title().slice(0, 31), {
		pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
		views: [{ state: 'frozen', ySplit: 3 }],
	});
	sheet.addRow([m.register_title().toLocaleUpperCase('vi')]).font = { bold: true, size: 14 };
	sheet.addRow([m.register_lead({ unit: unitName, period: register.period })]);
	const head = sheet.addRow([
		m.register_number(),
		m.register_received_on(),
		m.register_sender(),
		m.fact_number(),
		m.fact_date(),
		m.register_what(),
		m.register_entered_by(),
	]);
	head.font = { bold: true };
	for (const line of register.lines)
		sheet.addRow([
			line.number,
			longDate(line.receivedOn),
			asText(line.sender),
			asText(line.documentNumber),
			line.issuedOn ? longDate(line.issuedOn) : '',
			asText(`${line.typeName}: ${line.title}`),
			asText(line.enteredBy),
		]);
	for (const [at, width] of [8, 13, 32, 20, 13, 70, 26].entries()) sheet.getColumn(at + 1).width = width;
	sheet.eachRow((row, number) => {
		if (number > 2) row.alignment = { vertical: 'top', wrapText: true };
	});
	return new Uint8Array(await book.xlsx.writeBuffer());
};
