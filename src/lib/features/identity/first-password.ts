import { randomInt } from 'node:crypto';

/** No letters or digits that are taken for one another when read out or written down (0/o, 1/l/i). */
const signs = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password that can be read out over the phone: three groups of four, some 59 bits. It has to be changed at once. */
export const makeFirstPassword = (): string =>
	Array.from({ length: 3 }, () =>
		Array.from({ length: 4 }, () => signs[randomInt(signs.length)]).join(''),
	).join('-');
