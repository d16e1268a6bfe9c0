import { sql } from 'kysely';
import { parseNumber, shippedTypes } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { citationRecogniser } from './domain/citations.ts';
import { type Effect, readEffect } from './domain/effect.ts';
import { type PlacedCitation, readCitations, wantedKey } from './domain/read-citations.ts';
import { type SuggestedRelation, suggestRelations } from './domain/suggestions.ts';
import { resolveAround } from './resolve.server.ts';

/** Raised when the rules of reading change: what was read by older rules is read again by the job. */
export const RULES = 1;

const recognise = citationRecogniser(shippedTypes, parseNumber);

type DocumentRow = {
	id: string;
	type_code: string;
	type_name: string;
	number: string | null;
	number_key: string;
	issued_on: Day | null;
	title: string;
	fingerprint: string;
};
type ClauseRow = { id: string; anchor: string; kind: string; heading: string | null; text: string };
type Write = Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId'>;

/** What a document was read from: with another text or other facts it is read again. */
export const fingerprintOf = sql<string>`md5(concat_ws('|', d.number_key, d.type_code, d.issuer, d.issued_on, d.title, d.clause_count, d.characters))`;

const writeCitations = async (
	{ tx, actor }: Write,
	documentId: string,
	clauses: readonly ClauseRow[],
	citations: readonly PlacedCitation[],
	isNew: boolean,
): Promise<void> => {
	const tenant = actor.tenantId;
	const rows = citations.map((citation) => ({
		clause_id: clauses[citation.clause]?.id,
		in_heading: citation.inHeading,
		starts: citation.starts,
		ends: citation.ends,
		words: citation.words,
		type_code: citation.typeCode,
		type_name: citation.typeName,
		number: citation.number,
		number_key: citation.numberKey,
		issued_on: citation.issuedOn,
		issuer: citation.issuer,
		law_name: citation.lawName,
		path: citation.path.join('.'),
		wanted_key: citation.kind === 'document' ? wantedKey(citation) : null,
		target_id: citation.kind === 'document' ? null : documentId,
		target_anchor: citation.kind === 'document' ? null : citation.anchor,
	}));
	if (!isNew)
		await sql`delete from citation where tenant_id = ${tenant} and document_id = ${documentId}`.execute(tx);
	if (rows.length === 0) return;
	await sql`
		insert into citation (tenant_id, document_id, clause_id, in_heading, starts, ends, words, type_code, type_name, number, number_key,
			issued_on, issuer, law_name, path, wanted_key, target_id, target_anchor)
		select ${tenant}, ${documentId}, c.* from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as c(clause_id uuid, in_heading boolean,
			starts int, ends int, words text, type_code text, type_name text, number text, number_key text, issued_on date, issuer text,
			law_name text, path text, wanted_key text, target_id uuid, target_anchor text)
		on conflict do nothing`.execute(tx);
};

const writeEffect = async (
	{ tx, actor, now }: Write,
	document: DocumentRow,
	effect: Effect,
): Promise<void> => {
	await sql`
		insert into document_effect (tenant_id, document_id, in_force_from, in_force_until, basis, reason, reason_anchor, rules, fingerprint, read_at)
		values (${actor.tenantId}, ${document.id}, ${effect.from}, ${effect.until}, ${effect.basis}, ${effect.reason}, ${effect.anchor}, ${RULES},
			${document.fingerprint}, ${now})
		on conflict (tenant_id, document_id) do update set rules = excluded.rules, fingerprint = excluded.fingerprint, read_at = excluded.read_at,
			in_force_from = case when document_effect.basis = 'person' then document_effect.in_force_from else excluded.in_force_from end,
			in_force_until = case when document_effect.basis = 'person' then document_effect.in_force_until else excluded.in_force_until end,
			reason = case when document_effect.basis = 'person' then document_effect.reason else excluded.reason end,
			reason_anchor = case when document_effect.basis = 'person' then document_effect.reason_anchor else excluded.reason_anchor end,
			basis = case when document_effect.basis = 'person' then 'person' else excluded.basis end`.execute(tx);
};

