import type { Feature } from '#lib/shared/feature.ts';
import { mayFollowReports } from './policy.ts';

export const reports: Feature = {
	name: 'reports',
	navigation: [{ key: 'reports', href: '/bao-cao', place: 48, isFor: mayFollowReports }],
	acts: [
		'periodic_report.ask',
		'periodic_report.ask_no_more',
		'periodic_report.open',
		'periodic_report.refresh',
		'periodic_report.write',
		'periodic_report.set_figure',
		'periodic_report.cite',
		'periodic_report.sign',
		'periodic_report.send',
		'periodic_report.return',
		'periodic_report.accept',
		'periodic_report.correct',
		'periodic_report.urge',
	],
};
