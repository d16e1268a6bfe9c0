import { lookAtFiles } from '#lib/features/library/public.server.ts';
import { rolesIn } from '#lib/features/organisation/public.server.ts';
import { command, type Door } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { countFindings } from './domain/states.ts';
import { lockedInspection, recordOf, recordsOf } from './facts.server.ts';
import { keepFiles } from './files.server.ts';
import { subjectTypes } from './look.server.ts';
import { mayAnswer, mayFind, mayReport } from './policy.ts';
import { AnswerInput, FindingInput, ReportInput } from './schema.ts';
import { tellEvent, tellPeople } from './told.server.ts';

/** What an inspector finds of a record; until the findings go to the unit it can be put right. */
export const find = command('inspection.find', FindingInput, async (context, input) => {
	const { tx, actor, now } = context;
	const one = await lockedInspection(context, input.inspectionId);
	const record = await recordOf(tx, actor, one.id, input.recordId);
	const isNotSeen = input.outcome === 'not_seen';
	context.permit(mayFind(actor, one, record, { isOpened: record.isOpened, isNotSeen }));
	const finding = { outcome: input.outcome, words: input.words, found_by: context.personId, found_at: now };
	await tx
		.insertInto('inspection_finding')
		.values({ tenant_id: actor.tenantId, record_id: record.id, ...finding })
		.onConflict((conflict) => conflict.columns(['tenant_id', 'record_id']).doUpdateSet(finding))
		.execute();
	// As long as the findings are the inspectors', the event of one is theirs as well: it bears no unit and nobody else.
	await context.emit('inspection.found', {
		subject: { type: subjectTypes[record.kind], id: record.sourceId },
		personal: true,
		after: { inspectionId: one.id, recordId: record.id, outcome: input.outcome },
	});
});

/** The findings go to the unit: nothing is opened or changed any more, and the unit is asked to answer. */
export const report = command('inspection.report', ReportInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const one = await lockedInspection(context, input.inspectionId);
	const counts = countFindings(await recordsOf(tx, actor, one.id));
	context.permit(mayReport(actor, one, counts.open));
	const answerBy = addDays(today, one.rules.answerDays);
	await tx
		.updateTable('inspection')
		.set({
			state: 'reported',
			notes: input.notes,
			reported_by: context.personId,
			reported_at: now,
			answer_by: answerBy,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', one.id)
		.execute();
	await tellEvent(context, one, 'inspection.reported', { ...counts, answerBy });
	const leading = ['secretary', 'deputy', 'committee_member'];
	const people = await rolesIn(tx, actor.tenantId, one.inspectedUnitId, leading, today);
	await tellPeople(context, one, people, 'reported');
});

const recordAnswer = command('inspection.answer', AnswerInput, async (context, input) => {
	const { tx, actor, now } = context;
	const one = await lockedInspection(context, input.inspectionId);
	context.permit(mayAnswer(actor, one));
	const record = input.recordId ? await recordOf(tx, actor, one.id, input.recordId) : null;
	const answerId = context.newId();
	await tx
		.insertInto('inspection_answer')
		.values({
			tenant_id: actor.tenantId,
			id: answerId,
			inspection_id: one.id,
			record_id: record?.id ?? null,
			words: input.words,
			answered_by: context.personId,
			answered_at: now,
		})
		.execute();
	const files = await keepFiles(context, { inspectionId: one.id, answerId }, input.files);
	const whole = record === null;
	await tellEvent(context, one, whole ? 'inspection.answered' : 'inspection.finding_answered', {
		recordId: record?.id ?? null,
		files,
	});
	if (whole) await tellPeople(context, one, [...one.inspectorIds, one.openedBy], 'answered', answerId);
});

/**
 * The unit answers, to one finding or to the whole, with files; as often as there is something to say. The answer to the whole
 * is the one that is waited for. Files are looked at before a transaction is open.
 * @throws Failure missing, refused, invalid (a file that is too large or bears a mark of secrecy)
 */
export const answer = Object.assign(async (door: Door, raw: unknown): Promise<void> => {
	const { data } = AnswerInput.safeParse(raw);
	if (data) await lookAtFiles(data.files, 'issue_inspection_file_large');
	await recordAnswer(door, raw);
}, recordAnswer);
