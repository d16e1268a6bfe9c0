import { sayKey } from '#lib/platform/failure-words.ts';
import type { EdxmlHeader, EdxmlOrgan, Urgency } from '#lib/platform/file-readers/edxml.ts';
import { documentIdOf, writeEdxml } from '#lib/platform/file-readers/edxml-write.ts';
import type { FileStore } from '#lib/platform/files/store.ts';
import { conflict, invalid, missing, refused } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { tellMoment } from './domain/moments.ts';
import { numberHalves } from './domain/numbers.ts';
import { isMarkedSecret } from './domain/read-header.ts';
import type { Organ } from './queries-organs.server.ts';
import type { RecordSent, Send } from './schema.ts';
import type { SendableFile, ToSend } from './to-send.server.ts';

/** What a package may hold, before it is written in base64. */
const MOST_BYTES = 100 * 1024 * 1024;

/** An organisation as the header of a package names it. */
export const organOf = ({
	code,
	name,
	email = '',
}: {
	code: string;
	name: string;
	email?: string;
}): EdxmlOrgan => ({
	organId: code,
	name,
	inCharge: '',
	address: '',
	email,
	telephone: '',
	fax: '',
	website: '',
});

const wholeFile = async (files: FileStore, sha256: string): Promise<Uint8Array> =>
	new Uint8Array(await new Response(await files.read(sha256)).arrayBuffer());

/** To whom a package goes. */
export type Receiver = { code: string; name: string; email: string };

type Draft = ToSend & { input: Send; own: Organ; number: string; issuedOn: string; now: Date; staff: string };

const headerOf = (draft: Draft, to: readonly Receiver[]): EdxmlHeader => {
	const { document, input, own, now, staff } = draft;
	const header: EdxmlHeader = {
		from: organOf(own),
		to: to.map(organOf),
		documentId: '',
		...numberHalves(draft.number),
		place: '',
		date: draft.issuedOn,
		type: { code: '', name: document.typeName, detail: '' },
		subject: document.title,
		content: '',
		signer: { competence: '', position: '', name: '' },
		dueDate: input.dueOn ?? null,
		toPlaces: to.map(({ name }) => name),
		urgency: input.urgency as Urgency,
		sphere: '',
		typist: '',
		copies: null,
		pages: document.pages,
		appendixes: [],
		responseFor: [],
		steering: '1',
		traces: [{ organId: own.code, timestamp: tellMoment(now) }],
		business: null,
	};
	const about = draft.before.find(({ id }) => id === input.aboutMessageId)?.documentKey;
	const documentId = documentIdOf(header);
	const named = about ?? documentId;
	return {
		...header,
		documentId,
		business: {
			kind: input.business,
			reason: input.reason,
			documentId: input.business === 'new' ? '' : named,
			staff: { department: own.name, name: staff, mobile: '', email: own.email },
			replaces: input.business === 'replacement' ? [named] : [],
		},
	};
};

/** What has to be there before a document can be sent. */
export const draftOf = (found: ToSend, input: Send, by: { now: Date; staff: string }): Draft => {
	const { document, own } = found;
	if (!own) throw conflict('failure_exchange_no_own_organ');
	if (!document.number || !document.issuedOn) throw conflict('failure_exchange_no_number');
	if (input.aboutMessageId && !found.before.some(({ id }) => id === input.aboutMessageId))
		throw missing('failure_not_found');
	if (input.business === 'replacement' && !input.aboutMessageId)
		throw invalid([{ path: 'aboutMessageId', message: sayKey('issue_exchange_about') }]);
	if (input.business !== 'new' && !input.reason)
		throw invalid([{ path: 'reason', message: sayKey('issue_exchange_reason') }]);
	const { number, issuedOn } = document;
	return { ...found, input, own, number, issuedOn, ...by };
};

/** @throws Failure conflict: more than a package may hold */
export const requireFits = (chosen: readonly SendableFile[]): void => {
	if (chosen.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES)
		throw conflict('failure_exchange_large', { most: MOST_BYTES / 1_048_576 });
};

/**
 * A document as edXML, in the file store, and what is recorded of it.
 * @throws Failure refused: a mark of secrecy
 */
export const packageOf = async (
	store: FileStore,
	draft: Draft,
	{ to, chosen }: { to: readonly Receiver[]; chosen: readonly SendableFile[] },
): Promise<{ bytes: Uint8Array; record: RecordSent }> => {
	const { input } = draft;
	const header = headerOf(draft, to);
	const fileNames = chosen.map(({ fileName }) => fileName);
	if (isMarkedSecret({ lines: [header.subject, input.reason], fileNames }))
		throw refused('refused_exchange_secret');
	const files = await Promise.all(
		chosen.map(async ({ sha256, fileName, mediaType }) => ({
			name: fileName,
			contentType: mediaType,
			description: '',
			sha256,
			bytes: await wholeFile(store, sha256),
		})),
	);
	const bytes = new TextEncoder().encode(writeEdxml(header, files));
	return {
		bytes,
		record: {
			documentId: draft.document.id,
			unitId: draft.document.unitId,
			from: { code: draft.own.code, name: draft.own.name },
			to: to.map(({ code, name }) => ({ code, name })),
			documentKey: header.documentId,
			number: draft.number,
			dated: draft.issuedOn,
			typeName: header.type.name,
			subject: header.subject,
			urgency: input.urgency,
			dueOn: input.dueOn ?? null,
			business: input.business,
			businessReason: input.reason,
			namesKeys: header.business?.documentId ? [header.business.documentId] : [],
			files: files.map(({ name, sha256, bytes: content }) => ({ name, sha256, bytes: content.length })),
			packed: { ...(await store.put(bytes)), name: `${numberKey(draft.number) || 'van-ban'}.edxml` },
			madeAt: draft.now,
		},
	};
};