/** What a person has decided stays; suggestions that the text no longer makes go. */
const writeSuggestions = async (
	{ tx, actor, now, newId }: Write,
	documentId: string,
	suggestions: readonly SuggestedRelation[],
	isNew: boolean,
): Promise<void> => {
	const tenant = actor.tenantId;
	const rows = suggestions.map((one) => ({
		id: newId(),
		kind: one.kind,
		target_key: one.targetKey,
		target_words: [
			one.citation.typeName,
			one.citation.lawName,
			one.citation.number ? `số ${one.citation.number}` : null,
		]
			.filter(Boolean)
			.join(' '),
		target_type_code: one.citation.typeCode,
		target_number_key: one.citation.numberKey,
		target_issued_on: one.citation.issuedOn,
		target_issuer: one.citation.issuer,
		target_law_name: one.citation.lawName,
		scope: one.scope,
		confidence: one.confidence,
		reason: one.reason.slice(0, 2_000),
		reason_anchor: one.anchor,
	}));
	if (!isNew)
		await sql`
		delete from document_relation where tenant_id = ${tenant} and document_id = ${documentId} and state = 'suggested'
			and not (kind, target_key) in (select kind, target_key from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(kind text, target_key text))`.execute(
			tx,
		);
	if (rows.length === 0) return;
	await sql`
		insert into document_relation (tenant_id, id, document_id, kind, target_key, target_words, target_type_code, target_number_key, target_issued_on,
			target_issuer, target_law_name, scope, state, origin, confidence, reason, reason_anchor, created_at)
		select ${tenant}, r.id, ${documentId}, r.kind, r.target_key, r.target_words, r.target_type_code, r.target_number_key, r.target_issued_on,
			r.target_issuer, r.target_law_name, r.scope, 'suggested', 'text', r.confidence, r.reason, r.reason_anchor, ${now}
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as r(id uuid, kind text, target_key text, target_words text, target_type_code text,
			target_number_key text, target_issued_on date, target_issuer text, target_law_name text, scope text, confidence real, reason text, reason_anchor text)
		on conflict (tenant_id, document_id, kind, target_key) do update
			set reason = excluded.reason, reason_anchor = excluded.reason_anchor, confidence = excluded.confidence, scope = excluded.scope
			where document_relation.state = 'suggested'`.execute(tx);
};

const loadDocument = async (tx: Tx, tenantId: string, documentId: string): Promise<DocumentRow | null> => {
	const found = await sql<DocumentRow>`
		select d.id, d.type_code, d.type_name, d.number, d.number_key, d.issued_on, d.title, ${fingerprintOf} as fingerprint
		from document d where d.tenant_id = ${tenantId} and d.id = ${documentId}`.execute(tx);
	return found.rows[0] ?? null;
};

/**
 * Reads a document: what it cites, how it stands to others, from when it is in force; and sees whether it is one that
 * others have been citing. Safe to run again.
 * @param options.isNew it was filed just now: there is nothing yet that would have to go
 */
export const readText = async (
	context: Write,
	documentId: string,
	{ isNew = false }: { isNew?: boolean } = {},
): Promise<void> => {
	const { tx, actor } = context;
	const document = await loadDocument(tx, actor.tenantId, documentId);
	if (!document) return;
	const { rows: clauses } = await sql<ClauseRow>`
		select id, anchor, kind, heading, text from clause
		where tenant_id = ${actor.tenantId} and document_id = ${documentId} order by ordinal`.execute(tx);
	const { title, number, number_key: numberKey, type_name: typeName, issued_on: issuedOn } = document;
	const read = readCitations({ title, numberKey, clauses }, recognise);
	await writeCitations(context, documentId, clauses, read.placed, isNew);
	await writeEffect(context, document, readEffect({ typeName, number, issuedOn, clauses }));
	const suggestions = suggestRelations({ title, number, numberKey, clauses }, read);
	await writeSuggestions(context, documentId, suggestions, isNew);
	await resolveAround(tx, actor.tenantId, {
		id: documentId,
		numberKey,
		issuedOn,
		typeCode: document.type_code,
	});
};
