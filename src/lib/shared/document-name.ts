/** A document as one calls it: its type and its number, where it has one. */
export const documentName = ({ typeName, number }: { typeName: string; number: string | null }): string =>
	[typeName, number].filter(Boolean).join(' ');
