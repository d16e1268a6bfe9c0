import { sql } from 'kysely';
import { readableAmong } from '#lib/features/library/public.server.ts';
import { containing } from '#lib/platform/database/containing.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { comparable, numberKey } from '#lib/text/fold.ts';
import { identityParts } from './domain/numbers.ts';
import { type BusinessKind, isUndecided, nextCodes, type StateCode } from './domain/states.ts';
import { mayExchange } from './policy.ts';

/** A message as lists show it. */
export type Message = {
	id: string;
	unitId: string;
	direction: 'in' | 'out';
	kind: 'document' | 'status';
	fromCode: string;
	fromName: string;
	/** The first of its receivers, and how many there are. */
	toName: string | null;
	receivers: number;
	number: string;
	dated: Day | null;
	typeName: string;
	subject: string;
	urgency: number;
	dueOn: Day | null;
	business: BusinessKind;
	stateCode: string;
	stateText: string;
	madeAt: Date;
	recordedAt: Date;
};

const columns = sql`m.id, m.unit_id as "unitId", m.direction, m.kind, m.from_code as "fromCode", m.from_name as "fromName",
	(select r.name from exchange_receiver r where r.tenant_id = m.tenant_id and r.message_id = m.id and r.place = 1) as "toName",
	(select count(*)::int from exchange_receiver r where r.tenant_id = m.tenant_id and r.message_id = m.id) as receivers,
	m.number, m.dated, m.type_name as "typeName", m.subject, m.urgency, m.due_on as "dueOn", m.business, m.state_code as "stateCode",
	m.state_text as "stateText", m.made_at as "madeAt", m.recorded_at as "recordedAt"`;

export const pageSize = 30;

/**
 * The messages of a unit, the latest first: documents that came, and statuses for which nothing was found; or documents
 * that went out. `state` is a code, or "open" for what has no state yet.
 * @throws Failure refused
 */
export const messagesOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; direction: 'in' | 'out'; words: string; state: string; page: number },
): Promise<{ messages: Message[]; found: number; page: number; undecided: number }> => {
	const may = mayExchange(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const page = Number.isSafeInteger(wanted.page) ? Math.max(1, Math.min(wanted.page, 10_000)) : 1;
	const words = comparable(wanted.words);
	const key = numberKey(wanted.words);
	const pattern = containing(words);
	const matching = words
		? sql`and (lower(m.subject) like ${pattern} or lower(m.from_name) like ${pattern} or m.from_code = ${wanted.words.trim()}
			or (${key} <> '' and m.number_key like ${`%${key}%`})
			or exists (select from exchange_receiver r where r.tenant_id = m.tenant_id and r.message_id = m.id
				and (lower(r.name) like ${pattern} or r.code = ${wanted.words.trim()})))`
		: sql``;
	const stated =
		wanted.state === 'open'
			? sql`and m.state_code = ''`
			: wanted.state
				? sql`and m.state_code = ${wanted.state}`
				: sql``;
	const where = sql`m.tenant_id = ${actor.tenantId} and m.unit_id = ${wanted.unitId} and m.direction = ${wanted.direction}
		and (m.kind = 'document' or (m.direction = 'in' and m.answers_id is null)) ${matching} ${stated}`;
	const rows = await sql<Message>`
		select ${columns} from exchange_message m where ${where}
		order by m.recorded_at desc, m.id desc limit ${pageSize} offset ${(page - 1) * pageSize}`.execute(tx);
	const counts = await sql<{ found: number; undecided: number }>`
		select (select count(*)::int from exchange_message m where ${where}) as found,
			(select count(*)::int from exchange_message m where m.tenant_id = ${actor.tenantId} and m.unit_id = ${wanted.unitId}
				and m.direction = 'in' and m.kind = 'document' and m.business <> 'new' and m.state_code not in ('15', '16')) as undecided`.execute(
		tx,
	);
	return { messages: rows.rows, page, ...(counts.rows[0] ?? { found: 0, undecided: 0 }) };
};

type Held = { id: string; number: string | null; title: string; typeName: string };

/** The documents of a unit that messages name: by the message in which they came, or by number and day. */
const heldBy = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	keys: readonly string[],
): Promise<(Held & { key: string })[]> => {
	const parts = keys.map((key) => ({ key, ...identityParts(key) }));
	const found = await sql<Held & { key: string }>`
		select distinct on (w.key, d.id) w.key, d.id, d.number, d.title, d.type_name as "typeName"
		from jsonb_to_recordset(${JSON.stringify(parts)}::text::jsonb) as w(key text, date date, "numberKey" text)
		join document d on d.tenant_id = ${actor.tenantId} and d.unit_id = ${unitId} and (
			(d.number_key <> '' and d.number_key = w."numberKey" and d.issued_on = w.date)
			or d.id in (select i.document_id from exchange_message m
				join exchange_file f on f.tenant_id = m.tenant_id and f.message_id = m.id
				join intake i on i.tenant_id = f.tenant_id and i.id = f.intake_id
				where m.tenant_id = ${actor.tenantId} and m.unit_id = ${unitId} and m.direction = 'in' and m.business = 'new'
					and m.document_key <> '' and m.document_key = w.key))`.execute(tx);
	return found.rows;
};

