const shown: Record<string, string> = {
	pdf: 'application/pdf',
	jpg: 'image/jpeg',
	png: 'image/png',
	txt: 'text/plain; charset=utf-8',
	md: 'text/plain; charset=utf-8',
};

/** The media type in which a browser may show an original; null for formats that are only taken down. */
export const shownAs = (format: string | null): string | null => shown[format ?? ''] ?? null;
