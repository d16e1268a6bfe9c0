import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { type KnownReport, lockedReport } from './facts.server.ts';
import { mayDecide } from './policy.ts';
import { ReportInput, ReturnInput } from './schema.ts';
import { tellEvent, tellOffice } from './told.server.ts';

const decide = async (
	{ tx, actor }: CommandContext,
	report: KnownReport,
	decided: { state: 'returned' | 'accepted'; reason?: string; version: Record<string, string | Date> },
): Promise<void> => {
	await tx
		.updateTable('report_version')
		.set(decided.version)
		.where('tenant_id', '=', actor.tenantId)
		.where('report_id', '=', report.id)
		.where('version', '=', report.version)
		.execute();
	await tx
		.updateTable('periodic_report')
		.set({ state: decided.state, reason: decided.reason ?? '' })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', report.id)
		.execute();
};

/** Gives a report back for completing, with what is missing; what was sent stays as it was. @throws Failure refused, missing */
export const returnReport = command('periodic_report.return', ReturnInput, async (context, input) => {
	const report = await lockedReport(context, input.periodicReportId);
	context.permit(mayDecide(context.actor, report));
	await decide(context, report, {
		state: 'returned',
		reason: input.remarks,
		version: { returned_by: context.personId, returned_at: context.now, remarks: input.remarks },
	});
	await tellEvent(context, report, 'periodic_report.returned', {
		after: { version: report.version, remarks: input.remarks },
	});
	await tellOffice(context, report, 'returned');
});

/** Takes a report in. @throws Failure refused (one's own), missing */
export const acceptReport = command('periodic_report.accept', ReportInput, async (context, input) => {
	const report = await lockedReport(context, input.periodicReportId);
	context.permit(mayDecide(context.actor, report));
	await decide(context, report, {
		state: 'accepted',
		version: { accepted_by: context.personId, accepted_at: context.now },
	});
	await tellEvent(context, report, 'periodic_report.accepted', { after: { version: report.version } });
	await tellOffice(context, report, 'accepted');
});
