import fc from 'fast-check';
import { expect, test } from 'vitest';
import { restAfterFailures } from './backoff.ts';
import { isDeliverable, printTyped, readCard, writeCard } from './card.ts';
import { type Envelope, isItsTurn, packParcel, unpackParcel } from './parcel.ts';

const pace = { firstMs: 1_000, longestMs: 60_000 };

test('after each failure a partner is left alone twice as long, up to the longest, a quarter more or less', () => {
	expect([1, 2, 3, 4].map((failures) => restAfterFailures(failures, pace, 0.5))).toEqual([
		1_000, 2_000, 4_000, 8_000,
	]);
	expect(restAfterFailures(100, pace, 0.5)).toBe(60_000);
	expect(restAfterFailures(1, pace, 0)).toBe(750);
	expect(restAfterFailures(1, pace, 1)).toBe(1_250);
});

const card = {
	organisationId: '0192f0c4-0000-7000-8000-000000000001',
	name: 'Đảng ủy các cơ quan tỉnh',
	code: '000.00.00.H13',
	address: 'https://thuctien.dangbo.example',
	generation: 2,
	publicKey: 'A'.repeat(43),
};

test('a card comes back whole, also out of a letter that broke its line', () => {
	const line = writeCard(card);
	expect(readCard(line)).toEqual(card);
	expect(readCard(`Thẻ kết nối của chúng tôi:\n${line.slice(0, 40)}\n  ${line.slice(40)}\n`)).toEqual(card);
});

test.each(['', 'tt1.', 'tt1.AAAA', 'không phải thẻ', 'tt1.W10'])('"%s" is no card', (told) => {
	expect(readCard(told)).toBeNull();
});

test('parcels go by https, by http to this machine only', () => {
	expect(isDeliverable('https://a.example/thuctien', false)).toBe(true);
	expect(isDeliverable('https://10.0.0.7', false)).toBe(true);
	expect(isDeliverable('http://localhost:3000', false)).toBe(true);
	expect(isDeliverable('http://a.example', false)).toBe(false);
	expect(isDeliverable('http://a.example', true)).toBe(true);
	expect(isDeliverable('https://ten:mat-khau@a.example', false)).toBe(false);
	expect(isDeliverable('file:///etc/passwd', true)).toBe(false);
	expect(isDeliverable('a.example', true)).toBe(false);
});

test('a print is typed in groups or without', () => {
	expect(printTyped('0123 4567-8901 ')).toBe('012345678901');
});

const envelope: Envelope = {
	id: '0192f0c4-0000-7000-8000-000000000002',
	kind: 'dispatch',
	conversation: 'c',
	sequence: 1,
	sentAt: '2026-11-30T02:00:00.000Z',
	body: { note: 'Quán triệt\nngay' },
	attachments: [],
};

test('a parcel comes back whole with whatever bytes, and has the same bytes each time', () => {
	fc.assert(
		fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 4 }), (contents) => {
			const attachments = contents.map(({ length }, at) => ({ name: `${at}`, sha256: 'a', bytes: length }));
			const bytes = packParcel({ ...envelope, attachments }, contents);
			expect(packParcel({ ...envelope, attachments }, contents)).toEqual(bytes);
			const back = unpackParcel(bytes);
			expect(back).toMatchObject({ ...envelope, attachments });
			expect(back?.contents.map((one) => [...one])).toEqual(contents.map((one) => [...one]));
		}),
	);
});

test('what is cut, longer than it says or of another shape is no parcel', () => {
	const bytes = packParcel({ ...envelope, attachments: [{ name: 'a', sha256: 'a', bytes: 3 }] }, [
		new Uint8Array(3),
	]);
	expect(unpackParcel(bytes.subarray(0, -1))).toBeNull();
	expect(unpackParcel(new Uint8Array([...bytes, 0]))).toBeNull();
	expect(unpackParcel(new TextEncoder().encode('{}\n'))).toBeNull();
	expect(unpackParcel(new TextEncoder().encode('{'))).toBeNull();
});

test('within a conversation a message waits for those before it', () => {
	expect(isItsTurn(1, 0)).toBe(true);
	expect(isItsTurn(3, 1)).toBe(false);
	expect(isItsTurn(3, 2)).toBe(true);
});
