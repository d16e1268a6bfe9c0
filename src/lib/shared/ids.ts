import { randomFillSync } from 'node:crypto';

let lastMilliseconds = 0;
let sequence = 0;

/**
 * A new UUID version 7 (RFC 9562, 5.7): 48 bits of Unix milliseconds, then a counter that keeps the ids of one
 * process in order within a millisecond, then randomness.
 * @param now milliseconds since the epoch; the counter still grows when a fixed clock is passed in
 */
export const uuidv7 = (now: number = Date.now()): string => {
	if (now > lastMilliseconds) {
		lastMilliseconds = now;
		sequence = 0;
	} else {
		sequence = (sequence + 1) & 0xfff;
		if (sequence === 0) lastMilliseconds += 1;
	}
	const time = now > lastMilliseconds ? now : now < lastMilliseconds - 60_000 ? now : lastMilliseconds;
	const bytes = randomFillSync(new Uint8Array(16));
	for (let index = 0; index < 6; index++) bytes[index] = Math.floor(time / 2 ** (8 * (5 - index))) & 0xff;
	bytes[6] = 0x70 | (sequence >> 8);
	bytes[7] = sequence & 0xff;
	bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
	const hex = Buffer.from(bytes).toString('hex');
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
};

export const uuidPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;
