import { crc32, inflateRawSync } from 'node:zlib';
import { Unreadable } from './reading.ts';

/** A member of a zip archive as its central directory lists it (APPNOTE 6.3, 4.3.12). */
export type ZipMember = {
	/** As stored, decoded; not yet safe to be used as a path. */
	name: string;
	isFolder: boolean;
	isLink: boolean;
	isEncrypted: boolean;
	method: number;
	crc: number;
	packed: number;
	/** What the archive claims; unpacking is bounded by what really comes out. */
	unpacked: number;
	start: number;
};

const END = 0x06054b50;
const END64 = 0x06064b50;
const END64_LOCATOR = 0x07064b50;
const MEMBER = 0x02014b50;
const LOCAL = 0x04034b50;
const UTF8_FLAG = 0x800;
const LONGEST_COMMENT = 65_535;

/** The upper half of code page 437, in which names stand that are not marked as UTF-8. */
const cp437 =
	'ÇüéâäàåçêëèïîìÄÅÉæÆôöòûùÿÖÜ¢£¥₧ƒáíóúñÑªº¿⌐¬½¼¡«»░▒▓│┤╡╢╖╕╣║╗╝╜╛┐└┴┬├─┼╞╟╚╔╩╦╠═╬╧╨╤╥╙╘╒╓╫╪┘┌█▄▌▐▀αßΓπΣσµτΦΘΩδ∞φε∩≡±≥≤⌠⌡÷≈°∙·√ⁿ²■ ';

/** Marked as UTF-8, or valid UTF-8 without the mark (as macOS writes it), else code page 437. */
const nameOf = (raw: Uint8Array, flags: number): string => {
	try {
		return new TextDecoder('utf-8', { fatal: true }).decode(raw).normalize('NFC');
	} catch {
		if (flags & UTF8_FLAG) return new TextDecoder().decode(raw).normalize('NFC');
		return [...raw].map((value) => (value < 128 ? String.fromCharCode(value) : cp437[value - 128])).join('');
	}
};

const viewOf = (bytes: Uint8Array): DataView =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

const findEnd = (view: DataView): number => {
	const lowest = Math.max(0, view.byteLength - 22 - LONGEST_COMMENT);
	for (let at = view.byteLength - 22; at >= lowest; at--) if (view.getUint32(at, true) === END) return at;
	throw new Unreadable('truncated');
};

/** Sizes and place beyond four gigabytes stand in an extra field (4.5.3), in this order, each only where needed. */
const wide = (view: DataView, from: number, length: number, fields: number[]): number[] => {
	for (let at = from; at + 4 <= from + length; ) {
		const size = view.getUint16(at + 2, true);
		if (view.getUint16(at, true) === 1) {
			let next = at + 4;
			return fields.map((value) => {
				if (value !== 0xffffffff || next + 8 > at + 4 + size) return value;
				next += 8;
				return Number(view.getBigUint64(next - 8, true));
			});
		}
		at += 4 + size;
	}
	return fields;
};

/**
 * The members of an archive, in the order of its directory.
 * @throws Unreadable truncated: without a whole directory nothing of an archive is believed
 */
export const readZipDirectory = (bytes: Uint8Array, mostMembers: number): ZipMember[] => {
	const view = viewOf(bytes);
	try {
		const end = findEnd(view);
		let count = view.getUint16(end + 10, true);
		let at = view.getUint32(end + 16, true);
		if (end >= 20 && view.getUint32(end - 20, true) === END64_LOCATOR) {
			const end64 = Number(view.getBigUint64(end - 12, true));
			if (view.getUint32(end64, true) === END64) {
				count = Number(view.getBigUint64(end64 + 32, true));
				at = Number(view.getBigUint64(end64 + 48, true));
			}
		}
		if (count > mostMembers) throw new Unreadable('too-many-files', { limit: mostMembers });
		const members: ZipMember[] = [];
		for (let index = 0; index < count; index++) {
			if (view.getUint32(at, true) !== MEMBER) throw new Unreadable('truncated');
			const flags = view.getUint16(at + 8, true);
			const nameLength = view.getUint16(at + 28, true);
			const extraLength = view.getUint16(at + 30, true);
			const attributes = view.getUint32(at + 38, true);
			const name = nameOf(bytes.subarray(at + 46, at + 46 + nameLength), flags);
			const [unpacked = 0, packed = 0, start = 0] = wide(view, at + 46 + nameLength, extraLength, [
				view.getUint32(at + 24, true),
				view.getUint32(at + 20, true),
				view.getUint32(at + 42, true),
			]);
			members.push({
				name,
				isFolder: /[/\\]$/.test(name),
				isLink: attributes >>> 28 === 0xa,
				isEncrypted: (flags & 1) === 1,
				method: view.getUint16(at + 10, true),
				crc: view.getUint32(at + 16, true),
				packed,
				unpacked,
				start,
			});
			at += 46 + nameLength + extraLength + view.getUint16(at + 32, true);
		}
		return members;
	} catch (error) {
		throw error instanceof RangeError ? new Unreadable('truncated') : error;
	}
};

/** Where the packed bytes of a member lie. The local header repeats the name with an extra field of its own length. */
const placeOf = (view: DataView, member: ZipMember): { from: number; to: number } => {
	try {
		if (view.getUint32(member.start, true) !== LOCAL) throw new Unreadable('truncated');
		const from =
			member.start + 30 + view.getUint16(member.start + 26, true) + view.getUint16(member.start + 28, true);
		if (from + member.packed > view.byteLength) throw new Unreadable('truncated');
		return { from, to: from + member.packed };
	} catch (error) {
		throw error instanceof RangeError ? new Unreadable('truncated') : error;
	}
};

/** Members that share bytes are the trick of a bomb whose every member unpacks the same kernel. */
export const overlaps = (bytes: Uint8Array, members: readonly ZipMember[]): boolean => {
	const view = viewOf(bytes);
	const places = members
		.filter(({ packed }) => packed > 0)
		.map((member) => ({ from: member.start, to: placeOf(view, member).to }))
		.sort((one, other) => one.from - other.from);
	return places.some(({ from }, index) => from < (places[index - 1]?.to ?? 0));
};

/**
 * The bytes of one member, at most `limit` of them.
 * @throws Unreadable password | truncated | unpacks-too-large | unsupported-format
 */
export const unpackMember = (bytes: Uint8Array, member: ZipMember, limit: number): Uint8Array => {
	if (member.isEncrypted) throw new Unreadable('password');
	const { from, to } = placeOf(viewOf(bytes), member);
	const packed = bytes.subarray(from, to);
	const tooLarge = (): Unreadable =>
		new Unreadable('unpacks-too-large', { megabytes: Math.round(limit / 1_048_576) });
	if (member.method !== 0 && member.method !== 8)
		throw new Unreadable('unsupported-format', { ending: 'zip' });
	let content: Uint8Array = packed;
	if (member.method === 0 && packed.length > limit) throw tooLarge();
	if (member.method === 8) {
		try {
			content = inflateRawSync(packed, { maxOutputLength: Math.max(1, limit) });
		} catch (error) {
			const isTooLarge = error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE';
			throw isTooLarge ? tooLarge() : new Unreadable('truncated');
		}
	}
	if (crc32(content) !== member.crc) throw new Unreadable('truncated');
	return content;
};
