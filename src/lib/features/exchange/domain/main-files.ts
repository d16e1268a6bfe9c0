const documentEnding = /\.(?:docx?|pdf|odt|rtf|html?|mht|txt)$/i;
const stem = (name: string): string =>
	(name.split('/').at(-1) ?? name)
		.replace(/\.[^.]*$/, '')
		.normalize('NFC')
		.toLowerCase()
		.replace(/[\s_]*(?:\(\d+\)|signed|đã ký|da ky)$/u, '');

/**
 * Which of the attachments the header speaks of: the first that is a document, and those of the same name in another
 * format. The others are annexes with facts of their own.
 */
export const mainFiles = (names: readonly string[]): Set<number> => {
	const first = Math.max(
		0,
		names.findIndex((name) => documentEnding.test(name)),
	);
	const main = stem(names[first] ?? '');
	return new Set(names.flatMap((name, at) => (at === first || stem(name) === main ? [at] : [])));
};
