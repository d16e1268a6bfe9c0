import { expect, test } from 'vitest';
import { together } from './together.server.ts';

test('all who ask before a reading begins are answered from it; who asks later gets a reading of their own', async () => {
	let readings = 0;
	let release = (): void => {};
	const hold = new Promise<void>((done) => {
		release = done;
	});
	let begun = (): void => {};
	const hasBegun = new Promise<void>((done) => {
		begun = done;
	});
	const first = async (): Promise<number> => {
		readings += 1;
		const mine = readings;
		begun();
		await hold;
		return mine;
	};
	const early = [together('a', first), together('a', first), together('a', first)];
	await hasBegun;
	const late = together('a', async () => {
		readings += 1;
		return readings;
	});
	release();
	expect(await Promise.all(early)).toEqual([1, 1, 1]);
	expect(await late).toBe(2);
	expect(await together('b', async () => 'other')).toBe('other');
});

test('a reading that fails fails for those who share it, and the next is read anew', async () => {
	const failing = together('c', () => Promise.reject(new Error('lost')));
	await expect(failing).rejects.toThrow('lost');
	expect(await together('c', async () => 'there')).toBe('there');
});
