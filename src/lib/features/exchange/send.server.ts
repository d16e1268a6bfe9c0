import { sql } from 'kysely';
import { type Document, documentForReading } from '#lib/features/library/public.server.ts';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, type Door, look } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import type { EdxmlHeader, EdxmlOrgan, Urgency } from '#lib/platform/file-readers/edxml.ts';
import { documentIdOf, writeEdxml, writeEdxmlStatus } from '#lib/platform/file-readers/edxml-write.ts';
import type { FileStore } from '#lib/platform/files/store.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { conflict, invalid, missing, refused } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { recordAnswer, recordSent, writeSent } from './commands.server.ts';
import { tellMoment } from './domain/moments.ts';
import { numberHalves } from './domain/numbers.ts';
import { isMarkedSecret } from './domain/read-header.ts';
import { mayExchange } from './policy.ts';
import { messagePageOf, sentBefore } from './queries.server.ts';
import { type Organ, organsOf, ownOrganOf } from './queries-organs.server.ts';
import { AnswerInput, type RecordSent, type Send, SendInput } from './schema.ts';

/** What a package may hold, before it is written in base64. */
const MOST_BYTES = 100 * 1024 * 1024;

export type SendableFile = {
	id: string;
	sha256: string;
	fileName: string;
	format: string;
	isOriginal: boolean;
	bytes: number;
	mediaType: string;
};
export type ToSend = {
	document: Document;
	own: Organ | null;
	organs: Organ[];
	files: SendableFile[];
	before: Awaited<ReturnType<typeof sentBefore>>;
};

/**
 * A document as it is to be sent: its files, the address book, and what was sent before.
 * @throws Failure missing | refused
 */
export const toSend = async (tx: Tx, actor: Actor, documentId: string): Promise<ToSend> => {
	const document = await documentForReading(tx, actor, documentId);
	const may = mayExchange(actor, document.unitId);
	if (!may.allowed) throw refused(may.key);
	const files = await sql<SendableFile>`
		select r.id, r.sha256, r.file_name as "fileName", r.format, r.is_original as "isOriginal", f.bytes::float8 as bytes, f.media_type as "mediaType"
		from rendition r join stored_file f on f.tenant_id = r.tenant_id and f.sha256 = r.sha256
		where r.tenant_id = ${actor.tenantId} and r.document_id = ${document.id} and r.superseded_at is null
		order by r.is_original desc, r.added_at, r.id`.execute(tx);
	return {
		document,
		own: await ownOrganOf(tx, actor, document.unitId),
		organs: await organsOf(tx, actor),
		files: files.rows,
		before: await sentBefore(tx, actor, document.unitId),
	};
};

const organOf = ({ code, name, email = '' }: { code: string; name: string; email?: string }): EdxmlOrgan => ({
	organId: code,
	name,
	inCharge: '',
	address: '',
	email,
	telephone: '',
	fax: '',
	website: '',
});

/** To whom: of the address book, and the one written down; a code that the book knows brings its name. */
const receiversOf = (
	input: Send,
	organs: readonly Organ[],
): { code: string; name: string; email: string }[] => {
	const chosen = organs.filter(({ id }) => input.organIds.includes(id));
	const known = organs.find(({ code, aliases }) => code === input.code || aliases.includes(input.code));
	if (input.code && !known && !input.name)
		throw invalid([{ path: 'name', message: sayKey('issue_organ_name') }]);
	const written = input.code ? [known ?? { code: input.code, name: input.name, email: '' }] : [];
	const all = [...chosen, ...written];
	if (all.length === 0) throw invalid([{ path: 'organIds', message: sayKey('issue_exchange_receivers') }]);
	return all.filter(({ code }, at) => all.findIndex((one) => one.code === code) === at);
};

const wholeFile = async (files: FileStore, sha256: string): Promise<Uint8Array> =>
	new Uint8Array(await new Response(await files.read(sha256)).arrayBuffer());

type Draft = ToSend & { input: Send; own: Organ; number: string; issuedOn: string; now: Date; staff: string };

