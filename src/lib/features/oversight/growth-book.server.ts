import { m } from '#lib/paraglide/messages.js';
import { cellText } from '#lib/text/sheet.ts';
import type { Growth } from './growth.server.ts';
import { growthSheetOf } from './ui/growth-sheet.ts';

/** The page as a workbook; figures are numbers there. */
export const growthBook = async (growth: Growth): Promise<Uint8Array<ArrayBuffer>> => {
	const { default: excel } = await import('exceljs');
	const book = new excel.Workbook();
	const sheet = book.addWorksheet(m.oversight_growth_file().slice(0, 31), {
		pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
	});
	for (const line of growthSheetOf(growth))
		sheet.addRow(line.map((text) => (/^-?\d+$/.test(text) ? Number(text) : cellText(text))));
	sheet.getRow(1).font = { bold: true, size: 14 };
	sheet.getColumn(1).width = 36;
	for (let at = 2; at <= 8; at++) sheet.getColumn(at).width = 16;
	return new Uint8Array(await book.xlsx.writeBuffer());
};
