import { reactTo } from '#lib/platform/command/reactions.ts';
import { answerAwaited } from './awaited.server.ts';
import { readText } from './records.server.ts';

// A document is read in the transaction in which it is filed, corrected or replaced by a later version. What is filed in another way is found by the job.
for (const verb of ['document.filed', 'document.corrected', 'document.version_added'])
	reactTo(verb, 'relations', async (context, { documentId, after }) => {
		if (!documentId) return;
		await answerAwaited(context, documentId, after?.['awaited']);
		await readText(context, documentId, { isNew: verb === 'document.filed' });
	});

// What is there already may be what was waited for, in another format.
reactTo('document.rendition_added', 'relations', async (context, { documentId, after }) => {
	if (documentId && (await answerAwaited(context, documentId, after?.['awaited'])))
		await readText(context, documentId);
});
