import { indexDocument } from '#lib/features/search/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import type { Mended } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { parseClauses } from './domain/clauses.ts';
import { senderOf } from './domain/offered.ts';
import { fileDocument, measuresOf } from './file-document.server.ts';
import { mayFile } from './policy.ts';
import { factColumns, insertRendition, replaceBands } from './records.server.ts';
import { enterIncoming } from './registers.server.ts';
import { ConfirmIntakeInput, IntakeInput } from './schema.ts';
import { replaceText } from './versions.server.ts';

type KeptReading = { paragraphs: Paragraph[]; pages: number | null; characters: number; mended?: Mended[] };

const lockIntake = async ({ tx, actor, permit }: CommandContext, intakeId: string) => {
	const intake = await tx
		.selectFrom('intake')
		.select(['id', 'unit_id', 'state', 'sha256', 'file_path', 'format', 'reading', 'sketch', 'offered'])
		.where('id', '=', intakeId)
		.forUpdate()
		.executeTakeFirst();
	if (!intake || !mayFile(actor, intake.unit_id).allowed) throw missing('failure_not_found');
	permit(mayFile(actor, intake.unit_id));
	return intake;
};

const ownDocument = async ({ tx }: CommandContext, unitId: string, documentId: string) => {
	const document = await tx
		.selectFrom('document')
		.select(['id', 'unit_id', 'state', 'number', 'title'])
		.where('id', '=', documentId)
		.forUpdate()
		.executeTakeFirst();
	if (document?.unit_id !== unitId) throw missing('failure_not_found');
	return document;
};

/**
 * Files a received file with the facts as the clerk confirmed them: a new document with its clause tree; with
 * `renditionOf` another rendition of a document that is there; with `versionOf` a later version of one, whose clauses
 * keep their ids while what it said before is kept as an earlier rendition. With `incoming` it gets the next number of
 * the register of incoming documents.
 */
export const confirmIntake = command(
	'intake.confirm',
	ConfirmIntakeInput,
	async (context, input) => {
		const { tx, actor } = context;
		const intake = await lockIntake(context, input.intakeId);
		if (intake.state === 'reading') throw conflict('failure_intake_being_read');
		if (intake.state !== 'waiting') throw conflict('failure_intake_settled');
		const format = intake.format ?? 'txt';
		const rendition = { sha256: intake.sha256, filePath: intake.file_path, format };
		const awaited = input.awaited ? { awaited: input.awaited } : {};
		const settle = (documentId: string) =>
			tx
				.updateTable('intake')
				.set({ state: 'confirmed', document_id: documentId, reading: null })
				.where('id', '=', intake.id)
				.execute();

		if (input.renditionOf) {
			const document = await ownDocument(context, intake.unit_id, input.renditionOf);
			await insertRendition(context, { ...rendition, documentId: document.id, isOriginal: false });
			await settle(document.id);
			await context.emit('document.rendition_added', {
				subject: { type: 'document', id: document.id },
				unitId: intake.unit_id,
				documentId: document.id,
				after: { sha256: intake.sha256, format, ...awaited },
			});
			return { documentId: document.id, incomingNumber: null };
		}

		const reading = intake.reading as KeptReading | null;
		const clauses = parseClauses(reading?.paragraphs ?? []);
		const facts = factColumns(input);
		const text = { ...facts, ...measuresOf(clauses, reading), sketch: intake.sketch };

		if (input.versionOf) {
			const document = await ownDocument(context, intake.unit_id, input.versionOf);
			const changed = await replaceText(context, document.id, clauses);
			await tx.updateTable('document').set(text).where('id', '=', document.id).execute();
			await insertRendition(context, { ...rendition, documentId: document.id, isOriginal: true });
			await replaceBands(context, { id: document.id, unitId: intake.unit_id, sketch: intake.sketch });
			await indexDocument(tx, actor.tenantId, document.id);
			await settle(document.id);
			await context.emit('document.version_added', {
				subject: { type: 'document', id: document.id },
				unitId: intake.unit_id,
				documentId: document.id,
				before: { number: document.number, title: document.title },
				after: { number: facts.number, title: facts.title, sha256: intake.sha256, ...changed, ...awaited },
			});
			return { documentId: document.id, incomingNumber: null };
		}

		const documentId = await fileDocument(context, {
			unitId: intake.unit_id,
			facts,
			clauses,
			characters: reading?.characters ?? 0,
			pages: reading?.pages ?? null,
			sketch: intake.sketch,
			file: rendition,
			told: { mended: reading?.mended ?? [], ...awaited },
		});
		await settle(documentId);
		// Last, for everybody who files in this unit waits until the number is given.
		const incomingNumber = input.incoming
			? await enterIncoming(context, {
					documentId,
					unitId: intake.unit_id,
					receivedOn: input.receivedOn ?? context.today,
					sender: input.sender ?? senderOf(intake.offered) ?? facts.issuer,
				})
			: null;
		return { documentId, incomingNumber };
	},
	{ letGoEarly: true },
);

/** Puts a received file aside: it is kept, and nobody is asked about it again. */
export const setIntakeAside = command('intake.set_aside', IntakeInput, async (context, input) => {
	const intake = await lockIntake(context, input.intakeId);
	if (intake.state === 'confirmed' || intake.state === 'set_aside') throw conflict('failure_intake_settled');
	await context.tx.updateTable('intake').set({ state: 'set_aside' }).where('id', '=', intake.id).execute();
	await context.emit('intake.set_aside', {
		subject: { type: 'intake', id: intake.id },
		unitId: intake.unit_id,
		before: { state: intake.state },
	});
});

/** Takes back a file that was set aside: it waits again, with what was read of it. A file that came again since then is that one. */
export const takeIntakeBack = command('intake.take_back', IntakeInput, async (context, input) => {
	const { tx } = context;
	const intake = await lockIntake(context, input.intakeId);
	if (intake.state !== 'set_aside' || intake.reading === null) throw conflict('failure_intake_settled');
	const again = await tx
		.selectFrom('intake')
		.select('id')
		.where('unit_id', '=', intake.unit_id)
		.where('sha256', '=', intake.sha256)
		.where('state', 'in', ['reading', 'waiting', 'confirmed'])
		.executeTakeFirst();
	if (again) throw conflict('failure_intake_settled');
	await tx.updateTable('intake').set({ state: 'waiting' }).where('id', '=', intake.id).execute();
	await context.emit('intake.taken_back', {
		subject: { type: 'intake', id: intake.id },
		unitId: intake.unit_id,
		before: { state: intake.state },
	});
	return { intakeId: intake.id };
});
