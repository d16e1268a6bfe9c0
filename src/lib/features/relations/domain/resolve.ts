/** A document of the library that may be the one that is cited. */
export type Candidate = {
	id: string;
	typeCode: string;
	issuer: string | null;
	issuedOn: string | null;
	title: string;
};
export type Wanted = { typeCode: string; issuer: string | null; issuedOn: string | null };

/** "Quyết định" and "Quy định" share the sign QĐ; the other types are told apart by their number already. */
const sameType = (one: string, other: string): boolean =>
	one === other ||
	one === 'khac' ||
	other === 'khac' ||
	(/^Q(?:Đ|yĐ)$/.test(one) && /^Q(?:Đ|yĐ)$/.test(other));

const words = (text: string): string =>
	text
		.toLocaleLowerCase('vi')
		.replace(/[^\p{L}\d]+/gu, ' ')
		.trim();

/** Does a body named in a text agree with the issuer of a document? The one may be part of the other. */
const sameIssuer = (told: string, issuer: string): boolean => {
	const [one, other] = [words(told), words(issuer)];
	return one.includes(other) || other.includes(one);
};

/**
 * The document that a citation names, among those that bear its number. A date that disagrees rules a document out;
 * where several remain the issuer decides, else nobody guesses.
 */
export const resolveCitation = (wanted: Wanted, candidates: readonly Candidate[]): Candidate | null => {
	const possible = candidates.filter(
		({ typeCode, issuedOn }) =>
			sameType(wanted.typeCode, typeCode) &&
			(wanted.issuedOn === null || issuedOn === null || issuedOn === wanted.issuedOn),
	);
	if (possible.length <= 1) return possible[0] ?? null;
	const dated = possible.filter(({ issuedOn }) => wanted.issuedOn !== null && issuedOn === wanted.issuedOn);
	const pool = dated.length > 0 ? dated : possible;
	if (pool.length === 1) return pool[0] ?? null;
	const { issuer } = wanted;
	const byIssuer = issuer ? pool.filter((one) => one.issuer !== null && sameIssuer(issuer, one.issuer)) : [];
	return byIssuer.length === 1 ? (byIssuer[0] ?? null) : null;
};
