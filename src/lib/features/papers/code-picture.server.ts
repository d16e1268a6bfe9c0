import { crc32, deflateSync } from 'node:zlib';

/** How many points wide a square is: sharp also where a printer enlarges it. */
const POINTS = 8;

const chunk = (name: string, data: Uint8Array): Buffer => {
	const body = Buffer.concat([Buffer.from(name, 'latin1'), data]);
	const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
	length.writeUInt32BE(data.length);
	check.writeUInt32BE(crc32(body));
	return Buffer.concat([length, body, check]);
};

/** A code as a picture for Word: .png, one bit a point. */
export const codePicture = (squares: readonly string[]): Uint8Array => {
	const side = squares.length * POINTS;
	const lines = squares.flatMap((row) => {
		const line = Buffer.alloc(1 + Math.ceil(side / 8));
		// Eight points are a byte: white is 1.
		for (const [at, square] of [...row].entries()) line[1 + at] = square === '1' ? 0x00 : 0xff;
		return new Array<Buffer>(POINTS).fill(line);
	});
	const head = Buffer.alloc(13);
	head.writeUInt32BE(side, 0);
	head.writeUInt32BE(side, 4);
	head.set([1, 0, 0, 0, 0], 8);
	return new Uint8Array(
		Buffer.concat([
			Buffer.from('89504e470d0a1a0a', 'hex'),
			chunk('IHDR', head),
			chunk('IDAT', deflateSync(Buffer.concat(lines))),
			chunk('IEND', new Uint8Array()),
		]),
	);
};
