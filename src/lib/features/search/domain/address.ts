import type { KindKey } from './kind-keys.ts';

/** A search as the address of the page has it. */
export type Address = {
	words: string;
	kind: KindKey | null;
	page: number;
	type: string;
	issuer: string;
	year: string;
	reading: 'read' | 'unread' | '';
	inForce: boolean;
};

const kindNames: Record<KindKey, string> = {
	document: 'van-ban',
	clause: 'dieu-khoan',
	task: 'nhiem-vu',
	meeting: 'hop',
	person: 'nguoi',
};
const kindOf = (name: string | null): KindKey | null =>
	(Object.entries(kindNames).find(([, own]) => own === name)?.[0] as KindKey | undefined) ?? null;

/** Reads an address; what can't be is as if it were not there. */
export const readAddress = (query: URLSearchParams): Address => {
	const text = (name: string, most: number): string => query.get(name)?.trim().slice(0, most) ?? '';
	const reading = text('doc', 10);
	return {
		words: text('q', 200),
		kind: kindOf(query.get('tim')),
		page: Math.min(20, Math.max(1, Math.trunc(Number(query.get('trang'))) || 1)),
		type: text('loai', 20),
		issuer: text('co-quan', 300),
		year: /^\d{4}$/.test(text('nam', 4)) ? text('nam', 4) : '',
		reading: reading === 'da' ? 'read' : reading === 'chua' ? 'unread' : '',
		inForce: query.get('hieu-luc') === 'con',
	};
};

/** The address after the question mark; changes replace what was there. */
export const writeAddress = (address: Address, changes: Partial<Address> = {}): string => {
	const { words, kind, page, type, issuer, year, reading, inForce } = { ...address, page: 1, ...changes };
	const query = new URLSearchParams({ q: words });
	if (kind) query.set('tim', kindNames[kind]);
	if (type) query.set('loai', type);
	if (issuer) query.set('co-quan', issuer);
	if (year) query.set('nam', year);
	if (reading) query.set('doc', reading === 'read' ? 'da' : 'chua');
	if (inForce) query.set('hieu-luc', 'con');
	if (page > 1) query.set('trang', String(page));
	return query.toString();
};

export const nameOfKind = (kind: KindKey): string => kindNames[kind];
export const isNarrowed = ({ type, issuer, year, reading, inForce }: Address): boolean =>
	[type, issuer, year, reading].some((value) => value !== '') || inForce;
