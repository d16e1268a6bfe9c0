import { sql } from 'kysely';
import { documentForReading, documentsForReading } from '#lib/features/library/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type PointKind, pointKinds } from './domain/kinds.ts';

/** A point of a summary that was released, or written at once, with its place. */
export type SummaryPoint = {
	id: string;
	clauseId: string;
	anchor: string;
	clauseLabel: string;
	kind: PointKind | null;
	body: string;
	authorName: string;
	assignmentId: string | null;
};

/** The released points of documents in a unit, in the order of the texts. Who may read the documents is the caller's to ask. */
const pointsIn = async (
	tx: Tx,
	tenantId: string,
	wanted: { documentIds: readonly string[]; unitId: string },
): Promise<(SummaryPoint & { documentId: string })[]> => {
	if (wanted.documentIds.length === 0) return [];
	const ids = `{${wanted.documentIds.join(',')}}`;
	const found = await sql<SummaryPoint & { documentId: string }>`
		select s.document_id as "documentId", s.id, s.clause_id as "clauseId", c.anchor, coalesce(nullif(c.label, ''), c.heading, '') as "clauseLabel", s.kind, s.body,
			p.full_name as "authorName", s.assignment_id as "assignmentId"
		from summary_point s
		join clause c on c.tenant_id = s.tenant_id and c.id = s.clause_id
		join person p on p.tenant_id = s.tenant_id and p.id = s.author_id
		where s.tenant_id = ${tenantId} and s.document_id = any(${ids}::text::uuid[]) and s.unit_id = ${wanted.unitId}
		order by array_position(${ids}::text::uuid[], s.document_id), c.ordinal,
			array_position(${`{${pointKinds.join(',')}}`}::text[], s.kind), s.written_at`.execute(tx);
	return found.rows;
};

/** The released points of a document in a unit, in the order of the text: to take over into an agenda, a resolution, tasks. */
export const summaryPoints = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentId: string; unitId: string },
): Promise<SummaryPoint[]> => {
	const document = await documentForReading(tx, actor, wanted.documentId);
	const found = await pointsIn(tx, actor.tenantId, { documentIds: [document.id], unitId: wanted.unitId });
	return found.map(({ documentId: _document, ...point }) => point);
};

/** The same of several documents at once, document after document; those that the actor may not read are left out. */
export const summaryPointsOf = async (
	tx: Tx,
	actor: Actor,
	wanted: { documentIds: readonly string[]; unitId: string },
): Promise<(SummaryPoint & { documentId: string })[]> => {
	const readable = new Set((await documentsForReading(tx, actor, wanted.documentIds)).map(({ id }) => id));
	return pointsIn(tx, actor.tenantId, {
		documentIds: wanted.documentIds.filter((id) => readable.has(id)),
		unitId: wanted.unitId,
	});
};
