import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { personById } from '#lib/features/organisation/public.server.ts';
import { takeNumber } from '#lib/features/papers/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { canonicalJson } from '#lib/platform/sealing/chain.ts';
import { holds } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { SignedContent } from './domain/signed.ts';
import { aboutOf } from './domain/titles.ts';
import { type KnownReport, lockedReport } from './facts.server.ts';
import { figuresOf, sectionsOf } from './filling.server.ts';
import { mayCorrect, maySend, maySign } from './policy.ts';
import { CorrectInput, ReportInput, SignInput } from './schema.ts';
import { tellEvent, tellOffice } from './told.server.ts';

/** What is signed, with everything that the paper says. */
const contentNow = async (
	context: CommandContext,
	report: KnownReport,
	signer: string,
): Promise<SignedContent> => {
	const { tx, actor } = context;
	const sections = await sectionsOf(tx, actor.tenantId, report.id);
	const counted = await sql<{ people: number }>`
		select count(distinct person_id)::int as people from membership where tenant_id = ${actor.tenantId} and unit_id = ${report.unitId}
			and valid_from <= ${report.periodTo} and (valid_to is null or valid_to > ${report.periodTo})`.execute(
		tx,
	);
	const { title, unitName, period, periodFrom, periodTo } = report;
	return {
		title,
		unitName,
		period,
		periodFrom,
		periodTo,
		sections: sections.map(({ key, part, title: heading, body, figures, gathers }) => ({
			key,
			part,
			title: heading,
			body,
			figures,
			gathers,
		})),
		figures: await figuresOf(tx, actor.tenantId, report.id),
		people: counted.rows[0]?.people ?? 0,
		signer,
	};
};

/** The number in the register of outgoing papers: given with the first signature, and kept. */
const numberFor = async (
	context: CommandContext,
	report: KnownReport,
	paper: { day: Day; signer: string },
): Promise<{ mark: string; number: number; issuedOn: Day }> => {
	if (report.mark && report.number && report.issuedOn)
		return { mark: report.mark, number: report.number, issuedOn: report.issuedOn };
	const given = await takeNumber(context, {
		unitId: report.unitId,
		side: 'party',
		type: 'report',
		title: aboutOf(report.title),
		day: paper.day,
		signer: paper.signer,
		recipients: report.aboveName ?? '',
		subject: { type: 'periodic_report', id: report.id },
	});
	return { mark: given.mark, number: given.number, issuedOn: paper.day };
};

/**
 * Signs a report off: it gets its number, and what it says stays from then on.
 * @throws Failure refused, missing, invalid (a day that lies ahead, a section without a word)
 */
export const signReport = command('periodic_report.sign', SignInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const report = await lockedReport(context, input.periodicReportId);
	context.permit(maySign(actor, report));
	if (input.issuedOn > today) throw invalidAt('issuedOn', 'issue_issued_later');
	const { fullName: signer } = await personById(tx, context.personId);
	const content = await contentNow(context, report, signer);
	const empty = content.sections.filter(({ body }) => body.trim() === '');
	if (empty.length > 0)
		throw invalidAt('issuedOn', 'issue_periodic_empty', {
			sections: empty.map(({ title }) => title).join('; '),
		});
	const version = report.version + 1;
	const { mark, number, issuedOn } = await numberFor(context, report, { day: input.issuedOn, signer });
	await tx
		.insertInto('report_version')
		.values({
			tenant_id: actor.tenantId,
			report_id: report.id,
			version,
			unit_id: report.unitId,
			above_unit_id: report.aboveUnitId,
			content: JSON.stringify(content),
			sha256: createHash('sha256').update(canonicalJson(content)).digest('hex'),
			reason: report.reason,
			signed_by: context.personId,
			signed_as: holds(actor, report.unitId, 'secretary') ? 'head' : 'deputy',
			signed_at: now,
		})
		.execute();
	await tx
		.updateTable('periodic_report')
		.set({ state: 'signed', version, mark, number, issued_on: issuedOn })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', report.id)
		.execute();
	await tellEvent(context, report, 'periodic_report.signed', {
		after: { version, mark, title: report.title },
	});
	return { mark };
});

/** Sends the signed report to the unit above; it is immutable from then on. @throws Failure refused, missing */
export const sendReport = command('periodic_report.send', ReportInput, async (context, input) => {
	const { tx, actor, now } = context;
	const report = await lockedReport(context, input.periodicReportId);
	context.permit(maySend(actor, report));
	await tx
		.updateTable('report_version')
		.set({ sent_by: context.personId, sent_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('report_id', '=', report.id)
		.where('version', '=', report.version)
		.execute();
	await tx
		.updateTable('periodic_report')
		.set({ state: 'sent', reason: '' })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', report.id)
		.execute();
	await tellEvent(context, report, 'periodic_report.sent', {
		after: { version: report.version, mark: report.mark, title: report.title },
	});
	await tellOffice(context, report, 'sent');
});

/**
 * Takes a signed or sent report up again, with the reason: what was sent stays with the unit above until another version comes.
 * @throws Failure refused, missing
 */
export const correctReport = command('periodic_report.correct', CorrectInput, async (context, input) => {
	const { tx, actor } = context;
	const report = await lockedReport(context, input.periodicReportId);
	context.permit(mayCorrect(actor, report));
	await tx
		.updateTable('periodic_report')
		.set({ state: 'writing', reason: input.reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', report.id)
		.execute();
	await tellEvent(context, report, 'periodic_report.corrected', { after: { reason: input.reason } });
	if (report.state !== 'signed') await tellOffice(context, report, 'corrected');
});
