/** The name without folders and without characters that a header or a disk does not take. */
export const safeFileName = (name: string): string => {
	const base = (name.split(/[/\\]/).at(-1) ?? '')
		.normalize('NFC')
		.replace(/[\p{Cc}\p{Cf}"<>:|?*]/gu, ' ')
		.replace(/\s+/g, ' ')
		.trim();
	const ending = /\.[\p{L}\p{N}]{1,8}$/u.exec(base)?.[0] ?? '';
	return base.length <= 180 ? base || 'tep' : `${base.slice(0, 180 - ending.length)}${ending}`;
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
