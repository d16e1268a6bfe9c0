import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { m } from '#lib/paraglide/messages.js';
import { capture, type Handler } from '#lib/platform/front/captured.ts';
import { fileOf, type Laid, laidData, laidPage, laidStyles, namedIn } from './domain/static-site.ts';

/** Lies in a folder that was written here: only such a one, or an empty one, is replaced. */
const MARK = '.thuctien-site';
const MOST = 100_000;

export type Exported = { pages: number; files: number };

/** Is it a folder that may be replaced? A mistyped one with somebody's files in it may not. */
export const isReplaceable = async (folder: string): Promise<boolean> => {
	if (!existsSync(folder)) return true;
	const names = await readdir(folder);
	return names.length === 0 || names.includes(MARK);
};

/** Everything that a site shows, by file: asked of the application itself, from the front along its links. */
const collect = async (handler: Handler, laid: Laid): Promise<Map<string, Buffer>> => {
	const { host, protocol } = new URL(laid.origin);
	const headers = { host, accept: 'text/html', 'x-forwarded-proto': protocol.replace(':', '') };
	const files = new Map<string, Buffer>();
	const waiting = [
		laid.base,
		`${laid.base}/tim`,
		`${laid.base}/feed.xml`,
		`${laid.base}/feed.json`,
		'/sitemap.xml',
		'/robots.txt',
		'/icon.svg',
	];
	for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
		const file = fileOf(next, laid.base);
		if (!file || files.has(file)) continue;
		if (files.size >= MOST) throw new Error(`A site of more than ${MOST} files is not exported.`);
		const answer = await capture(handler, { url: next, headers });
		if (answer.status === 404) continue;
		if (answer.status !== 200) throw new Error(`${next}: ${answer.status}`);
		const type = answer.headers['content-type'] ?? '';
		const isText = /text|json|xml/.test(type) && file !== 'icon.svg';
		const text = isText ? answer.body.toString('utf8') : '';
		if (file.endsWith('.html')) files.set(file, Buffer.from(laidPage(text, file, laid, m.site_all_title())));
		else if (file.endsWith('.css')) files.set(file, Buffer.from(laidStyles(text, file)));
		else files.set(file, isText ? Buffer.from(laidData(text, file, laid)) : answer.body);
		if (file.endsWith('.html')) waiting.push(...namedIn(text, laid.base));
		if (file.endsWith('.css'))
			waiting.push(...namedIn(text.replace(/url\((["']?)\.\//g, `url($1/${dirname(file)}/`), laid.base));
	}
	return files;
};

/**
 * Writes a whole site as files that any web server shows, also without a server. It is written beside its place and moved
 * there when it is whole, so that nobody sees half of it, and nothing that was taken off stays.
 * @throws Error in words where the folder holds something else
 */
export const exportSite = async (handler: Handler, laid: Laid, target: string): Promise<Exported> => {
	const folder = resolve(target);
	if (!(await isReplaceable(folder)))
		throw new Error(
			`Thư mục ${target} đang có tệp khác. Chọn thư mục trống, hoặc thư mục đã xuất trang lần trước.`,
		);
	const files = await collect(handler, laid);
	const word = randomBytes(4).toString('hex');
	const half = `${folder}.part-${word}`;
	const old = `${folder}.old-${word}`;
	try {
		for (const [file, bytes] of files) {
			const place = join(half, file);
			await mkdir(dirname(place), { recursive: true });
			await writeFile(place, bytes);
		}
		await writeFile(join(half, MARK), '');
		if (existsSync(folder)) await rename(folder, old);
		await rename(half, folder);
	} catch (error) {
		if (!existsSync(folder) && existsSync(old)) await rename(old, folder);
		throw error;
	} finally {
		await rm(half, { recursive: true, force: true });
		await rm(old, { recursive: true, force: true });
	}
	return { pages: [...files.keys()].filter((file) => file.endsWith('.html')).length, files: files.size };
};
