import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Batch, canonicalJson, leafOf, merkleRoot, type SealedEvent, sealOf } from './chain.ts';

const event = (over: Partial<SealedEvent> = {}): SealedEvent => ({
	id: '01',
	at: '1795000000000000',
	verb: 'task.accepted',
	unitId: 'u',
	actorPersonId: 'p',
	actorKind: 'person',
	subjectType: 'task',
	subjectId: 't',
	documentId: 'd',
	personId: null,
	isPersonal: false,
	before: null,
	after: { title: 'Số hóa', percent: 100 },
	requestId: 'r',
	...over,
});

test('the order of keys does not change what is sealed, their values do', () => {
	expect(canonicalJson({ b: [1, { d: 2, c: null }], a: 'ô' })).toBe('{"a":"ô","b":[1,{"c":null,"d":2}]}');
	expect(leafOf(event({ after: { percent: 100, title: 'Số hóa' } }))).toEqual(leafOf(event()));
	expect(leafOf(event({ after: { percent: 99, title: 'Số hóa' } }))).not.toEqual(leafOf(event()));
});

test('the root follows RFC 6962: an odd leaf goes up alone, and a leaf is no node', () => {
	const leaves = ['1', '2', '3'].map((id) => leafOf(event({ id })));
	const [one, two, three] = leaves as [Buffer, Buffer, Buffer];
	expect(merkleRoot([one])).toEqual(one);
	expect(merkleRoot(leaves)).toEqual(merkleRoot([merkleRoot([one, two]), three]));
	expect(merkleRoot([one, two])).not.toEqual(merkleRoot([two, one]));
});

test('altering, leaving out or swapping any event changes the root', () => {
	fc.assert(
		fc.property(fc.uniqueArray(fc.uuid(), { minLength: 2, maxLength: 40 }), fc.nat(), (ids, pick) => {
			const leaves = ids.map((id) => leafOf(event({ id })));
			const root = merkleRoot(leaves).toString('hex');
			const at = pick % ids.length;
			const other = (at + 1) % ids.length;
			const without = leaves.filter((_leaf, index) => index !== at);
			const altered = leaves.with(at, leafOf(event({ id: ids[at] ?? '', verb: 'task.returned' })));
			const swapped = leaves.with(at, leaves[other] as Buffer).with(other, leaves[at] as Buffer);
			return [without, altered, swapped].every((forged) => merkleRoot(forged).toString('hex') !== root);
		}),
	);
});

test('a seal covers its batch and the seal before', () => {
	const batch: Batch = {
		tenantId: 't',
		batch: 2,
		firstEvent: '01',
		lastEvent: '03',
		eventCount: 3,
		merkleRoot: Buffer.alloc(32, 1),
		previousSeal: Buffer.alloc(32, 2),
		sealedAt: new Date('2026-11-23T02:00:00Z'),
	};
	expect(sealOf(batch)).toEqual(sealOf({ ...batch }));
	for (const forged of [
		{ eventCount: 2 },
		{ previousSeal: null },
		{ merkleRoot: Buffer.alloc(32, 3) },
		{ sealedAt: new Date(0) },
		{ batch: 3 },
	]) {
		expect(sealOf({ ...batch, ...forged })).not.toEqual(sealOf(batch));
	}
});
