/** What the formatting of Word 97–2003 says that matters for reading (MS-DOC 2.6). Undefined = as the style says. */
export type DocLook = {
	ascii?: number;
	other?: number;
	bold?: boolean;
	hidden?: boolean;
	deleted?: boolean;
	center?: boolean;
	right?: boolean;
	inTable?: boolean;
	endsRow?: boolean;
	style?: number;
	charStyle?: number;
	list?: number;
	listLevel?: number;
};

const viewOf = (bytes: Uint8Array): DataView =>
	new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/** The length of a property's value by the three upper bits of its code (2.2.5.1). */
const lengthOf = (code: number, view: DataView, at: number): number => {
	const kind = code >>> 13;
	if (kind === 0 || kind === 1) return 1;
	if (kind === 3) return 4;
	if (kind === 7) return 3;
	if (kind !== 6) return 2;
	if (code === 0xd608) return view.getUint16(at, true) + 1;
	return view.getUint8(at) + 1;
};

/** Reads a list of properties (grpprl) onto a look. */
export const readLook = (bytes: Uint8Array, look: DocLook = {}): DocLook => {
	const view = viewOf(bytes);
	for (let at = 0; at + 2 < bytes.length; ) {
		const code = view.getUint16(at, true);
		at += 2;
		const length = lengthOf(code, view, at);
		if (at + length > bytes.length) break;
		const flag = view.getUint8(at);
		const short = length >= 2 ? view.getUint16(at, true) : flag;
		if (code === 0x4a4f) look.ascii = short;
		else if (code === 0x4a51) look.other = short;
		// 0x80 and 0x81 refer to the style: as it is there, or the opposite.
		else if (code === 0x0835 && flag < 2) look.bold = flag === 1;
		else if (code === 0x083c) look.hidden = flag === 1;
		else if (code === 0x0800) look.deleted = flag === 1;
		else if (code === 0x4a30) look.charStyle = short;
		else if (code === 0x2403 || code === 0x2461) {
			look.center = flag === 1;
			look.right = flag === 2;
		} else if (code === 0x2416 || code === 0x244b) look.inTable = flag === 1;
		else if (code === 0x2417) look.endsRow = flag === 1;
		else if (code === 0x460b) look.list = short;
		else if (code === 0x260a) look.listLevel = flag;
		at += length;
	}
	return look;
};

/** Ranges of file positions with what holds there, in order. */
export type Ranges = { from: number; to: number; look: DocLook }[];

const PAGE = 512;

/** The pages of formatting (FKP, 2.9.33 and 2.9.175) that a table of the file points to. */
export const readRanges = (
	document: Uint8Array,
	table: Uint8Array,
	kind: 'character' | 'paragraph',
): Ranges => {
	const count = Math.floor((table.length - 4) / 8);
	if (count < 1) return [];
	const pages = viewOf(table);
	const view = viewOf(document);
	const ranges: Ranges = [];
	for (let index = 0; index < count; index++) {
		const start = (pages.getUint32((count + 1) * 4 + index * 4, true) & 0x3fffff) * PAGE;
		if (start + PAGE > document.length) continue;
		const runs = view.getUint8(start + PAGE - 1);
		const width = kind === 'character' ? 1 : 13;
		if ((runs + 1) * 4 + runs * width > PAGE) continue;
		for (let run = 0; run < runs; run++) {
			const offset = view.getUint8(start + (runs + 1) * 4 + run * width) * 2;
			let look: DocLook = {};
			if (offset > 0) {
				let at = start + offset;
				let length = view.getUint8(at++);
				if (kind === 'paragraph') length = length === 0 ? view.getUint8(at++) * 2 : length * 2 - 1;
				const end = Math.min(at + length, start + PAGE - 1);
				if (kind === 'paragraph' && at + 2 <= end) {
					look.style = view.getUint16(at, true);
					at += 2;
				}
				look = readLook(document.subarray(at, end), look);
			}
			ranges.push({
				from: view.getUint32(start + run * 4, true),
				to: view.getUint32(start + run * 4 + 4, true),
				look,
			});
		}
	}
	return ranges.sort((one, other) => one.from - other.from);
};

/** The range in which a file position lies. */
export const rangeAt = (ranges: Ranges, position: number): Ranges[number] | null => {
	let low = 0;
	let high = ranges.length - 1;
	while (low <= high) {
		const middle = (low + high) >> 1;
		const range = ranges[middle];
		if (!range) return null;
		if (position < range.from) high = middle - 1;
		else if (position >= range.to) low = middle + 1;
		else return range;
	}
	return null;
};

/** The names of the fonts by their index (SttbfFfn, 2.9.286). */
export const readFonts = (table: Uint8Array): string[] => {
	const view = viewOf(table);
	const names: string[] = [];
	if (table.length < 4) return names;
	const count = view.getUint16(0, true);
	for (let at = 4; names.length < count && at < table.length; ) {
		const length = view.getUint8(at);
		const raw = table.subarray(at + 40, at + 1 + length);
		names.push(new TextDecoder('utf-16le').decode(raw).split('\0')[0] ?? '');
		at += 1 + length;
	}
	return names;
};

type Style = { base: number; look: DocLook };

/** The looks of the styles (STSH, 2.9.271), each with those that it is based on. */
export const readStyles = (table: Uint8Array): { lookOf: (style: number) => DocLook; standard: DocLook } => {
	const styles: (Style | null)[] = [];
	const standard: DocLook = {};
	const view = viewOf(table);
	if (table.length >= 20) {
		const header = view.getUint16(0, true);
		const count = view.getUint16(2, true);
		const baseLength = view.getUint16(4, true);
		standard.ascii = view.getUint16(14, true);
		standard.other = view.getUint16(18, true);
		for (let at = 2 + header; styles.length < count && at + 2 <= table.length; ) {
			const length = view.getUint16(at, true);
			const start = at + 2;
			at = start + length + (length % 2);
			if (length < baseLength || start + length > table.length) {
				styles.push(null);
				continue;
			}
			const kind = view.getUint16(start + 2, true) & 0xf;
			const base = view.getUint16(start + 2, true) >>> 4;
			const groups = view.getUint16(start + 4, true) & 0xf;
			let next = start + baseLength;
			next += 2 + view.getUint16(next, true) * 2 + 2;
			const look: DocLook = {};
			for (let group = 0; group < groups && next + 2 <= start + length; group++) {
				const size = view.getUint16(next, true);
				const isParagraph = kind === 1 && group === 0;
				const from = next + 2 + (isParagraph ? 2 : 0);
				const end = Math.min(next + 2 + size, start + length);
				if (from < end && kind <= 2) readLook(table.subarray(from, end), look);
				next += 2 + size + (size % 2);
			}
			styles.push({ base, look });
		}
	}
	const lookOf = (style: number, depth = 0): DocLook => {
		const own = styles[style];
		if (!own || depth > 10) return standard;
		const base = own.base === 0xfff ? standard : lookOf(own.base, depth + 1);
		return { ...base, ...own.look };
	};
	const known = new Map<number, DocLook>();
	return {
		standard,
		lookOf: (style) => {
			const look = known.get(style) ?? lookOf(style);
			known.set(style, look);
			return look;
		},
	};
};
