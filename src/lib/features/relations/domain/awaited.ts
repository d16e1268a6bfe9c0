import { numberKey, withoutMarks } from '#lib/text/fold.ts';

/** What is known of a document that others cite and that is not there. */
export type Awaited = {
	typeName: string;
	number: string | null;
	lawName: string | null;
	issuedOn: string | null;
};
/** What was read in a file. */
export type ReadFacts = {
	type: string | null;
	number: string | null;
	issuedOn: string | null;
	title: string | null;
};

const plain = (text: string | null): string =>
	withoutMarks(text ?? '')
		.replace(/[^a-z0-9]+/g, ' ')
		.trim();

/**
 * May a file be the document that is waited for? Its number says so, else its kind and the name of the law; a day that
 * disagrees says no.
 */
export const looksAwaited = (awaited: Awaited, read: ReadFacts): boolean => {
	if (awaited.issuedOn && read.issuedOn && awaited.issuedOn !== read.issuedOn) return false;
	const wanted = numberKey(awaited.number ?? '');
	if (wanted !== '') {
		const own = numberKey(read.number ?? '');
		// "Nghị quyết 18": without the sign the figures and the kind have to do.
		return /^\d+$/.test(wanted)
			? own.split('-')[0] === wanted && plain(read.type) === plain(awaited.typeName)
			: own === wanted;
	}
	const law = plain(awaited.lawName);
	return law !== '' && plain(read.type) === plain(awaited.typeName) && plain(read.title).includes(law);
};
