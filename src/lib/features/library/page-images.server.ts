import type { FileStore } from '#lib/platform/files/store.ts';
import { openPages } from '#lib/platform/ocr/pages.ts';
import { hasPages } from '#lib/platform/ocr/scan-kind.ts';
import { missing } from '#lib/shared/failures.ts';

const WIDTH = 1_100;
const MOST_KEPT = 24;

const pages = openPages({ background: false });
/** The pictures drawn last: the clerk goes to and fro between a few pages. */
const drawn = new Map<string, Uint8Array>();

/**
 * A page of a stored PDF or picture as PNG.
 * @throws Failure missing when the file has no such page, or can not be drawn
 */
export const pageImage = async (
	files: FileStore,
	file: { sha256: string; format: string | null },
	page: number,
): Promise<Uint8Array> => {
	const { format, sha256 } = file;
	if (!hasPages(format) || !Number.isInteger(page) || page < 1) throw missing('failure_not_found');
	const key = `${sha256} ${page}`;
	const known = drawn.get(key);
	if (known) return known;
	const png = await pages.draw({ path: files.placeOf(sha256), format }, page, WIDTH).catch(() => {
		throw missing('failure_not_found');
	});
	drawn.set(key, png);
	const oldest = drawn.keys().next().value;
	if (drawn.size > MOST_KEPT && oldest !== undefined) drawn.delete(oldest);
	return png;
};
