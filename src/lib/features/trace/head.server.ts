import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Circulation } from './domain/chain.ts';
import { mayTrace, type TraceFacts, type TracePowers, tracePowers } from './policy.ts';

/** The document, the unit, and how far the one has come in the other. */
export type DocumentHead = {
	tenantId: string;
	document: {
		id: string;
		typeName: string;
		number: string | null;
		title: string;
		issuer: string | null;
		issuedOn: Day | null;
	};
	unit: { id: string; path: string; name: string };
	facts: TraceFacts;
	/** In the unit alone, and with the units below it. */
	circulation: Circulation;
	below: Circulation;
};

type HeadRow = {
	id: string;
	type_name: string;
	number: string | null;
	title: string;
	issuer: string | null;
	issued_on: Day | null;
	issued_by_unit: string | null;
	state: string;
	unit_id: string;
	unit_path: string;
	unit_name: string;
	holder_id: string;
	holder_path: string;
	is_reader: boolean;
	own_read_by: Day | null;
	below_read_by: Day | null;
	own_assigned: number;
	own_opened: number;
	own_studied: number;
	below_assigned: number;
	below_opened: number;
	below_studied: number;
};

/** One statement: the facts that the policy asks for, and the counters of the whole document. Null: no such document or unit. */
const headOf = async (
	tx: Tx,
	actor: Actor,
	documentId: string,
	unitId: string,
): Promise<DocumentHead | null> => {
	const tenant = actor.tenantId;
	const found = await sql<HeadRow>`
		with wanted as (
			select d.id, d.type_name, d.number, d.title, d.issuer, d.issued_on, d.issued_by_unit, d.state,
				u.id as unit_id, u.path as unit_path, u.short_name as unit_name, h.id as holder_id, h.path as holder_path
			from document d
			join unit h on h.tenant_id = d.tenant_id and h.id = d.unit_id
			join unit u on u.tenant_id = d.tenant_id and u.id = ${unitId}
			where d.tenant_id = ${tenant} and d.id = ${documentId}
		), published as (
			select min(p.read_by) filter (where p.unit_id = w.unit_id) as own_read_by, min(p.read_by) as below_read_by
			from wanted w
			join publication p on p.tenant_id = ${tenant} and p.document_id = w.id and p.withdrawn_at is null
			join unit x on x.tenant_id = ${tenant} and x.id = p.unit_id and x.path <@ w.unit_path
		), reach as (
			select coalesce(sum(r.assigned) filter (where r.unit_id = w.unit_id), 0) as own_assigned,
				coalesce(sum(r.opened) filter (where r.unit_id = w.unit_id), 0) as own_opened,
				coalesce(sum(r.studied) filter (where r.unit_id = w.unit_id), 0) as own_studied,
				coalesce(sum(r.assigned), 0) as below_assigned, coalesce(sum(r.opened), 0) as below_opened, coalesce(sum(r.studied), 0) as below_studied
			from wanted w
			join document_reach r on r.tenant_id = ${tenant} and r.document_id = w.id
			join unit x on x.tenant_id = ${tenant} and x.id = r.unit_id and x.path <@ w.unit_path
		)
		select w.*, w.unit_path::text as unit_path, w.holder_path::text as holder_path, published.*, reach.*,
			exists (select from reading r where r.tenant_id = ${tenant} and r.document_id = w.id and r.person_id = ${actor.personId}) as is_reader
		from wanted w, published, reach`.execute(tx);
	const row = found.rows[0];
	if (!row) return null;
	const unit = { id: row.unit_id, path: row.unit_path, name: row.unit_name };
	const isOwn = row.issued_by_unit === row.unit_id;
	return {
		tenantId: tenant,
		document: {
			id: row.id,
			typeName: row.type_name,
			number: row.number,
			title: row.title,
			issuer: row.issuer,
			issuedOn: row.issued_on,
		},
		unit,
		facts: {
			unit,
			holder: { id: row.holder_id, path: row.holder_path },
			isPublished: row.state === 'published',
			isPublishedHere: row.below_read_by !== null,
			isReader: row.is_reader,
		},
		circulation: {
			isOwn,
			isPublished: row.own_read_by !== null,
			readBy: row.own_read_by,
			assigned: row.own_assigned,
			opened: row.own_opened,
			studied: row.own_studied,
		},
		below: {
			isOwn,
			isPublished: row.below_read_by !== null,
			readBy: row.below_read_by,
			assigned: row.below_assigned,
			opened: row.below_opened,
			studied: row.below_studied,
		},
	};
};

/** The head, with what the actor may do from it. */
export type SeenHead = { head: DocumentHead; powers: TracePowers };

/**
 * The head of a document in a unit for somebody who may see its trace.
 * @throws Failure missing when there is no such document or unit, or the actor may not know of it
 */
export const seenHead = async (
	tx: Tx,
	actor: Actor,
	{ documentId, unitId }: { documentId: string; unitId: string },
): Promise<SeenHead> => {
	if (!uuidPattern.test(documentId) || !uuidPattern.test(unitId)) throw missing('failure_not_found');
	const head = await headOf(tx, actor, documentId, unitId);
	if (!head || !mayTrace(actor, head.facts).allowed) throw missing('failure_not_found');
	return { head, powers: tracePowers(actor, head.unit) };
};
