import { notify } from '#lib/features/notifications/public.server.ts';
import { rolesIn } from '#lib/features/organisation/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { KnownReport } from './facts.server.ts';

type Named = Pick<KnownReport, 'id' | 'title' | 'unitId' | 'unitName' | 'aboveUnitId' | 'version'>;

/** Tells the office above, or those who write in the unit, what became of a report. */
export const tellOffice = async (
	context: CommandContext,
	report: Named,
	told: 'sent' | 'returned' | 'accepted' | 'corrected',
): Promise<void> => {
	const { tx, actor, today } = context;
	const isUp = told === 'sent' || told === 'corrected';
	const unitId = isUp ? report.aboveUnitId : report.unitId;
	if (!unitId) return;
	const personIds = await rolesIn(
		tx,
		actor.tenantId,
		unitId,
		isUp ? ['secretary', 'deputy', 'clerk', 'higher_officer'] : ['secretary', 'deputy', 'clerk'],
		today,
	);
	await notify(context, {
		personIds,
		unitId,
		kind: `periodic_report.${told}`,
		subjectId: report.id,
		step: `${told}:${report.version}`,
		words: `periodic_told_${told}`,
		detail: { title: report.title, unit: report.unitName },
		letterWords: `periodic_letter_${told}`,
		href: `/bao-cao/${report.id}`,
	});
};

/** The event of a change of a report; it stands in the records of the unit whose report it is. */
export const tellEvent = (
	context: CommandContext,
	report: Pick<KnownReport, 'id' | 'unitId'>,
	verb: string,
	change: { before?: Record<string, unknown>; after?: Record<string, unknown> } = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'periodic_report', id: report.id },
		unitId: report.unitId,
		...change,
	});
