export const evidenceKinds = ['file', 'link', 'text'] as const;
export type EvidenceKind = (typeof evidenceKinds)[number];

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
