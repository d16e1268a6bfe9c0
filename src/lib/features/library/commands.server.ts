import { indexDocument } from '#lib/features/search/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { mayFile } from './policy.ts';
import { factColumns } from './records.server.ts';
import { CorrectDocumentInput } from './schema.ts';

export { confirmIntake, setIntakeAside, takeIntakeBack } from './confirm.server.ts';
export { type Received, receiveFile } from './receive.server.ts';
export { type ReceivedFile, receiveUpload } from './receive-upload.server.ts';
export { readScanAgain } from './scans.server.ts';

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
