export { suppressed } from './domain/bands.ts';
export {
	type CountedItem,
	type CountedRow,
	countedAt,
	type FigureSource,
	type FiguresWanted,
	type PersonFigure,
	registerCountedFigure,
	registerFigureSource,
	type YearFigure,
} from './figure-sources.server.ts';
export { registerSayings } from './sayings.server.ts';
export { type YearRecord, yearRecord } from './year.server.ts';
