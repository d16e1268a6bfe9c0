import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { defaultLimits, type ReadLimits, Unreadable } from '#lib/platform/file-readers/reading.ts';
import { filesInZip, isArchive } from '#lib/platform/file-readers/zip.ts';
import { secretMarkOf, secretMarkOfName } from './domain/secrecy.ts';

/** A file that is only looked at for its mark is given less time than one that is filed. */
const limits: ReadLimits = { ...defaultLimits, milliseconds: 15_000 };

/** For so long the files of an archive are read; those that are left are told by their names. */
const ARCHIVE_MILLISECONDS = 60_000;

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

const oneBearsMark = async (name: string, bytes: Uint8Array): Promise<boolean> => {
	if (secretMarkOfName(nameOf(name))) return true;
	const reading = await readDocument({ bytes, name: nameOf(name) }, limits);
	return reading.ok && secretMarkOf(reading.paragraphs) !== null;
};

/**
 * Does a file bear a mark of secrecy, in its name, in its text, or in a file that it packs? Asked before a byte is
 * stored, outside of any transaction. Reading is bounded in time and memory; what can't be read as text (a picture, a
 * broken file) is told by its name alone.
 */
export const bearsSecretMark = async (name: string, bytes: Uint8Array): Promise<boolean> => {
	if (secretMarkOfName(nameOf(name)) || !isArchive(bytes)) return oneBearsMark(name, bytes);
	try {
		const { files } = filesInZip(bytes);
		if (files.some((file) => secretMarkOfName(nameOf(file.name)))) return true;
		const until = performance.now() + ARCHIVE_MILLISECONDS;
		for (const file of files) {
			if (performance.now() > until) break;
			if (await oneBearsMark(file.name, new Uint8Array(file.bytes))) return true;
		}
		return false;
	} catch (error) {
		if (error instanceof Unreadable) return false;
		throw error;
	}
};
