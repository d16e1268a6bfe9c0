import data from './rules/document-types.json' with { type: 'json' };

export type DocumentType = { code: string; name: string; signs: string[] };

/** The types of documents in force: data with a source and a date, which a tenant may replace. */
export const shippedTypes: readonly DocumentType[] = data.types;

export const typeByCode = (
	code: string,
	types: readonly DocumentType[] = shippedTypes,
): DocumentType | null => types.find((type) => type.code === code) ?? null;

export const typeByName = (
	name: string,
	types: readonly DocumentType[] = shippedTypes,
): DocumentType | null => {
	const wanted = name.normalize('NFC').trim().toLowerCase();
	return types.find((type) => type.name.toLowerCase() === wanted) ?? null;
};
