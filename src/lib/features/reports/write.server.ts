import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt, sayKey } from '#lib/platform/failure-words.ts';
import { conflict, invalid, missing } from '#lib/shared/failures.ts';
import { sentBelow } from './counts.server.ts';
import { titleOf } from './domain/titles.ts';
import { type KnownReport, kindFacts, lockedReport, owedReports, reportFacts } from './facts.server.ts';
import { draftAnew, figuresOf, fill, sectionsOf } from './filling.server.ts';
import { mayOpen, mayWrite } from './policy.ts';
import { CiteInput, FigureInput, OpenInput, ReportInput, WriteInput } from './schema.ts';
import { tellEvent } from './told.server.ts';

/**
 * Begins a report that the unit owes for a period, filled from the records.
 * @throws Failure refused, missing (it is not owed, or its period has not begun), conflict (there is one)
 */
export const openReport = command('periodic_report.open', OpenInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayOpen(actor, unit.id));
	const kind = await kindFacts(tx, actor.tenantId, input.kindId);
	const owed = (
		await owedReports(tx, actor.tenantId, {
			since: input.periodFrom,
			until: today,
			unitId: unit.id,
			kindKey: kind.key,
		})
	).find((one) => one.kindId === kind.id && one.periodFrom === input.periodFrom);
	if (!owed) throw missing('failure_not_found');
	if (owed.state) throw conflict('failure_periodic_begun');
	const { id, periodFrom, periodTo, dueOn } = owed;
	const title = titleOf(kind.name, { period: kind.period, from: periodFrom, to: periodTo });
	await tx
		.insertInto('periodic_report')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: unit.id,
			above_unit_id: unit.parentId,
			kind_id: kind.id,
			kind_key: kind.key,
			title,
			period: kind.period,
			period_from: periodFrom,
			period_to: periodTo,
			due_on: dueOn,
			state: 'writing',
			counted_at: now,
			opened_by: context.personId,
			opened_at: now,
		})
		.execute();
	for (const [place, section] of kind.sections.entries())
		await tx
			.insertInto('report_section')
			.values({
				tenant_id: actor.tenantId,
				report_id: id,
				unit_id: unit.id,
				key: section.key,
				place,
				part: section.part,
				title: section.title,
				prompt: section.prompt,
				figures: [...section.figures],
				gathers: section.gathers ?? null,
			})
			.execute();
	const report = await reportFacts(tx, actor.tenantId, id);
	await fill(context, report);
	await tellEvent(context, report, 'periodic_report.opened', {
		after: { title, periodFrom, periodTo, dueOn },
	});
	return { periodicReportId: id };
});

const writableReport = async (context: CommandContext, reportId: string): Promise<KnownReport> => {
	const report = await lockedReport(context, reportId);
	context.permit(mayWrite(context.actor, report));
	return report;
};

/** Counts anew, as long as it is not signed. @throws Failure refused, missing */
export const refreshReport = command('periodic_report.refresh', ReportInput, async (context, input) => {
	const report = await writableReport(context, input.periodicReportId);
	await fill(context, report);
	await tellEvent(context, report, 'periodic_report.refreshed');
});

/**
 * Keeps what was written. A section that somebody else has changed meanwhile is not overwritten: the writer sees both and saves again.
 * @throws Failure refused, missing, invalid (the sections that another has changed)
 */
export const writeReport = command('periodic_report.write', WriteInput, async (context, input) => {
	const { tx, actor, now } = context;
	const report = await writableReport(context, input.periodicReportId);
	const known = new Map((await sectionsOf(tx, actor.tenantId, report.id)).map((one) => [one.key, one]));
	const changed = input.sections.flatMap((typed) => {
		const section = known.get(typed.key);
		return section && section.body !== typed.body ? [{ ...typed, section }] : [];
	});
	const overtaken = changed.filter(({ revision, section }) => revision !== section.revision);
	if (overtaken.length > 0)
		throw invalid(
			overtaken.map(({ key, section }) => ({
				path: `body.${key}`,
				message: sayKey('issue_periodic_overtaken', { name: section.editedBy ?? '' }),
			})),
		);
	for (const { key, body, section } of changed)
		await tx
			.updateTable('report_section')
			.set({ body, revision: section.revision + 1, edited_by: context.personId, edited_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('report_id', '=', report.id)
			.where('key', '=', key)
			.execute();
	await tellEvent(context, report, 'periodic_report.written', {
		after: { sections: changed.map(({ key }) => key) },
	});
	return { changed: changed.length };
});

/** Puts a figure right by hand, with the reason; what was counted stays beside it. Set to what was counted it needs none. */
export const setFigure = command('periodic_report.set_figure', FigureInput, async (context, input) => {
	const { tx, actor, now } = context;
	const report = await writableReport(context, input.periodicReportId);
	const figure = (await figuresOf(tx, actor.tenantId, report.id)).find(({ key }) => key === input.key);
	if (!figure) throw missing('failure_not_found');
	const isCounted = input.value === figure.counted + (figure.below ?? 0);
	if (!isCounted && input.reason === '') throw invalidAt('reason', 'issue_periodic_reason');
	await tx
		.updateTable('report_figure')
		.set({
			value: input.value,
			reason: isCounted ? '' : input.reason,
			changed_by: context.personId,
			changed_at: now,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('report_id', '=', report.id)
		.where('key', '=', input.key)
		.execute();
	await draftAnew(context, report);
	await tellEvent(context, report, 'periodic_report.figure_set', {
		before: { key: figure.key, value: figure.value },
		after: { key: figure.key, value: input.value, counted: figure.counted, reason: input.reason },
	});
});

/** Takes the words of a unit below into the own section, with its name. @throws Failure refused, missing */
export const citeReport = command('periodic_report.cite', CiteInput, async (context, input) => {
	const { tx, actor, now } = context;
	const report = await writableReport(context, input.periodicReportId);
	const { unitId: aboveUnitId, kindKey, periodFrom } = report;
	const cited = (await sentBelow(tx, actor.tenantId, { aboveUnitId, kindKey, periodFrom })).find(
		({ reportId }) => reportId === input.citedReportId,
	);
	const words = cited?.content.sections.find(({ key }) => key === input.key)?.body.trim();
	if (!cited || !words) throw missing('failure_not_found');
	const line = `${cited.name}: ${words}`;
	const changed = await sql`
		update report_section set body = case when body = '' then ${line} else body || E'\n' || ${line} end, revision = revision + 1, edited_by = ${context.personId}, edited_at = ${now}
		where tenant_id = ${actor.tenantId} and report_id = ${report.id} and key = ${input.key}`.execute(tx);
	if (changed.numAffectedRows === 0n) throw missing('failure_not_found');
	await tellEvent(context, report, 'periodic_report.cited', {
		after: { key: input.key, citedReportId: cited.reportId },
	});
});
