import { m } from '#lib/paraglide/messages.js';
import { longDate } from '#lib/shared/calendar.ts';
import { cellText } from '#lib/text/sheet.ts';
import type { OutgoingPage } from './register-page.server.ts';

/** The register of outgoing papers as a workbook of one sheet, ready to print on A4 across. */
export const outgoingSheet = async (unitName: string, register: OutgoingPage): Promise<Uint8Array> => {
	const { default: excel } = await import('exceljs');
	const book = new excel.Workbook();
	const sheet = book.addWorksheet(m.papers_register_title().slice(0, 31), {
		pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
		views: [{ state: 'frozen', ySplit: 3 }],
	});
	sheet.addRow([m.papers_register_title().toLocaleUpperCase('vi')]).font = { bold: true, size: 14 };
	sheet.addRow([m.papers_register_lead({ unit: unitName, period: register.periodName })]);
	sheet.addRow([
		m.papers_mark(),
		m.papers_issued_on(),
		m.papers_title_of(),
		m.papers_signer(),
		m.papers_recipients(),
		m.papers_note(),
	]).font = { bold: true };
	for (const line of register.lines)
		sheet.addRow([
			cellText(line.mark),
			longDate(line.issuedOn),
			cellText(`${line.typeName} ${line.title}`),
			cellText(line.signer),
			cellText(line.recipients),
			line.cancelledOn
				? m.papers_cancelled({ day: longDate(line.cancelledOn), reason: line.cancelReason ?? '' })
				: '',
		]);
	for (const [at, width] of [16, 13, 70, 26, 40, 30].entries()) sheet.getColumn(at + 1).width = width;
	sheet.eachRow((row, number) => {
		if (number > 2) row.alignment = { vertical: 'top', wrapText: true };
	});
	return new Uint8Array(await book.xlsx.writeBuffer());
};
