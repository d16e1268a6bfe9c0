import { createHash, createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto';

/** What stands before a raw Ed25519 key in the containers that Node reads (RFC 8410). */
const PRIVATE_HEAD = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_HEAD = Buffer.from('302a300506032b6570032100', 'hex');
const RAW_BYTES = 32;

export type SigningKey = { keyId: string; privateKey: KeyObject; publicKey: string };

/**
 * The key pair of one organisation and generation, derived from the secret of the installation (HKDF, RFC 5869): nothing but that
 * one secret has to be kept, and no key is ever written anywhere.
 * @param secret of the data directory (platform/config/secrets.ts)
 */
export const signingKey = (secret: string, organisationId: string, generation: number): SigningKey => {
	const keyId = `${organisationId}:${generation}`;
	const seed = Buffer.from(
		hkdfSync('sha256', Buffer.from(secret, 'hex'), 'thuctien exchange', keyId, RAW_BYTES),
	);
	const privateKey = createPrivateKey({
		key: Buffer.concat([PRIVATE_HEAD, seed]),
		format: 'der',
		type: 'pkcs8',
	});
	const spki = createPublicKey(privateKey).export({ format: 'der', type: 'spki' });
	return { keyId, privateKey, publicKey: spki.subarray(-RAW_BYTES).toString('base64') };
};

/** Is this a raw Ed25519 public key in base64? */
export const isPublicKey = (told: string): boolean =>
	/^[A-Za-z0-9+/]{43}=$/.test(told) && Buffer.from(told, 'base64').length === RAW_BYTES;

/** A public key that a partner told, for verifying. */
export const publicKeyOf = (told: string): KeyObject =>
	createPublicKey({
		key: Buffer.concat([PUBLIC_HEAD, Buffer.from(told, 'base64')]),
		format: 'der',
		type: 'spki',
	});

const GROUPS = 6;

/** The print of a public key to be read out on the telephone: six groups of four figures (80 bits of its SHA-256). */
export const printOf = (publicKey: string): string => {
	const hash = createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest();
	const figures = (BigInt(`0x${hash.subarray(0, 16).toString('hex')}`) % 10n ** 24n)
		.toString()
		.padStart(24, '0');
	return Array.from({ length: GROUPS }, (_, at) => figures.slice(at * 4, at * 4 + 4)).join(' ');
};
