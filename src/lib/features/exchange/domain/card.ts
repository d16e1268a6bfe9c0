/** What an organisation tells of itself to one with which it is to exchange parcels. */
export type Card = {
	organisationId: string;
	name: string;
	code: string;
	/** Where its installation answers; empty when nobody outside can reach it. */
	address: string;
	generation: number;
	publicKey: string;
};

const HEAD = 'tt1.';

/** A card as one line of letters that survives a letter, a chat and a form. */
export const writeCard = (card: Card): string => {
	const bytes = new TextEncoder().encode(
		JSON.stringify([
			card.organisationId,
			card.name,
			card.code,
			card.address,
			card.generation,
			card.publicKey,
		]),
	);
	return (
		HEAD +
		btoa(String.fromCharCode(...bytes))
			.replaceAll('+', '-')
			.replaceAll('/', '_')
			.replaceAll('=', '')
	);
};

/** Reads a card, with whatever a letter put around and between; null when it is none. */
export const readCard = (told: string): Card | null => {
	const start = told.indexOf(HEAD);
	if (start < 0) return null;
	const line = told.slice(start + HEAD.length).replace(/\s+/g, '');
	try {
		const binary = atob(line.replaceAll('-', '+').replaceAll('_', '/'));
		const parts: unknown = JSON.parse(
			new TextDecoder('utf-8', { fatal: true }).decode(Uint8Array.from(binary, (sign) => sign.charCodeAt(0))),
		);
		if (!Array.isArray(parts)) return null;
		const [organisationId, name, code, address, generation, publicKey] = parts as unknown[];
		if (
			typeof organisationId !== 'string' ||
			typeof name !== 'string' ||
			typeof code !== 'string' ||
			typeof address !== 'string' ||
			typeof generation !== 'number' ||
			typeof publicKey !== 'string'
		)
			return null;
		return { organisationId, name, code, address, generation, publicKey };
	} catch {
		return null;
	}
};

/**
 * May parcels go to this address? https, or plain http to this very machine or where the installation allows it.
 * Addresses of a closed network are wanted: offices have one.
 */
export const isDeliverable = (address: string, allowsHttp: boolean): boolean => {
	let url: URL;
	try {
		url = new URL(address);
	} catch {
		return false;
	}
	if (url.username || url.password || url.search || url.hash) return false;
	if (url.protocol === 'https:') return true;
	return (
		url.protocol === 'http:' && (allowsHttp || ['localhost', '127.0.0.1', '[::1]'].includes(url.hostname))
	);
};

/** The figures of a print as somebody typed them. */
export const printTyped = (typed: string): string => typed.replace(/\D/g, '');
