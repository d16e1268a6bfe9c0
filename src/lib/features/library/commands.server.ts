import { indexDocument } from '#lib/features/search/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { parseClauses } from './domain/clauses.ts';
import { mayFile } from './policy.ts';
import { factColumns, insertClauses, insertRendition } from './records.server.ts';
import { ConfirmIntakeInput, CorrectDocumentInput, SetIntakeAsideInput } from './schema.ts';

export { isReceived, type Received, receiveFile } from './receive.server.ts';

type KeptReading = { paragraphs: Paragraph[]; pages: number | null; characters: number };

/**
 * Files a received document with the facts as the clerk confirmed them: document, clause tree and rendition; or, with
 * `renditionOf`, keeps the file as another rendition of a document that is there.
 */
export const confirmIntake = command('intake.confirm', ConfirmIntakeInput, async (context, input) => {
	const { tx, actor, now } = context;
	const intake = await tx
		.selectFrom('intake')
		.select(['id', 'unit_id', 'state', 'sha256', 'file_path', 'format', 'reading'])
		.where('id', '=', input.intakeId)
		.forUpdate()
		.executeTakeFirst();
	if (!intake || !mayFile(actor, intake.unit_id).allowed) throw missing('failure_not_found');
	context.permit(mayFile(actor, intake.unit_id));
	if (intake.state !== 'waiting') throw conflict('failure_intake_settled');
	const format = intake.format ?? 'txt';
	const rendition = { sha256: intake.sha256, filePath: intake.file_path, format };
	const settle = (documentId: string) =>
		tx
			.updateTable('intake')
			.set({ state: 'confirmed', document_id: documentId, reading: null })
			.where('id', '=', intake.id)
			.execute();

	if (input.renditionOf) {
		const document = await tx
			.selectFrom('document')
			.select(['id', 'unit_id'])
			.where('id', '=', input.renditionOf)
			.executeTakeFirst();
		if (document?.unit_id !== intake.unit_id) throw missing('failure_not_found');
		await insertRendition(context, { ...rendition, documentId: document.id, isOriginal: false });
		await settle(document.id);
		await context.emit('document.rendition_added', {
			subject: { type: 'document', id: document.id },
			unitId: intake.unit_id,
			documentId: document.id,
			after: { sha256: intake.sha256, format },
		});
		return { documentId: document.id };
	}

	const reading = intake.reading as KeptReading | null;
	const clauses = parseClauses(reading?.paragraphs ?? []);
	const documentId = context.newId();
	const facts = factColumns(input);
	await tx
		.insertInto('document')
		.values({
			tenant_id: actor.tenantId,
			id: documentId,
			unit_id: intake.unit_id,
			...facts,
			state: 'filed',
			section_count: clauses.filter(({ isSection }) => isSection).length,
			clause_count: clauses.length,
			characters: reading?.characters ?? 0,
			pages: reading?.pages ?? null,
			filed_by: context.personId,
			filed_at: now,
		})
		.execute();
	await insertClauses(context, documentId, clauses);
	await insertRendition(context, { ...rendition, documentId, isOriginal: true });
	await settle(documentId);
	await context.emit('document.filed', {
		subject: { type: 'document', id: documentId },
		unitId: intake.unit_id,
		documentId,
		after: { type: facts.type_name, number: facts.number, title: facts.title, sha256: intake.sha256 },
	});
	return { documentId };
});

/** Puts a received file aside: it is kept, and nobody is asked about it again. */
export const setIntakeAside = command('intake.set_aside', SetIntakeAsideInput, async (context, input) => {
	const { tx, actor } = context;
	const intake = await tx
		.selectFrom('intake')
		.select(['id', 'unit_id', 'state'])
		.where('id', '=', input.intakeId)
		.forUpdate()
		.executeTakeFirst();
	if (!intake || !mayFile(actor, intake.unit_id).allowed) throw missing('failure_not_found');
	context.permit(mayFile(actor, intake.unit_id));
	if (intake.state === 'confirmed' || intake.state === 'set_aside') throw conflict('failure_intake_settled');
	await tx.updateTable('intake').set({ state: 'set_aside' }).where('id', '=', intake.id).execute();
	await context.emit('intake.set_aside', {
		subject: { type: 'intake', id: intake.id },
		unitId: intake.unit_id,
		before: { state: intake.state },
	});
});

/** Corrects the facts of a filed document; the text stays as it came. */
export const correctDocument = command('document.correct', CorrectDocumentInput, async (context, input) => {
	const { tx, actor } = context;
	const document = await tx
		.selectFrom('document')
		.select(['id', 'unit_id', 'type_code', 'type_name', 'number', 'issuer', 'issued_on', 'title'])
		.where('id', '=', input.documentId)
		.forUpdate()
		.executeTakeFirst();
	if (!document || !mayFile(actor, document.unit_id).allowed) throw missing('failure_not_found');
	context.permit(mayFile(actor, document.unit_id));
	const facts = factColumns(input);
	await tx.updateTable('document').set(facts).where('id', '=', document.id).execute();
	await indexDocument(tx, actor.tenantId, document.id);
	await context.emit('document.corrected', {
		subject: { type: 'document', id: document.id },
		unitId: document.unit_id,
		documentId: document.id,
		before: {
			type: document.type_name,
			number: document.number,
			issuer: document.issuer,
			issuedOn: document.issued_on,
			title: document.title,
		},
		after: {
			type: facts.type_name,
			number: facts.number,
			issuer: facts.issuer,
			issuedOn: facts.issued_on,
			title: facts.title,
		},
	});
});
