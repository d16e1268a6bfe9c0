import type { FileStore } from './store.ts';

/** Media types that a browser shows without running anything of them in our name. */
const shown: Record<string, string> = {
	pdf: 'application/pdf',
	txt: 'text/plain; charset=utf-8',
	md: 'text/plain; charset=utf-8',
};

/**
 * A stored file as an answer: shown in the page where that is harmless, taken down otherwise, in a sandbox either way.
 * @param file.format the ending that the readers found
 */
export const fileResponse = async (
	files: FileStore,
	file: { sha256: string; fileName: string; format: string | null },
): Promise<Response> => {
	const type = shown[file.format ?? ''];
	const plain = file.fileName.normalize('NFD').replace(/[^\x20-\x7e]|["\\]/g, '');
	return new Response(await files.read(file.sha256), {
		headers: {
			'content-type': type ?? 'application/octet-stream',
			'content-disposition': `${type ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(file.fileName)}`,
			'content-security-policy': "sandbox; default-src 'none'; style-src 'unsafe-inline'",
			'cache-control': 'private, no-store',
		},
	});
};
