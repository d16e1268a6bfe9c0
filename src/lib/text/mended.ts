/** What was mended in a text on its way in. The file itself is kept as it came. */
export type MendKind =
	/** Old fonts: TCVN3 (.Vn…) and VNI. */
	| 'tcvn3'
	| 'vni'
	/** VNI that another program converted by half: "Chủ tòch, giá trò". */
	| 'half-converted'
	/** Letters set apart: "c ủ a". */
	| 'letters-apart'
	/** Ƣ/ƣ for Ư/ư. */
	| 'horned'
	/** Eth for Đ. */
	| 'eth'
	/** Cyrillic and Greek letters that look like Latin ones. */
	| 'look-alike'
	/** Marks written apart from their letters, or on the wrong one. */
	| 'combining'
	/** Soft hyphens, zero-width and private-use characters. */
	| 'invisible';

/** `count` pieces of the text were mended so; `was` and `is` show one of them. */
export type Mended = { kind: MendKind; count: number; was: string; is: string };

export type Mending = {
	note: (kind: MendKind, was: string, is: string, count?: number) => void;
	list: () => Mended[];
};

const SAMPLE = 80;
const shortened = (text: string): string => {
	const plain = text.replace(/\s+/g, ' ').trim();
	return plain.length > SAMPLE ? `${plain.slice(0, SAMPLE)}…` : plain;
};

/** A list of what was mended, to be filled on the way through a file. */
export const mending = (): Mending => {
	const kinds = new Map<MendKind, Mended>();
	return {
		note: (kind, was, is, count = 1) => {
			const known = kinds.get(kind);
			if (known) known.count += count;
			else kinds.set(kind, { kind, count, was: shortened(was), is: shortened(is) });
		},
		list: () => [...kinds.values()],
	};
};
