import { reactTo } from '#lib/platform/command/reactions.ts';
import { readText } from './records.server.ts';

// A document is read in the transaction in which it is filed, corrected or replaced by a later version. What is filed in another way is found by the job.
for (const verb of ['document.filed', 'document.corrected', 'document.version_added'])
	reactTo(verb, 'relations', async (context, { documentId }) => {
		if (documentId) await readText(context, documentId, { isNew: verb === 'document.filed' });
	});
