/** What a file is to be filed as: the choice of the form, "new", "rendition:<id>" or "version:<id>". */
export const choiceOf = (value: unknown): { renditionOf?: string; versionOf?: string } => {
	const [kind, id] = String(value ?? '').split(':');
	if (!id) return {};
	return kind === 'rendition' ? { renditionOf: id } : kind === 'version' ? { versionOf: id } : {};
};
