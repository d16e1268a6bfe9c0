import { Unreadable } from './reading.ts';

const FREE = 0xfffffffa;
const MOST_ENTRIES = 20_000;

/**
 * The streams of an OLE compound file (MS-CFB), the container of Word 97–2003.
 * @returns the bytes of a stream by its name, null when there is none
 * @throws Unreadable truncated
 */
export const openOle = (bytes: Uint8Array): ((name: string) => Uint8Array | null) => {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	try {
		const sectorSize = 1 << Math.min(16, view.getUint16(30, true));
		const miniSize = 1 << Math.min(12, view.getUint16(32, true));
		const miniCutoff = view.getUint32(56, true);
		const most = Math.ceil(bytes.length / sectorSize) + 1;
		const placeOf = (sector: number): number => (sector + 1) * sectorSize;

		const fatSectors: number[] = [];
		for (let index = 0; index < 109; index++) fatSectors.push(view.getUint32(76 + index * 4, true));
		for (
			let sector = view.getUint32(68, true), guard = 0;
			sector < FREE && guard < most;
			sector = view.getUint32(placeOf(sector) + sectorSize - 4, true), guard++
		) {
			for (let at = 0; at < sectorSize - 4; at += 4)
				fatSectors.push(view.getUint32(placeOf(sector) + at, true));
		}
		const fat: number[] = [];
		for (const sector of fatSectors) {
			if (sector >= FREE || fat.length > most) continue;
			for (let at = 0; at < sectorSize && placeOf(sector) + at + 4 <= bytes.length; at += 4)
				fat.push(view.getUint32(placeOf(sector) + at, true));
		}
		const chain = (start: number): Uint8Array => {
			const parts: Uint8Array[] = [];
			for (let sector = start; sector < FREE; sector = fat[sector] ?? FREE) {
				if (parts.length > most || placeOf(sector) >= bytes.length) throw new Unreadable('truncated');
				parts.push(bytes.subarray(placeOf(sector), placeOf(sector) + sectorSize));
			}
			return Buffer.concat(parts);
		};

		const folder = chain(view.getUint32(48, true));
		const folderView = new DataView(folder.buffer, folder.byteOffset, folder.byteLength);
		const entries = new Map<string, { start: number; size: number }>();
		const entryAt = (id: number): { start: number; size: number } => ({
			start: folderView.getUint32(id * 128 + 116, true),
			size: folderView.getUint32(id * 128 + 120, true),
		});
		const root = entryAt(0);
		// Documents that are embedded have streams of the same names: only what hangs on the root itself is taken.
		const waiting = [folderView.getUint32(76, true)];
		for (let guard = 0; waiting.length > 0 && guard < MOST_ENTRIES; guard++) {
			const id = waiting.pop() ?? FREE;
			const at = id * 128;
			if (id >= FREE || at + 128 > folder.length) continue;
			waiting.push(folderView.getUint32(at + 68, true), folderView.getUint32(at + 72, true));
			const length = Math.min(64, folderView.getUint16(at + 64, true));
			if (length < 2 || folder[at + 66] !== 2) continue;
			entries.set(new TextDecoder('utf-16le').decode(folder.subarray(at, at + length - 2)), entryAt(id));
		}
		let small: { fat: DataView; bytes: Uint8Array } | null = null;
		const openSmall = (): { fat: DataView; bytes: Uint8Array } => {
			if (small) return small;
			const miniFat = chain(view.getUint32(60, true));
			small = {
				fat: new DataView(miniFat.buffer, miniFat.byteOffset, miniFat.byteLength),
				bytes: chain(root.start),
			};
			return small;
		};
		return (name) => {
			const entry = entries.get(name);
			if (!entry) return null;
			if (entry.size >= miniCutoff) return chain(entry.start).subarray(0, entry.size);
			const parts: Uint8Array[] = [];
			const inside = openSmall();
			for (let sector = entry.start; sector < FREE; sector = inside.fat.getUint32(sector * 4, true)) {
				if (parts.length * miniSize > entry.size) break;
				parts.push(inside.bytes.subarray(sector * miniSize, (sector + 1) * miniSize));
			}
			return Buffer.concat(parts).subarray(0, entry.size);
		};
	} catch (error) {
		throw error instanceof RangeError ? new Unreadable('truncated') : error;
	}
};
