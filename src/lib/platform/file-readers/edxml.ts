/**
 * Messages of document exchange in the form of QCVN 102:2016/BTTTT (edXML): a document with its facts and files, or a
 * status about one. Both spellings of "Bussiness" are read, the standard's own is written.
 */

export type EdxmlOrgan = {
	/** Opaque: codes of two schemes are in use, and holders changed in 2025. */
	organId: string;
	name: string;
	/** The organ above, as the sender names it. */
	inCharge: string;
	address: string;
	email: string;
	telephone: string;
	fax: string;
	website: string;
};

/** Which document another message is about. Dates are ISO. */
export type EdxmlReference = {
	organId: string;
	/** "7816" and "VPCP-TTĐT": the two halves of a printed number. */
	codeNumber: string;
	codeNotation: string;
	date: string | null;
	documentId: string;
};

export type EdxmlStaff = { department: string; name: string; mobile: string; email: string };

/** What a message asks of a document that was sent before (BussinessDocType). */
export const businessKinds = ['new', 'revocation', 'update', 'replacement'] as const;
export type BusinessKind = (typeof businessKinds)[number];

/** 0 thường, 1 khẩn, 2 thượng khẩn, 3 hỏa tốc, 4 hỏa tốc hẹn giờ. */
export type Urgency = 0 | 1 | 2 | 3 | 4;

export type EdxmlFile = {
	name: string;
	contentId: string;
	contentType: string;
	description: string;
	bytes: Uint8Array;
};

export type EdxmlHeader = {
	from: EdxmlOrgan;
	to: EdxmlOrgan[];
	documentId: string;
	codeNumber: string;
	codeNotation: string;
	place: string;
	date: string | null;
	/** By name: the numbering of types differs between systems. */
	type: { code: string; name: string; detail: string };
	subject: string;
	content: string;
	signer: { competence: string; position: string; name: string };
	dueDate: string | null;
	/** Nơi nhận. */
	toPlaces: string[];
	urgency: Urgency;
	sphere: string;
	typist: string;
	copies: number | null;
	pages: number | null;
	appendixes: string[];
	responseFor: EdxmlReference[];
	/** 1 not steering, 2 steering, 3 report on steering. */
	steering: string;
	traces: { organId: string; timestamp: string }[];
	business: {
		kind: BusinessKind;
		reason: string;
		documentId: string;
		staff: EdxmlStaff;
		/** Documents that this one takes the place of. */
		replaces: string[];
	} | null;
};

export type EdxmlDocument = EdxmlHeader & {
	kind: 'document';
	/** Does it bear an XML signature? It is kept with the message, not verified here. */
	isSigned: boolean;
	files: EdxmlFile[];
	/** Names of files that the message lists and does not carry, or that could not be unpacked. */
	missing: string[];
};

/** What became of a document at its receiver. */
export const statusCodes = {
	'01': 'arrived',
	'02': 'refused',
	'03': 'accepted',
	'04': 'assigned',
	'05': 'in_progress',
	'06': 'done',
	'13': 'recalled',
	'15': 'agreed',
	'16': 'declined',
} as const;
export type StatusCode = keyof typeof statusCodes;
export const isStatusCode = (code: string): code is StatusCode => Object.hasOwn(statusCodes, code);

export type EdxmlStatus = {
	kind: 'status';
	responseFor: EdxmlReference;
	from: EdxmlOrgan;
	/** 01 to 16; codes that no one has defined are kept as they came. */
	code: string;
	description: string;
	timestamp: string;
	staff: EdxmlStaff;
};

export const edxmlNamespace = 'http://www.mic.gov.vn/TBT/QCVN_102_2016';

/**
 * A day as messages write it, "2026/05/27" or "27/05/2026", with hyphens or strokes, with a time behind or not.
 * @returns the day as ISO, null when there is none
 */
export const dayOf = (written: string): string | null => {
	const text = written.trim();
	const forward = /^(\d{4})[/-](\d{1,2})[/-](\d{1,2})(?!\d)/.exec(text);
	const backward = /^(\d{1,2})[/-](\d{1,2})[/-](\d{4})(?!\d)/.exec(text);
	const [year, month, day] = forward
		? [forward[1], forward[2], forward[3]]
		: [backward?.[3], backward?.[2], backward?.[1]];
	if (!year || !month || !day) return null;
	const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
	const isReal = date.getUTCMonth() === Number(month) - 1 && date.getUTCDate() === Number(day);
	return isReal ? date.toISOString().slice(0, 10) : null;
};

/** A moment as messages write it: "2026/05/27 08:30:00" or "27/05/2026 08:30:00" → "2026-05-27T08:30:00"; '' when none. */
export const momentOf = (written: string): string => {
	const day = dayOf(written);
	if (!day) return '';
	const time = /[\sT](\d{1,2}):(\d{2})(?::(\d{2}))?/.exec(written);
	return time ? `${day}T${time[1]?.padStart(2, '0')}:${time[2]}:${time[3] ?? '00'}` : `${day}T00:00:00`;
};
