import type { FileStore } from './store.ts';

/**
 * A stored file as an answer: shown in the page where that is harmless, taken down otherwise, in a sandbox either way.
 * @param file.shownAs the media type in which a browser may show it; null: it is only taken down
 */
export const fileResponse = async (
	files: FileStore,
	file: { sha256: string; fileName: string; shownAs: string | null },
): Promise<Response> => {
	const plain = file.fileName.normalize('NFD').replace(/[^\x20-\x7e]|["\\]/g, '');
	return new Response(await files.read(file.sha256), {
		headers: {
			'content-type': file.shownAs ?? 'application/octet-stream',
			'content-disposition': `${file.shownAs ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
			'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
			'cache-control': 'private, no-store',
		},
	});
};
