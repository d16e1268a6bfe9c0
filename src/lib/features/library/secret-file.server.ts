import { readDocument } from '#lib/platform/file-readers/read-document.ts';
import { defaultLimits, type ReadLimits, Unreadable } from '#lib/platform/file-readers/reading.ts';
import { defaultZipLimits, filesInZip, isArchive } from '#lib/platform/file-readers/zip.ts';
import { readZipDirectory, unpackMember } from '#lib/platform/file-readers/zip-directory.ts';
import { slideFormatOf } from '#lib/shared/file-kind.ts';
import { secretMarkOf, secretMarkOfName } from './domain/secrecy.ts';

/** A file that is only looked at for its mark is given less time than one that is filed. */
const limits: ReadLimits = { ...defaultLimits, milliseconds: 15_000 };

/** For so long the files of an archive are read; those that are left are told by their names. */
const ARCHIVE_MILLISECONDS = 60_000;

const nameOf = (path: string): string => path.split(/[/\\]/).at(-1) ?? path;

const slidePart = /^ppt\/(slides|slideMasters|notesSlides)\/[^/]+\.xml$/;
const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' };

/** So much text of a presentation is looked at. */
const SLIDE_BYTES = 50 * 1024 * 1024;

const plainText = (paragraph: string): string =>
	[...paragraph.matchAll(/<a:t>([^<]*)<\/a:t>/g)]
		.map(([, text = '']) => text.replace(/&(amp|lt|gt);/g, (entity) => entities[entity] ?? ''))
		.join('');

/** The texts of a presentation, paragraph by paragraph; of one that can't be unpacked, none. */
const slideTexts = (bytes: Uint8Array): string[] => {
	try {
		let left = SLIDE_BYTES;
		return readZipDirectory(bytes, defaultZipLimits.files)
			.filter(({ name }) => slidePart.test(name))
			.flatMap((member) => {
				const part = unpackMember(bytes, member, left);
				left -= part.length;
				return new TextDecoder().decode(part).split('</a:p>').map(plainText);
			});
	} catch (error) {
		if (error instanceof Unreadable) return [];
		throw error;
	}
};

const oneBearsMark = async (name: string, bytes: Uint8Array): Promise<boolean> => {
	if (secretMarkOfName(nameOf(name))) return true;
	// A mark may stand on any slide; each is looked at by itself.
	if (slideFormatOf(bytes) === 'pptx')
		return slideTexts(bytes).some((text) => secretMarkOf([{ text }]) !== null);
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
