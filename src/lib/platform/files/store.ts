import { createHash, randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';

/** Files by the sha256 of their content. The same bytes are there once, however often they come. */
export type FileStore = {
	/** Keeps the bytes and answers when they are on disk. */
	put: (bytes: Uint8Array) => Promise<{ sha256: string; bytes: number }>;
	/** @throws when there is no such file */
	read: (sha256: string) => Promise<ReadableStream<Uint8Array>>;
	has: (sha256: string) => Promise<boolean>;
	/** Where on this machine the bytes lie, for a process that reads them. */
	placeOf: (sha256: string) => string;
	/** Overwrites the bytes and takes them away; harmless when they are gone. For what must not be kept. */
	wipe: (sha256: string) => Promise<void>;
};

export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Files in a folder: written to a temporary name, synced, renamed, so that a half file never bears a hash. */
export const openFileStore = (folder: string): FileStore => {
	const placeOf = (sha256: string): string => join(folder, sha256.slice(0, 2), sha256.slice(2));
	const has = async (sha256: string): Promise<boolean> => {
		try {
			return (await stat(placeOf(sha256))).isFile();
		} catch {
			return false;
		}
	};
	return {
		has,
		placeOf,
		wipe: async (sha256) => {
			if (!(await has(sha256))) return;
			const handle = await open(placeOf(sha256), 'r+');
			try {
				const { size } = await handle.stat();
				const zeros = Buffer.alloc(65_536);
				for (let at = 0; at < size; at += zeros.length)
					await handle.write(zeros, 0, Math.min(zeros.length, size - at), at);
				await handle.sync();
			} finally {
				await handle.close();
			}
			await rm(placeOf(sha256), { force: true });
		},
		put: async (bytes) => {
			const sha256 = sha256Of(bytes);
			if (await has(sha256)) return { sha256, bytes: bytes.byteLength };
			const place = placeOf(sha256);
			await mkdir(dirname(place), { recursive: true, mode: 0o700 });
			const half = join(folder, `${randomUUID()}.half`);
			const handle = await open(half, 'wx', 0o600);
			try {
				await handle.writeFile(bytes);
				await handle.sync();
			} catch (error) {
				await rm(half, { force: true });
				throw error;
			} finally {
				await handle.close();
			}
			await rename(half, place);
			const parent = await open(dirname(place), 'r');
			await parent.sync().finally(() => parent.close());
			return { sha256, bytes: bytes.byteLength };
		},
		read: async (sha256) => {
			await stat(placeOf(sha256));
			return Readable.toWeb(createReadStream(placeOf(sha256))) as ReadableStream<Uint8Array>;
		},
	};
};
