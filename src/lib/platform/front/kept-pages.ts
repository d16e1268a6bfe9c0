import { createHash } from 'node:crypto';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Captured } from './captured.ts';

type Coding = 'br' | 'gzip' | 'identity';

/** An answer that is ready to go out as often as it is asked for. */
export type KeptPage = {
	status: number;
	headers: Record<string, string>;
	bodies: Partial<Record<Coding, Buffer>>;
	/** The same for the same bytes, in whatever coding they go out. */
	digest: string;
	bytes: number;
};

const squeezeBrotli = promisify(brotliCompress);
const squeezeGzip = promisify(gzip);
const WORTH_SQUEEZING = 512;
/** Headers of the one answer from which this was made. */
const ofOneAnswer = new Set([
	'date',
	'connection',
	'keep-alive',
	'transfer-encoding',
	'content-length',
	'etag',
	'vary',
]);

/** An answer with its bytes in the codings that browsers take, and a digest of them. */
export const keepable = async ({ status, headers, body }: Captured): Promise<KeptPage> => {
	const bodies: KeptPage['bodies'] = { identity: body };
	if (body.length >= WORTH_SQUEEZING && /text|json|xml|javascript/.test(headers['content-type'] ?? '')) {
		const [br, gz] = await Promise.all([
			squeezeBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }),
			squeezeGzip(body, { level: 9 }),
		]);
		bodies.br = br;
		bodies.gzip = gz;
	}
	const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !ofOneAnswer.has(name)));
	return {
		status,
		headers: kept,
		bodies,
		digest: createHash('sha256').update(body).digest('base64url').slice(0, 22),
		bytes: Object.values(bodies).reduce((sum, part) => sum + (part?.length ?? 0), 1_000),
	};
};

/** The best coding of a page that the request takes. */
export const codingFor = (page: KeptPage, accepts: string | undefined): Coding => {
	const taken = new Map(
		(accepts ?? '')
			.toLowerCase()
			.split(',')
			.map((part): [string, number] => {
				const [coding = '', weight] = part.trim().split(/;\s*q=/);
				return [coding, weight === undefined ? 1 : Number(weight) || 0];
			}),
	);
	const weight = (coding: string): number => taken.get(coding) ?? taken.get('*') ?? 0;
	const br = page.bodies.br ? weight('br') : 0;
	const gz = page.bodies.gzip ? weight('gzip') : 0;
	if (br > 0 && br >= gz) return 'br';
	return gz > 0 ? 'gzip' : 'identity';
};

/** Pages by their address, the least lately asked for goes first when there is no room. */
export const keptPages = (room: number) => {
	const pages = new Map<string, { page: KeptPage; until: number }>();
	let bytes = 0;
	const drop = (key: string): void => {
		const one = pages.get(key);
		if (!one) return;
		bytes -= one.page.bytes;
		pages.delete(key);
	};
	return {
		get: (key: string, now: number): KeptPage | null => {
			const one = pages.get(key);
			if (!one) return null;
			if (one.until <= now) {
				drop(key);
				return null;
			}
			pages.delete(key);
			pages.set(key, one);
			return one.page;
		},
		set: (key: string, page: KeptPage, until: number): void => {
			if (page.bytes > room / 8) return;
			drop(key);
			pages.set(key, { page, until });
			bytes += page.bytes;
			for (const oldest of pages.keys()) {
				if (bytes <= room) break;
				drop(oldest);
			}
		},
		clear: (): void => {
			pages.clear();
			bytes = 0;
		},
		bytes: (): number => bytes,
	};
};
