type Written = { words: string };

const plain = (text: string): string =>
	text
		.normalize('NFC')
		.replace(/\s+/gu, ' ')
		.replace(/[.;\s]+$/u, '')
		.trim()
		.toLocaleLowerCase('vi');

/**
 * Which clause of the issued text states which task: tasks stand in the text in their order, each in a clause that begins
 * with its words, so the search goes on from where the last one was found.
 * @returns for each task the index of its clause, or null where the text does not have it
 */
export const clausesOfTasks = (
	tasks: readonly { title: string }[],
	clauses: readonly Written[],
): (number | null)[] => {
	let from = 0;
	return tasks.map(({ title }) => {
		const wanted = plain(title);
		const at = clauses.findIndex((clause, index) => index >= from && plain(clause.words).startsWith(wanted));
		if (at < 0) return null;
		from = at + 1;
		return at;
	});
};
