import { expect, test } from 'vitest';
import { readReplicaSettings } from '../config/config.ts';
import { logPosition } from './replica.ts';

test('positions of the log are compared as numbers, not as words', () => {
	const written = ['0/FFFFFFFF', '1/0', '9/A0', '10/1', 'A/0'];
	const sorted = [...written].sort((a, b) => (logPosition(a) < logPosition(b) ? -1 : 1));
	expect(sorted).toEqual(['0/FFFFFFFF', '1/0', '9/A0', 'A/0', '10/1']);
});

test('there is a replica where one is named, ten seconds behind at most unless said otherwise', () => {
	const url = 'postgres://thuctien_app@replica/thuctien';
	expect(readReplicaSettings({})).toBeNull();
	expect(readReplicaSettings({ DATABASE_READ_URL: url })).toEqual({ url, mostBehindMs: 10_000 });
	expect(readReplicaSettings({ DATABASE_READ_URL: url, DATABASE_READ_LAG: '30' })?.mostBehindMs).toBe(30_000);
	expect(() => readReplicaSettings({ DATABASE_READ_URL: url, DATABASE_READ_LAG: 'soon' })).toThrow(
		/DATABASE_READ_LAG/,
	);
});
