export const evidenceKinds = ['file', 'link', 'text'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

/** The largest file that is taken as evidence. */
export const MAX_FILE_MEGABYTES = 50;
export const MAX_FILE_BYTES = MAX_FILE_MEGABYTES * 1024 * 1024;
export const MAX_FILES = 10;

/** Only addresses of the web: a link is opened by others. */
export const isWebAddress = (text: string): boolean => {
	try {
		const { protocol, hostname } = new URL(text);
		return (protocol === 'https:' || protocol === 'http:') && hostname !== '';
	} catch {
		return false;
	}
};
