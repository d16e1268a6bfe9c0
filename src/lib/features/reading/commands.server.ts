import { sql } from 'kysely';
import type { z } from 'zod';
import { documentForReading, markPublished } from '#lib/features/library/public.server.ts';
import { audienceOf, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { sectionsMissed } from './domain/progress.ts';
import { mayPublish, mayRecordReading, mayRemoveSummary, maySummarise } from './policy.ts';
import { countReach, countReport, insertReaders, recordSections } from './records.server.ts';
import {
	DeclareStudiedInput,
	OpenReadingInput,
	PublishDocumentInput,
	RecordReadingInput,
	RemoveSummaryInput,
	TakeBackStudiedInput,
	WriteSummaryInput,
} from './schema.ts';

/**
 * Publishes a document to people of a unit, with a day to have read it by. Whoever was asked before keeps the earlier
 * day; publishing again to a wider audience adds the others. For a command of another feature too, in its transaction.
 * @throws Failure refused, invalid (day, audience), conflict for a withdrawn document
 */
export const publishWithin = async (
	context: CommandContext,
	input: z.output<typeof PublishDocumentInput>,
): Promise<{ publicationId: string; readers: number }> => {
	const { tx, actor, now, today } = context;
	const document = await documentForReading(tx, actor, input.documentId);
	const unit = await requireUnit(tx, input.unitId);
	context.permit(
		mayPublish(actor, {
			unit: { id: unit.id, path: unit.path },
			holder: { id: document.unitId, path: document.unitPath },
			isPublished: document.state === 'published',
		}),
	);
	if (document.state === 'withdrawn') throw conflict('failure_document_withdrawn');
	if (input.readBy < today) throw invalidAt('readBy', 'issue_read_by_past');
	if (input.audience === 'chosen' && input.personIds.length === 0)
		throw invalidAt('personIds', 'issue_readers_needed');
	const readers = await audienceOf(tx, { ...input, today });
	if (readers.length === 0) throw invalidAt('audience', 'issue_audience_empty');
	const publicationId = context.newId();
	await tx
		.insertInto('publication')
		.values({
			tenant_id: actor.tenantId,
			id: publicationId,
			document_id: document.id,
			unit_id: unit.id,
			audience: input.audience,
			read_by: input.readBy,
			note: input.note,
			published_by: context.personId,
			published_at: now,
		})
		.execute();
	const added = await insertReaders(context, {
		documentId: document.id,
		unitId: unit.id,
		publicationId,
		readBy: input.readBy,
		readers,
	});
	await countReach(context, { documentId: document.id, unitId: unit.id, assigned: added });
	await markPublished(context, document.id);
	await context.emit('document.published', {
		subject: { type: 'publication', id: publicationId },
		unitId: unit.id,
		documentId: document.id,
		after: { audience: input.audience, readBy: input.readBy, readers: readers.length, title: document.title },
	});
	return { publicationId, readers: readers.length };
};

export const publishDocument = command('document.publish', PublishDocumentInput, publishWithin);

type OwnReading = {
	unitId: string;
	openedAt: Date | null;
	studiedAt: Date | null;
	reached: number;
	sections: number;
	title: string;
};

/** The person's own row, locked; one who was not asked to read has none. */
const ownReading = async ({ tx, actor, permit }: CommandContext, documentId: string): Promise<OwnReading> => {
	const found = await sql<OwnReading>`
		select r.unit_id as "unitId", r.opened_at as "openedAt", r.studied_at as "studiedAt", r.sections_reached as reached,
			d.section_count as sections, d.title
		from reading r join document d on d.tenant_id = r.tenant_id and d.id = r.document_id
		where r.tenant_id = ${actor.tenantId} and r.document_id = ${documentId} and r.person_id = ${actor.personId}
		for update of r`.execute(tx);
	const own = found.rows[0];
	if (!own) throw missing('failure_not_found');
	permit(mayRecordReading(true));
	return own;
};

const markOpened = async (context: CommandContext, documentId: string, own: OwnReading): Promise<void> => {
	if (own.openedAt) return;
	const { tx, actor, now } = context;
	await tx
		.updateTable('reading')
		.set({ opened_at: now, last_read_at: now })
		.where('document_id', '=', documentId)
		.where('person_id', '=', context.personId)
		.execute();
	await countReach(context, { documentId, unitId: own.unitId, opened: 1 });
	await context.emit('document.opened', {
		subject: { type: 'document', id: documentId },
		unitId: own.unitId,
		documentId,
		personId: actor.personId,
		personal: true,
	});
};

/** The first time that a reader opens the document; later openings change nothing. */
export const openReading = command(
	'reading.open',
	OpenReadingInput,
	async (context, { documentId }) => markOpened(context, documentId, await ownReading(context, documentId)),
	{ silent: true },
);

/**
 * What the reader's page saw: sections that were reached and for how long. Adds up; sections of another document are
 * passed over, and so is a report that was counted before (it was read without a network, and sent twice). Writes no
 * event of its own: the figures are the record.
 */
export const recordReading = command(
	'reading.record',
	RecordReadingInput,
	async (context, input) => {
		const own = await ownReading(context, input.documentId);
		if (input.view && !(await countReport(context, input.documentId, input.view))) return;
		await markOpened(context, input.documentId, own);
		await recordSections(context, { ...input, unitId: own.unitId });
	},
	{ silent: true },
);

/**
 * "Đã nghiên cứu": the reader's own word. Who has not come to every section is told how many are left and says it
 * again with `confirmed`.
 */
export const declareStudied = command(
	'reading.declare_studied',
	DeclareStudiedInput,
	async (context, input) => {
		const { tx, actor, now } = context;
		const own = await ownReading(context, input.documentId);
		if (own.studiedAt) throw conflict('failure_studied_already');
		const missed = sectionsMissed(own.reached, own.sections);
		if (missed > 0 && !input.confirmed)
			throw invalidAt('confirmed', 'issue_sections_missed', { missed, sections: own.sections });
		await markOpened(context, input.documentId, own);
		await tx
			.updateTable('reading')
			.set({ studied_at: now })
			.where('document_id', '=', input.documentId)
			.where('person_id', '=', context.personId)
			.execute();
		await countReach(context, { documentId: input.documentId, unitId: own.unitId, studied: 1 });
		await context.emit('document.studied', {
			subject: { type: 'document', id: input.documentId },
			unitId: own.unitId,
			documentId: input.documentId,
			personId: actor.personId,
			personal: true,
			after: { reached: own.reached, sections: own.sections },
		});
	},
);

/** Takes "đã nghiên cứu" back: said too early, and better told than left. */
export const takeBackStudied = command('reading.take_back', TakeBackStudiedInput, async (context, input) => {
	const { tx, actor } = context;
	const own = await ownReading(context, input.documentId);
	if (!own.studiedAt) throw conflict('failure_changed_meanwhile');
	await tx
		.updateTable('reading')
		.set({ studied_at: null })
		.where('document_id', '=', input.documentId)
		.where('person_id', '=', context.personId)
		.execute();
	await countReach(context, { documentId: input.documentId, unitId: own.unitId, studied: -1 });
	await context.emit('document.studied_taken_back', {
		subject: { type: 'document', id: input.documentId },
		unitId: own.unitId,
		documentId: input.documentId,
		personId: actor.personId,
		personal: true,
	});
});

/** A summary of a clause for the unit: what it says and what it means here. */
export const writeSummary = command('summary.write', WriteSummaryInput, async (context, input) => {
	const { tx, actor, now } = context;
	const document = await documentForReading(tx, actor, input.documentId);
	await requireUnit(tx, input.unitId);
	context.permit(maySummarise(actor, input.unitId));
	const clause = await tx
		.selectFrom('clause')
		.select('id')
		.where('id', '=', input.clauseId)
		.where('document_id', '=', document.id)
		.executeTakeFirst();
	if (!clause) throw missing('failure_not_found');
	const summaryId = context.newId();
	await tx
		.insertInto('summary_point')
		.values({
			tenant_id: actor.tenantId,
			id: summaryId,
			document_id: document.id,
			clause_id: clause.id,
			unit_id: input.unitId,
			author_id: context.personId,
			body: input.body,
			written_at: now,
		})
		.execute();
	await context.emit('summary.written', {
		subject: { type: 'summary', id: summaryId },
		unitId: input.unitId,
		documentId: document.id,
		after: { clauseId: clause.id },
	});
	return { summaryId };
});

/** Takes a summary away; the event keeps its words. */
export const removeSummary = command('summary.remove', RemoveSummaryInput, async (context, input) => {
	const { tx, actor } = context;
	const summary = await tx
		.selectFrom('summary_point')
		.select(['id', 'document_id', 'unit_id', 'author_id', 'body'])
		.where('id', '=', input.summaryId)
		.executeTakeFirst();
	if (!summary) throw missing('failure_not_found');
	const may = mayRemoveSummary(actor, { unitId: summary.unit_id, authorId: summary.author_id });
	if (!may.allowed && !actor.standings.some((held) => held.unitId === summary.unit_id))
		throw missing('failure_not_found');
	context.permit(may);
	await tx.deleteFrom('summary_point').where('id', '=', summary.id).execute();
	await context.emit('summary.removed', {
		subject: { type: 'summary', id: summary.id },
		unitId: summary.unit_id,
		documentId: summary.document_id,
		before: { body: summary.body },
	});
});
