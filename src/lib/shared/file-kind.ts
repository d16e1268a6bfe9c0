/** The largest file that people add to a thing: evidence, what was shown at a session. */
export const MAX_FILE_BYTES = 50 * 1024 * 1024;

/** The name without folders and without characters that a header or a disk does not take. */
export const safeFileName = (name: string, otherwise = 'tep'): string => {
	const base = (name.split(/[/\\]/).at(-1) ?? '')
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(base)?.[0] ?? '';
	return base.length <= 180 ? base || otherwise : `${base.slice(0, 180 - ending.length)}${ending}`;
};

const magic: readonly [string, string][] = [
	['application/pdf', '25504446'],
	['image/png', '89504e47'],
	['image/jpeg', 'ffd8ff'],
	['image/gif', '47494638'],
];

/** The media type by the first bytes: what is shown in the page itself; everything else is only taken down. */
export const mediaTypeOf = (bytes: Uint8Array): string => {
	const head = [...bytes.subarray(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
	if (head.startsWith('52494646') && head.slice(16) === '57454250') return 'image/webp';
	return magic.find(([, start]) => head.startsWith(start))?.[0] ?? 'application/octet-stream';
};

/** Media types that a browser shows without running anything of them in our name. */
export const shownInPage: readonly string[] = [...magic.map(([type]) => type), 'image/webp'];

/** Documents of an office suite by the part that each must have. */
const officeParts: readonly [string, string][] = [
	['pptx', 'ppt/presentation.xml'],
	['docx', 'word/document.xml'],
];
const formats: Record<string, string> = {
	'application/pdf': 'pdf',
	'image/png': 'png',
	'image/jpeg': 'jpg',
	'image/gif': 'gif',
	'image/webp': 'webp',
};

/** How far from its end the directory of a package is looked for. */
const DIRECTORY_BYTES = 512 * 1024;

/** The format of what may be shown at a session, by its bytes and not by its name: pdf, pptx, docx, a picture; else null. */
export const slideFormatOf = (bytes: Uint8Array): string | null => {
	const known = formats[mediaTypeOf(bytes)];
	if (known) return known;
	if (bytes[0] !== 0x50 || bytes[1] !== 0x4b || bytes[2] !== 3) return null;
	const directory = new TextDecoder('latin1').decode(bytes.subarray(-DIRECTORY_BYTES));
	return officeParts.find(([, part]) => directory.includes(part))?.[0] ?? null;
};
