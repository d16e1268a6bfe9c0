import { type ReadErrorKey, Unreadable } from './reading.ts';
import { overlaps, readZipDirectory, unpackMember, type ZipMember } from './zip-directory.ts';

/** A file of an archive. `name` is a plain relative path ("Công văn/cv-12.docx"), safe to show and to keep. */
export type ZippedFile = { name: string; bytes: Uint8Array };
/** A file that was not taken out, and why. */
export type LeftInZip = { name: string; reason: ReadErrorKey | 'nested-too-deep' };

export type ZipLimits = {
	/** Files in the archive and the archives in it, all together. */
	files: number;
	/** Bytes of all files together, unpacked. */
	unpackedBytes: number;
	/** How many archives may stand within one another. */
	depth: number;
};

export const defaultZipLimits: ZipLimits = {
	files: 2_000,
	unpackedBytes: 250 * 1024 * 1024,
	depth: 3,
};

/** What systems and programs leave beside the files that were meant. */
const litter = /(?:^|\/)(?:__MACOSX\/|\.|~\$|Thumbs\.db$|desktop\.ini$)/i;

/**
 * A name as a relative path that leads nowhere else: no drive, no root, no "..", no control characters; forward strokes.
 */
export const safeName = (name: string): string =>
	name
		.normalize('NFC')
		// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is removed
		.replace(/[\u0000-\u001F\u007F\u200E\u200F\u202A-\u202E\u2066-\u2069]/g, '')
		.replace(/\\/g, '/')
		.replace(/^[A-Za-z]:/, '')
		.split('/')
		.map((part) => part.trim().slice(0, 200))
		.filter((part) => part !== '' && part !== '.' && part !== '..')
		.join('/');

const officeParts = /^(?:\[Content_Types\]\.xml|mimetype|META-INF\/manifest\.xml)$/;
/** Is it an archive of files, and not a document that happens to be packed as one (.docx, .odt, .xlsx)? */
export const isArchive = (bytes: Uint8Array, files = defaultZipLimits.files): boolean => {
	if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || (bytes[2] !== 3 && bytes[2] !== 5)) return false;
	try {
		return !readZipDirectory(bytes, files).some(({ name }) => officeParts.test(name));
	} catch {
		return false;
	}
};

type Budget = { files: number; bytes: number };

const take = (
	bytes: Uint8Array,
	prefix: string,
	depth: number,
	left: Budget,
	limits: ZipLimits,
	contents: { files: ZippedFile[]; left: LeftInZip[] },
): void => {
	const members = readZipDirectory(bytes, left.files).filter(({ isFolder }) => !isFolder);
	if (overlaps(bytes, members)) throw new Unreadable('unpacks-too-large', { megabytes: megabytes(limits) });
	left.files -= members.length;
	for (const member of members) {
		const own = safeName(member.name);
		if (own === '' || member.isLink || litter.test(own)) continue;
		const name = prefix + own;
		const content = unpacked(bytes, member, left, limits);
		if (!(content instanceof Uint8Array)) contents.left.push({ name, reason: content });
		else if (!isArchive(content, left.files)) contents.files.push({ name, bytes: content });
		else if (depth >= limits.depth) contents.left.push({ name, reason: 'nested-too-deep' });
		else take(content, `${name}/`, depth + 1, left, limits, contents);
	}
};

const megabytes = (limits: ZipLimits): number => Math.round(limits.unpackedBytes / 1_048_576);

/** What one member holds, or why it stays inside. Only what concerns the whole archive is thrown. */
const unpacked = (
	bytes: Uint8Array,
	member: ZipMember,
	left: Budget,
	limits: ZipLimits,
): Uint8Array | ReadErrorKey => {
	try {
		const content = unpackMember(bytes, member, left.bytes);
		left.bytes -= content.length;
		return content;
	} catch (error) {
		if (!(error instanceof Unreadable)) throw error;
		if (error.key === 'unpacks-too-large')
			throw new Unreadable('unpacks-too-large', { megabytes: megabytes(limits) });
		return error.key;
	}
};

/**
 * The files of a zip archive, also of archives in it, all in memory within the limits. Names come as UTF-8 or code page
 * 437; folders, links and the litter of systems are left out. A file that can't be taken out does not keep the others in.
 * @throws Unreadable truncated | unpacks-too-large | too-many-files | password (when all of it is locked) | no-files
 */
export const filesInZip = (
	bytes: Uint8Array,
	limits: ZipLimits = defaultZipLimits,
): { files: ZippedFile[]; left: LeftInZip[] } => {
	const contents: { files: ZippedFile[]; left: LeftInZip[] } = { files: [], left: [] };
	take(bytes, '', 1, { files: limits.files, bytes: limits.unpackedBytes }, limits, contents);
	if (contents.files.length > 0) return contents;
	if (contents.left.some(({ reason }) => reason === 'password')) throw new Unreadable('password');
	if (contents.left.length === 0) throw new Unreadable('no-files');
	return contents;
};
