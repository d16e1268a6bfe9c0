import { expect, test } from 'vitest';
import { isPublicKey, printOf, signingKey } from './keys.ts';
import { type Components, contentDigest, signComponents, verifyComponents } from './message-signature.ts';

const secret = 'ab'.repeat(32);
const organisation = '0192f0c4-0000-7000-8000-000000000001';
const key = signingKey(secret, organisation, 1);
const now = new Date('2026-11-30T02:00:00Z');
const components: Components = [
	['@method', 'POST'],
	['@path', '/api/v1/exchange/messages'],
	['content-digest', contentDigest('văn bản')],
	['exchange-message', 'a'],
];
const wanted = { publicKeys: [key.publicKey], now, skewMs: 60_000 };

test('a key comes from the secret, the organisation and the generation, and is the same each time', () => {
	expect(signingKey(secret, organisation, 1).publicKey).toBe(key.publicKey);
	expect(signingKey(secret, organisation, 2).publicKey).not.toBe(key.publicKey);
	expect(signingKey('cd'.repeat(32), organisation, 1).publicKey).not.toBe(key.publicKey);
	expect(isPublicKey(key.publicKey)).toBe(true);
	expect(isPublicKey('không phải khóa')).toBe(false);
	expect(printOf(key.publicKey)).toMatch(/^(\d{4} ){5}\d{4}$/);
});

test('what was signed is verified, with one of several keys too', () => {
	const headers = signComponents(components, key, now);
	const other = signingKey(secret, organisation, 2).publicKey;
	expect(verifyComponents(components, headers, { ...wanted, publicKeys: [other, key.publicKey] })).toEqual({
		ok: true,
		created: now,
		publicKey: key.publicKey,
	});
});

test.each([0, 1, 2, 3])('a changed component (%s) is noticed', (at) => {
	const headers = signComponents(components, key, now);
	const changed = components.map(
		([name, value], place) => [name, place === at ? `${value}x` : value] as const,
	);
	expect(verifyComponents(changed, headers, wanted)).toEqual({ ok: false, why: 'signature' });
});

test('a component left out of the signature is noticed', () => {
	const headers = signComponents(components.slice(0, 3), key, now);
	expect(verifyComponents(components, headers, wanted)).toEqual({ ok: false, why: 'signature' });
});

test('an unknown key, a broken header and a clock that is wrong are told apart', () => {
	const headers = signComponents(components, key, now);
	const other = signingKey(secret, organisation, 2).publicKey;
	expect(verifyComponents(components, headers, { ...wanted, publicKeys: [other] })).toMatchObject({
		why: 'signature',
	});
	expect(verifyComponents(components, { ...headers, signature: 'tt=:AAAA:' }, wanted)).toMatchObject({
		why: 'signature',
	});
	expect(verifyComponents(components, { 'signature-input': '', signature: '' }, wanted)).toMatchObject({
		why: 'signature',
	});
	expect(verifyComponents(components, headers, { ...wanted, now: new Date(now.getTime() + 61_000) })).toEqual(
		{
			ok: false,
			why: 'clock',
		},
	);
});
