import type { FileStore } from './store.ts';

/** The headers that give a download its name, in Vietnamese for browsers that can, in plain letters for the others. */
const dispositionOf = (kind: 'inline' | 'attachment', fileName: string): string => {
	const plain = fileName
		.replaceAll('đ', 'd')
		.replaceAll('Đ', 'D')
		.normalize('NFD')
		.replace(/[^\x20-\x7e]|["\\]/g, '');
	return `${kind}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(fileName)}`;
};

/** A text, or bytes as they are made, to be taken down under a name. */
export const downloadResponse = (
	body: string | Uint8Array<ArrayBuffer> | ReadableStream<Uint8Array>,
	file: { fileName: string; mediaType: string },
): Response =>
	new Response(body, {
		headers: {
			'content-type': file.mediaType,
			'content-disposition': dispositionOf('attachment', file.fileName),
			'cache-control': 'private, no-store',
		},
	});

/**
 * A PDF is drawn by the browser's own viewer, which a sandbox would keep from working; it runs nothing of the page's.
 */
const PDF = 'application/pdf';

/**
 * A stored file as an answer: shown in the page where that is harmless, taken down otherwise, in a sandbox either way.
 * @param file.shownAs the media type in which a browser may show it; null: it is only taken down
 */
export const fileResponse = async (
	files: FileStore,
	file: { sha256: string; fileName: string; shownAs: string | null },
): Promise<Response> => {
	return new Response(await files.read(file.sha256), {
		headers: {
			'content-type': file.shownAs ?? 'application/octet-stream',
			'content-disposition': dispositionOf(file.shownAs ? 'inline' : 'attachment', file.fileName),
			'content-security-policy':
				file.shownAs === PDF
					? "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
					: "sandbox; default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'",
			'cache-control': 'private, no-store',
		},
	});
};