const headerOf = (draft: Draft, to: ReturnType<typeof receiversOf>): EdxmlHeader => {
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
const draftOf = (found: ToSend, input: Send, by: { now: Date; staff: string }): Draft => {
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

/**
 * Makes a package of a document with the files that were chosen, keeps it, and records it as sent. Carrying it to the
 * receiver is the sender's own business.
 * @returns the message and the package
 * @throws Failure invalid | missing | refused | conflict
 */
export const sendDocument = async (
	door: Door,
	raw: unknown,
): Promise<{ messageId: string; package: Uint8Array; fileName: string }> => {
	const parsed = SendInput.safeParse(raw);
	if (!parsed.success)
		throw invalid(
			parsed.error.issues.map(({ path, message }) => ({
				path: String(path[0] ?? ''),
				message: sayKey(message),
			})),
		);
	const input = parsed.data;
	const draft = draftOf(await look(door, (tx) => toSend(tx, door.actor, input.documentId)), input, {
		now: door.clock(),
		staff: door.actor.name,
	});
	const chosen = draft.files.filter(({ id }) => input.renditionIds.includes(id));
	if (chosen.length === 0) throw invalid([{ path: 'renditionIds', message: sayKey('issue_exchange_files') }]);
	if (chosen.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES)
		throw conflict('failure_exchange_large', { most: MOST_BYTES / 1_048_576 });
	const to = receiversOf(input, draft.organs);
	const header = headerOf(draft, to);
	if (
		isMarkedSecret({
			lines: [header.subject, input.reason],
			fileNames: chosen.map(({ fileName }) => fileName),
		})
	)
		throw refused('refused_exchange_secret');
	const packed = await packageOf(door.files, draft, { header, to, chosen });
	const { messageId } = await recordSent(door, packed.record);
	return { messageId, package: packed.bytes, fileName: packed.record.packed.name };
};

/** A document as edXML, in the file store, and what is recorded of it. */
const packageOf = async (
	store: FileStore,
	draft: Draft,
	{
		header,
		to,
		chosen,
	}: { header: EdxmlHeader; to: ReturnType<typeof receiversOf>; chosen: readonly SendableFile[] },
): Promise<{ bytes: Uint8Array; record: RecordSent }> => {
	const { input } = draft;
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

/**
 * Makes one package of a document and its original files for partners, in the transaction of the act that gives it to them, and
 * records it among what was sent. Where an organisation has no code yet, its identity here stands for one.
 * @returns the package in the file store
 * @throws Failure conflict (no number or day, too large), refused (a mark of secrecy, or no right to exchange messages)
 */
export const packForPartners = async (
	context: CommandContext,
	wanted: {
		documentId: string;
		dueOn: string | null;
		to: readonly { id: string; code: string; name: string }[];
	},
): Promise<{ name: string; sha256: string; bytes: number }> => {
	const { tx, actor } = context;
	const found = await toSend(tx, actor, wanted.documentId);
	const { name } = await requireUnit(tx, found.document.unitId);
	const own = found.own ?? { id: '', code: `TT.${actor.tenantId}`, name, aliases: [], email: '' };
	const input: Send = {
		...SendInput.parse({ documentId: wanted.documentId, renditionIds: [wanted.documentId] }),
		...(wanted.dueOn ? { dueOn: wanted.dueOn } : {}),
	};
	const draft = draftOf({ ...found, own }, input, { now: context.now, staff: actor.name });
	const originals = found.files.filter(({ isOriginal }) => isOriginal);
	const chosen = originals.length > 0 ? originals : found.files;
	if (chosen.reduce((sum, { bytes }) => sum + bytes, 0) > MOST_BYTES)
		throw conflict('failure_exchange_large', { most: MOST_BYTES / 1_048_576 });
	const to = wanted.to.map((one) => ({ code: one.code || `TT.${one.id}`, name: one.name, email: '' }));
	const header = headerOf(draft, to);
	if (isMarkedSecret({ lines: [header.subject], fileNames: chosen.map(({ fileName }) => fileName) }))
		throw refused('refused_exchange_secret');
	const { record } = await packageOf(context.files, draft, { header, to, chosen });
	await writeSent(context, record);
	return record.packed;
};

/**
 * Makes a status about an incoming document for its sender, keeps it, and records it.
 * @throws Failure invalid | missing | refused | conflict
 */
export const answerMessage = async (door: Door, raw: unknown): Promise<{ statusId: string }> => {
	const parsed = AnswerInput.safeParse(raw);
	if (!parsed.success)
		throw invalid(
			parsed.error.issues.map(({ path, message }) => ({
				path: String(path[0] ?? ''),
				message: sayKey(message),
			})),
		);
	const input = parsed.data;
	const { message, own } = await look(door, async (tx) => {
		const page = await messagePageOf(tx, door.actor, input.messageId);
		return { message: page.message, own: await ownOrganOf(tx, door.actor, page.message.unitId) };
	});
	if (!own) throw conflict('failure_exchange_no_own_organ');
	if (isMarkedSecret({ lines: [input.reason], fileNames: [] })) throw refused('refused_exchange_secret');
	const now = door.clock();
	const bytes = new TextEncoder().encode(
		writeEdxmlStatus({
			kind: 'status',
			responseFor: {
				organId: message.fromCode,
				...numberHalves(message.number),
				date: message.dated,
				documentId: message.documentKey,
			},
			from: organOf(own),
			code: input.code,
			description: input.reason,
			timestamp: tellMoment(now),
			staff: { department: own.name, name: door.actor.name, mobile: '', email: own.email },
		}),
	);
	return recordAnswer(door, {
		...input,
		from: { code: own.code, name: own.name },
		packed: {
			...(await door.files.put(bytes)),
			name: `trang-thai-${input.code}-${numberKey(message.number) || 'van-ban'}.edxml`,
		},
		madeAt: now,
	});
};
