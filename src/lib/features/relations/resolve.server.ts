import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { anchorIndex, nearestAnchor } from '#lib/text/clause-path.ts';
import { withoutMarks } from '#lib/text/fold.ts';
import { type Candidate, resolveCitation } from './domain/resolve.ts';

/** One way in which a document is named, in citations and in relations. */
type Wanted = {
	key: string;
	typeCode: string;
	numberKey: string;
	issuedOn: Day | null;
	issuer: string | null;
	lawName: string | null;
};
type CandidateRow = Candidate & { numberKey: string };
/** A document by what others name it. */
type Named = { id: string; numberKey: string; issuedOn: Day | null; typeCode: string };

const firstFigures = (numberKey: string): string => /^\d+/.exec(numberKey)?.[0]?.replace(/^0+/, '') ?? '';
const isShort = (numberKey: string): boolean => /^\d+$/.test(numberKey);
const nameKey = (text: string): string =>
	withoutMarks(text)
		.replace(/[^a-z0-9]+/g, ' ')
		.replace(/^(?:luat|bo luat|phap lenh)\s+/, '')
		.trim();

const ofCitations = sql`select wanted_key as key, type_code, number_key, issued_on, issuer, law_name from citation where wanted_key is not null`;
const ofRelations = sql`select target_key as key, target_type_code as type_code, target_number_key as number_key, target_issued_on as issued_on,
	target_issuer as issuer, target_law_name as law_name from document_relation where origin = 'text'`;

/**
 * The ways of naming that the document uses, and those that may mean it. One question an index, so that filing costs the
 * same in a large library.
 */
const wantedAround = async (
	tx: Tx,
	tenantId: string,
	{ id: documentId, numberKey, issuedOn, typeCode }: Named,
): Promise<Wanted[]> => {
	const numbers = [numberKey, numberKey.split('-')[0] ?? '', firstFigures(numberKey)].filter(
		(key) => key !== '',
	);
	const isLaw = ['L', 'BL', 'PL'].includes(typeCode);
	const answered = sql`select wanted_key from citation_answer where tenant_id = ${tenantId} and document_id = ${documentId}`;
	const found = await sql<Wanted>`
		select distinct key, type_code as "typeCode", number_key as "numberKey", issued_on as "issuedOn", issuer, law_name as "lawName" from (
			${ofCitations} and tenant_id = ${tenantId} and document_id = ${documentId}
			union ${ofCitations} and tenant_id = ${tenantId} and target_id = ${documentId}
			union ${ofCitations} and tenant_id = ${tenantId} and number_key = any(${`{${numbers.join(',')}}`}::text[])
			union ${ofCitations} and tenant_id = ${tenantId} and ${isLaw} and number_key = '' and issued_on = ${issuedOn}
			union ${ofCitations} and tenant_id = ${tenantId} and wanted_key in (${answered})
			union ${ofRelations} and tenant_id = ${tenantId} and target_key in (${answered})
			union ${ofRelations} and tenant_id = ${tenantId} and document_id = ${documentId}
			union ${ofRelations} and tenant_id = ${tenantId} and target_id = ${documentId}
			union ${ofRelations} and tenant_id = ${tenantId} and target_number_key = any(${`{${numbers.join(',')}}`}::text[])
			union ${ofRelations} and tenant_id = ${tenantId} and ${isLaw} and target_number_key = '' and target_issued_on = ${issuedOn}
		) named`.execute(tx);
	return found.rows;
};

const candidatesFor = async (
	tx: Tx,
	tenantId: string,
	wanted: readonly Wanted[],
): Promise<CandidateRow[]> => {
	const numbers = wanted.map(({ numberKey }) => numberKey).filter((key) => key !== '' && !isShort(key));
	const shorts = wanted.filter(({ numberKey }) => isShort(numberKey)).map(({ numberKey }) => numberKey);
	const days = wanted
		.filter(({ numberKey, issuedOn }) => numberKey === '' && issuedOn)
		.map(({ issuedOn }) => issuedOn);
	const found = await sql<CandidateRow>`
		select id, type_code as "typeCode", number_key as "numberKey", issuer, issued_on as "issuedOn", title from document
		where tenant_id = ${tenantId} and (number_key = any(${`{${numbers.join(',')}}`}::text[])
			or (number_key <> '' and split_part(number_key, '-', 1) = any(${`{${shorts.join(',')}}`}::text[]))
			or (issued_on = any(${`{${days.join(',')}}`}::date[]) and type_code in ('L', 'BL', 'PL')))`.execute(tx);
	return found.rows;
};

