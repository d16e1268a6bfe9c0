import { m } from '#lib/paraglide/messages.js';
import { cellText } from '#lib/text/sheet.ts';
import { shortPeriod } from './domain/periods.ts';
import type { Gathered } from './queries-below.server.ts';
import { sayFigure, sayProgress } from './ui/words.ts';

/**
 * The signed figures of the units below as a workbook of one sheet: a line for each figure, a column for each unit and one for all.
 * What the page leaves out is left out here.
 */
export const gatheredSheet = async (unitName: string, page: Gathered): Promise<Uint8Array> => {
	const { default: excel } = await import('exceljs');
	const book = new excel.Workbook();
	const sheet = book.addWorksheet(m.periodic_sheet_name().slice(0, 31), {
		pageSetup: { paperSize: 9, orientation: 'landscape', fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
		views: [{ state: 'frozen', ySplit: 4, xSplit: 1 }],
	});
	const period = shortPeriod({ period: page.period, from: page.periodFrom, to: page.periodTo });
	sheet.addRow([cellText(page.kindName).toLocaleUpperCase('vi')]).font = { bold: true, size: 14 };
	sheet.addRow([`${cellText(unitName)} · ${period}`]);
	sheet.addRow([
		m.periodic_sheet_figure(),
		m.periodic_sheet_all(),
		...page.units.map(({ name }) => cellText(name)),
	]).font = { bold: true };
	sheet.addRow([
		m.periodic_sheet_state(),
		'',
		...page.units.map((unit) => sayProgress({ ...unit, wasSent: unit.isCounted })),
	]);
	for (const key of page.keys)
		sheet.addRow([
			sayFigure(key),
			page.hidesSums ? '' : (page.sums[key] ?? ''),
			...page.units.map(({ id }) => {
				const row = page.rows.find((one) => one.id === id);
				return row ? (row.figures[key] ?? m.periodic_few()) : '';
			}),
		]);
	sheet.getColumn(1).width = 52;
	for (let at = 2; at <= page.units.length + 2; at += 1) sheet.getColumn(at).width = 16;
	sheet.eachRow((row, number) => {
		if (number > 2) row.alignment = { vertical: 'top', wrapText: true };
	});
	return new Uint8Array(await book.xlsx.writeBuffer());
};