export type MessageFile = {
	place: number;
	name: string;
	bytes: number;
	intakeId: string | null;
	intakeState: string | null;
	documentId: string | null;
};
/** A step in the life of a message: what a receiver said, or what was said to the sender. */
export type Step = { id: string; code: string; text: string; at: Date; name: string; hasPackage: boolean };
export type MessagePage = {
	message: Message & {
		documentKey: string;
		businessReason: string;
		isSigned: boolean;
		missingFiles: string[];
		packageSha256: string | null;
		packageName: string;
		packageBytes: number;
		documentId: string | null;
		recordedBy: string | null;
	};
	to: {
		place: number;
		code: string;
		name: string;
		stateCode: string;
		stateText: string;
		stateAt: Date | null;
	}[];
	files: MessageFile[];
	steps: Step[];
	/** The documents here that a revocation, update or replacement names. */
	named: Held[];
	/** Keys that it names and that are not here. */
	unknown: string[];
	undecided: boolean;
	next: readonly StateCode[];
};

/**
 * A message with its receivers, files and history.
 * @throws Failure missing for everybody who does not exchange messages in its unit
 */
export const messagePageOf = async (tx: Tx, actor: Actor, messageId: string): Promise<MessagePage> => {
	if (!uuidPattern.test(messageId)) throw missing('failure_not_found');
	const found = await sql<MessagePage['message'] & { namesKeys: string[] }>`
		select ${columns}, m.document_key as "documentKey", m.business_reason as "businessReason", m.is_signed as "isSigned",
			m.missing_files as "missingFiles", m.package_sha256 as "packageSha256", m.package_name as "packageName",
			m.package_bytes::float8 as "packageBytes", m.document_id as "documentId", p.full_name as "recordedBy", m.names_keys as "namesKeys"
		from exchange_message m left join person p on p.tenant_id = m.tenant_id and p.id = m.recorded_by
		where m.tenant_id = ${actor.tenantId} and m.id = ${messageId}`.execute(tx);
	const row = found.rows[0];
	if (!row || !mayExchange(actor, row.unitId).allowed) throw missing('failure_not_found');
	const { namesKeys, ...message } = row;
	const to = await sql<MessagePage['to'][number]>`
		select place, code, name, state_code as "stateCode", state_text as "stateText", state_at as "stateAt" from exchange_receiver
		where tenant_id = ${actor.tenantId} and message_id = ${message.id} order by place`.execute(tx);
	const files = await sql<MessageFile>`
		select f.place, f.name, f.bytes::float8 as bytes, f.intake_id as "intakeId", i.state as "intakeState", i.document_id as "documentId"
		from exchange_file f left join intake i on i.tenant_id = f.tenant_id and i.id = f.intake_id
		where f.tenant_id = ${actor.tenantId} and f.message_id = ${message.id} order by f.place`.execute(tx);
	const steps = await sql<Step>`
		select s.id, s.state_code as code, s.state_text as text, s.made_at as at, coalesce(nullif(s.from_name, ''), s.from_code) as name,
			s.package_sha256 is not null as "hasPackage"
		from exchange_message s where s.tenant_id = ${actor.tenantId} and s.answers_id = ${message.id} order by s.made_at, s.id`.execute(
		tx,
	);
	const isRequest = message.direction === 'in' && message.kind === 'document' && message.business !== 'new';
	const held = isRequest && namesKeys.length > 0 ? await heldBy(tx, actor, message.unitId, namesKeys) : [];
	const readable = await readableAmong(
		tx,
		actor,
		held.map(({ id }) => id),
	);
	const named = held.filter(
		({ id }, at) => readable.has(id) && held.findIndex((one) => one.id === id) === at,
	);
	return {
		message,
		to: to.rows,
		files: files.rows,
		steps: steps.rows,
		named: named.map(({ key: _key, ...document }) => document),
		unknown: isRequest ? namesKeys.filter((key) => !held.some((one) => one.key === key)) : [],
		undecided: isRequest && isUndecided(message),
		next:
			message.direction === 'in' && message.kind === 'document'
				? nextCodes(message.stateCode, message.business)
				: [],
	};
};