/** The documents of which a clerk has said that they are meant. */
const answersFor = async (
	tx: Tx,
	tenantId: string,
	wanted: readonly Wanted[],
): Promise<Map<string, string>> => {
	const keys = [...new Set(wanted.map(({ key }) => key))];
	const found = await sql<{ key: string; documentId: string }>`
		select wanted_key as key, document_id as "documentId" from citation_answer
		where tenant_id = ${tenantId} and wanted_key = any(${sql.val(keys)}::text[])`.execute(tx);
	return new Map(found.rows.map(({ key, documentId }) => [key, documentId]));
};

const means = (wanted: Wanted, candidate: CandidateRow): boolean => {
	if (wanted.numberKey === '')
		return wanted.lawName !== null && nameKey(candidate.title).startsWith(nameKey(wanted.lawName));
	if (isShort(wanted.numberKey))
		return (
			candidate.typeCode === wanted.typeCode &&
			firstFigures(candidate.numberKey) === firstFigures(wanted.numberKey)
		);
	return candidate.numberKey === wanted.numberKey;
};

/** Where in the cited documents the named clauses are. */
const placeAnchors = async (tx: Tx, tenantId: string, documentId: string): Promise<void> => {
	const { rows } = await sql<{ targetId: string; path: string }>`
		select distinct target_id as "targetId", path from citation
		where tenant_id = ${tenantId} and wanted_key is not null and path <> '' and target_id is not null
			and (document_id = ${documentId} or target_id = ${documentId})`.execute(tx);
	for (const targetId of new Set(rows.map((row) => row.targetId))) {
		const anchors = await sql<{ anchor: string }>`
			select anchor from clause where tenant_id = ${tenantId} and document_id = ${targetId}`.execute(tx);
		const index = anchorIndex(anchors.rows.map(({ anchor }) => anchor));
		const places = rows
			.filter((row) => row.targetId === targetId)
			.map(({ path }) => ({ path, anchor: nearestAnchor(index, path.split('.')) }));
		await sql`
			update citation c set target_anchor = p.anchor
			from jsonb_to_recordset(${JSON.stringify(places)}::text::jsonb) as p(path text, anchor text)
			where c.tenant_id = ${tenantId} and c.target_id = ${targetId} and c.wanted_key is not null and c.path = p.path
				and (c.document_id = ${documentId} or c.target_id = ${documentId})`.execute(tx);
	}
};

/** Finds the documents that a document names, and sees whether it is one that others name. */
export const resolveAround = async (tx: Tx, tenantId: string, document: Named): Promise<void> => {
	const wanted = await wantedAround(tx, tenantId, document);
	if (wanted.length === 0) return;
	const candidates = await candidatesFor(tx, tenantId, wanted);
	const told = await answersFor(tx, tenantId, wanted);
	// What bears the very number outranks what somebody said before it was there.
	const answers = wanted.map((one) => ({
		...one,
		target:
			resolveCitation(
				one,
				candidates.filter((candidate) => means(one, candidate)),
			)?.id ??
			told.get(one.key) ??
			null,
	}));
	const given = sql`jsonb_to_recordset(${JSON.stringify(answers)}::text::jsonb) as a("key" text, "typeCode" text, "numberKey" text, "issuedOn" date, issuer text, target uuid)`;
	await sql`
		update citation c set target_id = a.target, target_anchor = null from ${given}
			where c.tenant_id = ${tenantId} and c.wanted_key = a."key" and c.type_code = a."typeCode" and c.number_key = a."numberKey"
				and c.issued_on is not distinct from a."issuedOn" and c.issuer is not distinct from a.issuer
				and c.target_id is distinct from a.target`.execute(tx);
	await sql`
		update document_relation r set target_id = a.target from ${given}
			where r.tenant_id = ${tenantId} and r.origin = 'text' and r.target_key = a."key" and r.target_type_code = a."typeCode"
				and r.target_issued_on is not distinct from a."issuedOn" and r.target_issuer is not distinct from a.issuer
				and r.target_id is distinct from a.target`.execute(tx);
	await placeAnchors(tx, tenantId, document.id);
};
