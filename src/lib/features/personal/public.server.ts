export { EVER, type PersonalPeriod } from './domain/period.ts';
export { exportOwn } from './export.server.ts';
export {
	type PersonalExport,
	type PersonalFigure,
	type PersonalItem,
	type PersonalSource,
	registerPersonalSource,
} from './sources.server.ts';
