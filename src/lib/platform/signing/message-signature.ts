import { createHash, sign, verify } from 'node:crypto';
import { publicKeyOf, type SigningKey } from './keys.ts';

/**
 * HTTP Message Signatures (RFC 9421) with Ed25519 over a Content-Digest (RFC 9530), in one strict profile: the covered components
 * and their order are fixed by the caller, one signature with the label "tt", and `created` and `keyid` always there.
 */
export type Components = readonly (readonly [name: string, value: string])[];
export type SignatureHeaders = { 'signature-input': string; signature: string };

const LABEL = 'tt';

/** The digest of a body as the header Content-Digest tells it. */
export const contentDigest = (body: Uint8Array | string): string =>
	`sha-256=:${createHash('sha256').update(body).digest('base64')}:`;

const parametersOf = (components: Components, created: number, keyId: string): string =>
	`(${components.map(([name]) => `"${name}"`).join(' ')});created=${created};keyid="${keyId}";alg="ed25519"`;

const baseOf = (components: Components, parameters: string): Buffer =>
	Buffer.from(
		[...components.map(([name, value]) => `"${name}": ${value}`), `"@signature-params": ${parameters}`].join(
			'\n',
		),
	);

/** Signs the components at a moment. Ed25519 is deterministic: the same is signed the same way. */
export const signComponents = (
	components: Components,
	{ keyId, privateKey }: Pick<SigningKey, 'keyId' | 'privateKey'>,
	now: Date,
): SignatureHeaders => {
	const parameters = parametersOf(components, Math.floor(now.getTime() / 1_000), keyId);
	return {
		'signature-input': `${LABEL}=${parameters}`,
		signature: `${LABEL}=:${sign(null, baseOf(components, parameters), privateKey).toString('base64')}:`,
	};
};

export type Verdict =
	| { ok: true; created: Date; publicKey: string }
	| { ok: false; why: 'signature' | 'clock' };

const shape = /^tt=(\(.*\);created=(\d{1,12});keyid="([\w:.-]{1,200})";alg="ed25519")$/;
const signatureShape = /^tt=:([A-Za-z0-9+/=]{1,200}):$/;

/**
 * Were these very components signed with one of these keys, and not too long ago?
 * @param skewMs how far the clocks of both sides may be apart; Infinity for what is verified later
 */
export const verifyComponents = (
	components: Components,
	headers: SignatureHeaders,
	wanted: { publicKeys: readonly string[]; now: Date; skewMs: number },
): Verdict => {
	const input = shape.exec(headers['signature-input']);
	const bytes = signatureShape.exec(headers.signature);
	if (!input?.[1] || !bytes?.[1]) return { ok: false, why: 'signature' };
	const created = Number(input[2]);
	// The list of components has to be the one that was asked for: nothing that matters is left out.
	if (input[1] !== parametersOf(components, created, input[3] ?? '')) return { ok: false, why: 'signature' };
	const base = baseOf(components, input[1]);
	const signature = Buffer.from(bytes[1], 'base64');
	const publicKey = wanted.publicKeys.find(
		(one) => one !== '' && verify(null, base, publicKeyOf(one), signature),
	);
	if (!publicKey) return { ok: false, why: 'signature' };
	if (Math.abs(created * 1_000 - wanted.now.getTime()) > wanted.skewMs) return { ok: false, why: 'clock' };
	return { ok: true, created: new Date(created * 1_000), publicKey };
};
