/**
 * The parts by which Vietnamese names are sorted and addressed: the given name is the last word, then the middle names,
 * then the family name (domain.md 10). The key is compared with the collation vi-x-icu.
 */
export const nameParts = (fullName: string): { fullName: string; givenName: string; sortKey: string } => {
	const words = fullName.normalize('NFC').trim().split(/\s+/);
	const givenName = words.at(-1) ?? '';
	const rest = words.slice(0, -1);
	return {
		fullName: words.join(' '),
		givenName,
		sortKey: [givenName, ...rest.slice(1), rest[0] ?? ''].join(' ').trim(),
	};
};
