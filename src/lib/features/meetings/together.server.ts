import { setTimeout as pause } from 'node:timers/promises';

const GATHER_MS = 10;

const waiting = new Map<string, Promise<unknown>>();
const running = new Map<string, Promise<unknown>>();

/**
 * Answers all who ask for the same within a moment from one reading. It begins only after everybody whom it answers has
 * asked, so nobody gets an older answer than from a reading of their own. Who may see it is the caller's to check before.
 * @param read uses the transaction of whoever asked first; what it gives must not depend on who that is
 */
export const together = <Answer>(key: string, read: () => Promise<Answer>): Promise<Answer> => {
	const gathering = waiting.get(key);
	if (gathering) return gathering as Promise<Answer>;
	const before = running.get(key);
	const begin = async (): Promise<Answer> => {
		await pause(GATHER_MS);
		await before?.catch(() => {});
		waiting.delete(key);
		running.set(key, reading);
		try {
			return await read();
		} finally {
			if (running.get(key) === reading) running.delete(key);
		}
	};
	const reading: Promise<Answer> = begin();
	waiting.set(key, reading);
	return reading;
};