/** The package of a message. @throws Failure missing, also when its bytes had to be taken away */
export const packageOf = async (
	tx: Tx,
	actor: Actor,
	messageId: string,
): Promise<{ sha256: string; fileName: string }> => {
	const { message } = await messagePageOf(tx, actor, messageId);
	if (!message.packageSha256) throw missing('failure_not_found');
	const fileName = /\.(?:edxml|xml)$/i.test(message.packageName)
		? message.packageName
		: `${message.packageName}.edxml`;
	return { sha256: message.packageSha256, fileName };
};

/** Requests that are still to be decided and name this document, for those who decide them. */
export const requestsAbout = async (
	tx: Tx,
	actor: Actor,
	document: { id: string; unitId: string },
): Promise<Pick<Message, 'id' | 'business' | 'fromName'>[]> => {
	if (actor.kind !== 'person' || !mayExchange(actor, document.unitId).allowed) return [];
	const found = await sql<{ id: string; business: BusinessKind; fromName: string; keys: string[] }>`
		select m.id, m.business, m.from_name as "fromName", m.names_keys as keys from exchange_message m
		where m.tenant_id = ${actor.tenantId} and m.unit_id = ${document.unitId} and m.direction = 'in' and m.kind = 'document'
			and m.business <> 'new' and m.state_code not in ('15', '16') order by m.recorded_at limit 50`.execute(
		tx,
	);
	const keys = found.rows.flatMap((row) => row.keys);
	if (keys.length === 0) return [];
	const held = await heldBy(tx, actor, document.unitId, [...new Set(keys)]);
	return found.rows
		.filter((row) => held.some(({ key, id }) => id === document.id && row.keys.includes(key)))
		.map(({ keys: _keys, ...request }) => request);
};

/** Messages of a unit that carried a document, to which another may refer; the latest first. */
export const sentBefore = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
): Promise<
	{ id: string; number: string; subject: string; documentId: string | null; documentKey: string }[]
> => {
	const found = await sql<{
		id: string;
		number: string;
		subject: string;
		documentId: string | null;
		documentKey: string;
	}>`
		select m.id, m.number, m.subject, m.document_id as "documentId", m.document_key as "documentKey" from exchange_message m
		where m.tenant_id = ${actor.tenantId} and m.unit_id = ${unitId} and m.direction = 'out' and m.kind = 'document'
		order by m.made_at desc, m.id desc limit 200`.execute(tx);
	const seen = new Set<string>();
	return found.rows.filter(({ documentKey }) => !seen.has(documentKey) && seen.add(documentKey));
};
