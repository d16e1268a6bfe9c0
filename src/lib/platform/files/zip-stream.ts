import { Zip, ZipDeflate, ZipPassThrough } from 'fflate';
import type { FileStore } from './store.ts';

/** What an archive holds: bytes at hand, or a kept file. `isPacked`: it is compressed already (pdf, docx, jpg …). */
export type ZipEntry = { name: string; isPacked: boolean } & (
	| { bytes: Uint8Array<ArrayBuffer> }
	| { sha256: string }
);

/**
 * An archive that is made while it is read: never more of it in memory than a piece of one file. A file that is there twice
 * is read twice; one that can not be read breaks the archive off, so that nobody takes half of it for the whole.
 */
export const zipStream = (files: FileStore, entries: readonly ZipEntry[]): ReadableStream<Uint8Array> => {
	const waiting = [...entries];
	let sink: ReadableStreamDefaultController<Uint8Array> | null = null;
	let answered = false;
	const zip = new Zip((error, piece, last) => {
		answered = answered || error !== null || piece.length > 0 || last;
		if (error) sink?.error(error);
		else {
			if (piece.length > 0) sink?.enqueue(piece);
			if (last) sink?.close();
		}
	});
	let open: { entry: ZipPassThrough | ZipDeflate; reader: ReadableStreamDefaultReader<Uint8Array> } | null =
		null;
	const advance = async (): Promise<void> => {
		if (!open) {
			const next = waiting.shift();
			if (!next) return zip.end();
			const entry = new (next.isPacked ? ZipPassThrough : ZipDeflate)(next.name);
			zip.add(entry);
			if ('bytes' in next) return void entry.push(next.bytes, true);
			open = { entry, reader: (await files.read(next.sha256)).getReader() };
		}
		const { done, value } = await open.reader.read();
		open.entry.push(value ?? new Uint8Array(), done);
		if (done) open = null;
	};
	return new ReadableStream<Uint8Array>(
		{
			start: (controller) => {
				sink = controller;
			},
			// Until something comes out: compression may swallow several pieces before it does.
			pull: async () => {
				answered = false;
				while (!answered) await advance();
			},
			cancel: async () => {
				zip.terminate();
				await open?.reader.cancel();
			},
		},
		{ highWaterMark: 4 },
	);
};
