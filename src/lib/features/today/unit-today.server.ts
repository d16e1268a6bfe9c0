import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Begun } from './domain/first-steps.ts';

/** A document that not everybody has studied, by the counters of the unit. */
export type BehindDocument = {
	documentId: string;
	typeName: string;
	number: string | null;
	title: string;
	behind: number;
	assigned: number;
	readBy: Day;
};

/** What waits in a unit. */
export type UnitToday = {
	behind: BehindDocument[];
	behindTotal: number;
	tasksLate: number;
	tasksWaiting: number;
	filesWaiting: number;
	documentsUnpublished: number;
};

const SHOWN = 4;

const behindIn = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
): Promise<(BehindDocument & { total: number })[]> => {
	const found = await sql<BehindDocument & { total: number }>`
		select d.id as "documentId", d.type_name as "typeName", d.number, d.title, r.assigned - r.studied as behind, r.assigned, p.read_by as "readBy",
			count(*) over () as total
		from document_reach r
		join document d on d.tenant_id = r.tenant_id and d.id = r.document_id and d.state = 'published'
		cross join lateral (
			select min(read_by) as read_by from publication p
			where p.tenant_id = r.tenant_id and p.document_id = r.document_id and p.unit_id = r.unit_id and p.withdrawn_at is null
		) p
		where r.tenant_id = ${actor.tenantId} and r.unit_id = ${unitId} and r.studied < r.assigned and p.read_by is not null
		order by p.read_by, d.id limit ${SHOWN}`.execute(tx);
	return found.rows;
};

/** Two statements over counters and indexes, whatever the number of members. */
export const unitToday = async (tx: Tx, actor: Actor, unitId: string, today: Day): Promise<UnitToday> => {
	const behind = await behindIn(tx, actor, unitId);
	const tenant = actor.tenantId;
	const counted = await sql<Omit<UnitToday, 'behind' | 'behindTotal'>>`
		select
			(select count(*) from task t join programme p on p.tenant_id = t.tenant_id and p.id = t.programme_id and p.state = 'issued'
				where t.tenant_id = ${tenant} and t.unit_id = ${unitId} and t.state in ('assigned', 'in_progress') and t.due_on < ${today}) as "tasksLate",
			(select count(*) from task t where t.tenant_id = ${tenant} and t.unit_id = ${unitId} and t.state = 'reported') as "tasksWaiting",
			(select count(*) from intake i where i.tenant_id = ${tenant} and i.unit_id = ${unitId} and i.state = 'waiting') as "filesWaiting",
			(select count(*) from document d where d.tenant_id = ${tenant} and d.unit_id = ${unitId} and d.state = 'filed') as "documentsUnpublished"`.execute(
		tx,
	);
	const counts = counted.rows[0] ?? {
		tasksLate: 0,
		tasksWaiting: 0,
		filesWaiting: 0,
		documentsUnpublished: 0,
	};
	return {
		behind: behind.map(({ total: _total, ...document }) => document),
		behindTotal: behind[0]?.total ?? 0,
		...counts,
	};
};

/** What the organisation has begun with. */
export const begunIn = async (tx: Tx, actor: Actor): Promise<Begun> => {
	const tenant = actor.tenantId;
	const found = await sql<Begun>`
		select exists (select from person where tenant_id = ${tenant} offset 1) as people,
			exists (select from document where tenant_id = ${tenant}) as documents,
			exists (select from publication where tenant_id = ${tenant}) as published,
			exists (select from programme where tenant_id = ${tenant}) as programmes`.execute(tx);
	return found.rows[0] ?? { people: false, documents: false, published: false, programmes: false };
};
