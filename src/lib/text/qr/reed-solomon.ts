/** Multiplies in the field of 256 elements over x⁸ + x⁴ + x³ + x² + 1, as QR codes do it. */
export const multiply = (one: number, other: number): number => {
	let product = 0;
	for (let bit = 7; bit >= 0; bit -= 1) {
		product = (product << 1) ^ ((product >>> 7) * 0x11d);
		if ((other >>> bit) & 1) product ^= one;
	}
	return product;
};

/** The polynomial by which check bytes are told: (x − 2⁰)(x − 2¹)…, without its leading one. */
const divisorOf = (degree: number): number[] => {
	const coefficients = new Array<number>(degree).fill(0);
	coefficients[degree - 1] = 1;
	let root = 1;
	for (let at = 0; at < degree; at += 1) {
		for (let place = 0; place < degree; place += 1)
			coefficients[place] = multiply(coefficients[place] ?? 0, root) ^ (coefficients[place + 1] ?? 0);
		root = multiply(root, 2);
	}
	return coefficients;
};

/** The check bytes of a block (ISO/IEC 18004, annex A). */
export const checkBytes = (data: readonly number[], count: number): number[] => {
	const divisor = divisorOf(count);
	const rest = new Array<number>(count).fill(0);
	for (const byte of data) {
		const factor = byte ^ (rest.shift() ?? 0);
		rest.push(0);
		for (const [at, coefficient] of divisor.entries())
			rest[at] = (rest[at] ?? 0) ^ multiply(coefficient, factor);
	}
	return rest;
};
