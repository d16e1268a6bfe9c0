import { Unreadable } from './reading.ts';

const fromQuoted = (text: string): Uint8Array =>
	Buffer.from(
		text
			.replace(/=\r?\n/g, '')
			.replace(/=([0-9A-Fa-f]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
		'latin1',
	);

/**
 * The page of a web archive (RFC 2557), as Word saves it under .mht or .doc: the first part that is HTML.
 * @throws Unreadable truncated
 */
export const pageOfMhtml = (bytes: Uint8Array): Uint8Array => {
	const source = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1');
	const boundary = /boundary="?([^"\r\n;]{1,200})"?/i.exec(source.slice(0, 8192))?.[1];
	const parts = boundary ? source.split(`--${boundary}`).slice(1) : [source];
	for (const part of parts) {
		const end = /\r?\n\r?\n/.exec(part);
		if (!end) continue;
		const head = part.slice(0, end.index);
		if (!/content-type:\s*text\/html/i.test(head)) continue;
		const body = part.slice(end.index + end[0].length);
		const encoding = /content-transfer-encoding:\s*(\S+)/i.exec(head)?.[1]?.toLowerCase();
		if (encoding === 'quoted-printable') return fromQuoted(body);
		return encoding === 'base64' ? Buffer.from(body, 'base64') : Buffer.from(body, 'latin1');
	}
	throw new Unreadable('truncated');
};
