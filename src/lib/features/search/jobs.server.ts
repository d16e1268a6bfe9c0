import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { installation } from '#lib/platform/installation.ts';
import { job, noPayload } from '#lib/platform/jobs/jobs.ts';
import { log } from '#lib/platform/log.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { countTerms, drawRecentLine } from './counting.server.ts';
import { indexDocument, indexRecords, recordKinds } from './records.server.ts';

/** Raised when words are taken apart in another way: everything is indexed anew, in the background. */
const RULES = 1;
const AT_ONCE = 20;
const LINE_EVERY = 1_000;
const RECORDS_AT_ONCE = 500;

type State = { rules: number; counted: number; total: number };

const inTenant = <R>(
	db: Database,
	tenantId: string,
	run: Parameters<typeof transactionAs<R>>[3],
): Promise<R> => transactionAs(db, systemActor(tenantId), 'write', run);

const stateOf = (db: Database, tenantId: string): Promise<State> =>
	inTenant(db, tenantId, async (tx) => {
		const found = await sql<State>`
			select coalesce(s.rules, 0) as rules, coalesce(s.counted_passages, 0) as counted,
				(select count(*)::int from search_passage p where p.tenant_id = ${tenantId}) as total
			from (select 1) one left join search_state s on s.tenant_id = ${tenantId}`.execute(tx);
		return found.rows[0] ?? { rules: 0, counted: 0, total: 0 };
	});

/**
 * Indexes what is not in the index (rows from before there was one), in small transactions, each of which can be stopped
 * without loss. With `anew` everything, oldest first.
 * @returns how many documents, tasks and people were indexed
 */
export const fillIndex = async (db: Database, tenantId: string, anew: boolean): Promise<number> => {
	let done = 0;
	let after = '00000000-0000-0000-0000-000000000000';
	for (;;) {
		const ids = await inTenant(db, tenantId, async (tx) => {
			const found = await sql<{ id: string }>`
				select d.id from document d where d.tenant_id = ${tenantId} and d.id > ${after}
					and (${anew} or not exists (select from search_passage p where p.tenant_id = d.tenant_id and p.document_id = d.id and p.part = 0))
				order by d.id limit ${AT_ONCE}`.execute(tx);
			for (const { id } of found.rows) await indexDocument(tx, tenantId, id);
			return found.rows.map(({ id }) => id);
		});
		done += ids.length;
		after = ids.at(-1) ?? after;
		// Drawn on the way, so that it never has to move many rows at once.
		if (done % LINE_EVERY < AT_ONCE) await inTenant(db, tenantId, (tx) => drawRecentLine(tx, tenantId));
		if (ids.length < AT_ONCE) break;
	}
	for (const kind of recordKinds) {
		let last = '00000000-0000-0000-0000-000000000000';
		for (;;) {
			const ids = await inTenant(db, tenantId, async (tx) => {
				const found = await sql<{ id: string }>`
					select t.id from ${sql.table(kind)} t where t.tenant_id = ${tenantId} and t.id > ${last}
						and (${anew} or not exists (select from search_record r where r.tenant_id = t.tenant_id and r.kind = ${kind} and r.record_id = t.id))
					order by t.id limit ${RECORDS_AT_ONCE}`.execute(tx);
				const listed = found.rows.map(({ id }) => id);
				if (listed.length > 0) await indexRecords(tx, tenantId, kind, listed);
				return listed;
			});
			done += ids.length;
			last = ids.at(-1) ?? last;
			if (ids.length < RECORDS_AT_ONCE) break;
		}
	}
	return done;
};

/** Brings the index of a tenant up to date: what is missing, and how common words are once a tenth more is there. */
export const keepIndexOf = async (
	db: Database,
	tenantId: string,
): Promise<{ indexed: number; counted: boolean }> => {
	const state = await stateOf(db, tenantId);
	const indexed = await fillIndex(db, tenantId, state.rules !== RULES);
	if (state.rules !== RULES)
		await inTenant(db, tenantId, (tx) =>
			sql`insert into search_state (tenant_id, rules) values (${tenantId}, ${RULES})
				on conflict (tenant_id) do update set rules = excluded.rules`.execute(tx),
		);
	const { total, counted } = await stateOf(db, tenantId);
	const isOld = Math.abs(total - counted) > counted * 0.1;
	if (isOld)
		await inTenant(db, tenantId, async (tx) => {
			await countTerms(tx, tenantId);
			await drawRecentLine(tx, tenantId);
		});
	return { indexed, counted: isOld };
};

/** Every minute, of which nearly all find nothing to do. */
export const keepIndexJob = job({
	name: 'search.keep_index',
	payload: noPayload,
	schedule: '* * * * *',
	run: async () => {
		const { db } = installation();
		const tenants = await sql<{ id: string }>`select public.every_tenant() as id`.execute(db);
		for (const { id } of tenants.rows) {
			const kept = await keepIndexOf(db, id);
			if (kept.indexed > 0 || kept.counted) log.info({ tenant: id, ...kept }, 'search index kept');
		}
	},
});
