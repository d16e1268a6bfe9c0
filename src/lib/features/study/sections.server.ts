import { clausesOf } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';

/** The sections of documents, to choose from; of a document without any, none. Who may read them is the caller's to ask. */
export const sectionsOf = async (
	tx: Tx,
	tenantId: string,
	documents: readonly { id: string; name: string }[],
): Promise<{ documentId: string; name: string; sections: { id: string; label: string }[] }[]> => {
	const all = [];
	for (const { id, name } of documents) {
		const clauses = await clausesOf(tx, tenantId, id);
		all.push({
			documentId: id,
			name,
			sections: clauses
				.filter(({ isSection }) => isSection)
				.map((clause) => ({
					id: clause.id,
					label: [clause.label, clause.heading].filter(Boolean).join(' '),
				})),
		});
	}
	return all.filter(({ sections }) => sections.length > 1);
};
