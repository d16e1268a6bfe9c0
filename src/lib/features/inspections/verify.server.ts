import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { sql } from 'kysely';
import type { Database } from '#lib/platform/database/connect.ts';
import { type Tx, transactionAs } from '#lib/platform/database/transaction.ts';
import type { FileStore } from '#lib/platform/files/store.ts';
import { everyTenant } from '#lib/platform/sealing/seal.ts';
import { type Verified, verifyEvents } from '#lib/platform/sealing/verify.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { readRecord } from './contents.server.ts';
import { isPersonal, type RecordKind } from './domain/states.ts';

/** What does not agree, and with which record or file. */
export type Difference =
	| { kind: 'chain'; batch: number; what: string }
	| { kind: 'file'; sha256: string; what: 'missing' | 'altered' }
	| { kind: 'content'; recordId: string; title: string }
	| { kind: 'minutes'; recordId: string; title: string }
	| { kind: 'opening'; recordId: string; title: string };

/** Where in the chain an event lies: the number of its batch, and its place within. */
export type Position = { id: string; verb: string; at: Date; batch: number | null; nth: number | null };

export type VerifiedInspection = {
	ok: boolean;
	inspectionId: string;
	title: string;
	chain: Pick<Verified, 'batches' | 'events' | 'unsealed' | 'head'>;
	records: number;
	/** Those about people, whose words not even this check reads: their events and files are checked. */
	closedRecords: number;
	/** Of those that can be read: changed since they were opened, by acts that stand in the chain. */
	changedSince: number;
	events: Position[];
	files: number;
	differences: Difference[];
};

type Row = {
	id: string;
	kind: RecordKind;
	sourceId: string;
	title: string;
};
type Seen = { recordId: string; at: Date; fingerprint: string; files: string[] };

const hashOnDisk = (place: string): Promise<string | null> =>
	new Promise((resolve) => {
		const hash = createHash('sha256');
		createReadStream(place)
			.on('error', () => resolve(null))
			.on('data', (chunk) => hash.update(chunk))
			.on('end', () => resolve(hash.digest('hex')));
	});

/** Every event about the inspection, its records and what was opened, with its place in the chain. */
const positionsOf = async (tx: Tx, tenantId: string, inspectionId: string): Promise<Position[]> => {
	const found = await sql<Position>`
		with own as (
			select e.id from event e where e.tenant_id = ${tenantId} and (e.subject_id = ${inspectionId}
				or e.subject_id in (select r.source_id from inspection_record r where r.tenant_id = ${tenantId} and r.inspection_id = ${inspectionId})
				or e.subject_id in (select f.id from inspection_follow_up f where f.tenant_id = ${tenantId} and f.inspection_id = ${inspectionId}))
		)
		select e.id, e.verb, e.at, e.sealed_in as batch,
			case when e.sealed_in is not null then (select count(*)::int from event b where b.tenant_id = e.tenant_id and b.sealed_in = e.sealed_in and b.id <= e.id) end as nth
		from event e join own on own.id = e.id where e.tenant_id = ${tenantId} order by e.id`.execute(tx);
	return found.rows;
};

/** What each opening says of the record as it was seen: it stands in the event, and so under the seal. */
const seenOf = async (tx: Tx, tenantId: string, inspectionId: string): Promise<Seen[]> => {
	const found = await sql<Seen>`
		select e.after ->> 'recordId' as "recordId", e.at, e.after ->> 'fingerprint' as fingerprint, e.after -> 'files' as files from event e
		where e.tenant_id = ${tenantId} and e.verb = 'inspection.record_opened' and e.after ->> 'inspectionId' = ${inspectionId}
			and e.subject_id in (select r.source_id from inspection_record r where r.tenant_id = ${tenantId} and r.inspection_id = ${inspectionId})
		order by e.id`.execute(tx);
	return found.rows;
};

/** Files that rows name which the check may read: evidence of tasks, and what came with answers and follow-ups. */
const filesNamed = async (tx: Tx, tenantId: string, inspectionId: string): Promise<string[]> => {
	const found = await sql<{ sha256: string }>`
		select e.sha256 from inspection_record r join evidence e on e.tenant_id = r.tenant_id and e.task_id = r.source_id
			where r.tenant_id = ${tenantId} and r.inspection_id = ${inspectionId} and r.kind = 'task' and e.sha256 is not null
		union select f.sha256 from inspection_file f where f.tenant_id = ${tenantId} and f.inspection_id = ${inspectionId}`.execute(
		tx,
	);
	return found.rows.map(({ sha256 }) => sha256);
};

const recordsIn = async (tx: Tx, tenantId: string, inspectionId: string): Promise<Row[]> => {
	const found = await sql<Row>`
		select id, kind, source_id as "sourceId", title from inspection_record where tenant_id = ${tenantId} and inspection_id = ${inspectionId} order by id`.execute(
		tx,
	);
	return found.rows;
};

/** Openings that rows tell and no event does, or the other way round. */
const openingsApart = async (tx: Tx, tenantId: string, records: readonly Row[], seen: readonly Seen[]) => {
	const differences: Difference[] = [];
	for (const { id, title } of records) {
		const rows = await sql<{ count: number }>`
			select count(*)::int as count from inspection_opening where tenant_id = ${tenantId} and record_id = ${id}`.execute(
			tx,
		);
		if ((rows.rows[0]?.count ?? 0) !== seen.filter(({ recordId }) => recordId === id).length)
			differences.push({ kind: 'opening', recordId: id, title });
	}
	return differences;
};

/**
 * Compares each record that can be read with what was seen when it was last opened. One that was changed by an act since then
 * has an event after the opening; without one somebody has touched it behind the back of the application.
 */
const contentsApart = async (tx: Tx, tenantId: string, records: readonly Row[], seen: readonly Seen[]) => {
	const differences: Difference[] = [];
	let changedSince = 0;
	for (const record of records) {
		if (isPersonal(record.kind)) continue;
		const { id: recordId, title } = record;
		const read = await readRecord(tx, tenantId, record).catch((error: unknown) => {
			if (isFailure(error)) return null;
			throw error;
		});
		if (read?.content.kind === 'minutes' && read.content.isSame === false)
			differences.push({ kind: 'minutes', recordId, title });
		const last = seen.filter((one) => one.recordId === recordId).at(-1);
		if (!last || read?.fingerprint === last.fingerprint) continue;
		const later =
			await sql`select from event where tenant_id = ${tenantId} and subject_id = ${record.sourceId} and at > ${last.at}
			and verb not like 'inspection.%' limit 1`.execute(tx);
		if (read && later.rows.length > 0) changedSince += 1;
		else differences.push({ kind: 'content', recordId, title });
	}
	return { differences, changedSince };
};

const tenantOf = async (
	db: Database,
	inspectionId: string,
): Promise<{ tenantId: string; title: string } | null> => {
	for (const tenantId of await everyTenant(db)) {
		const row = await transactionAs(db, systemActor(tenantId), 'read', (tx) =>
			tx
				.selectFrom('inspection')
				.select('title')
				.where('tenant_id', '=', tenantId)
				.where('id', '=', inspectionId)
				.executeTakeFirst(),
		);
		if (row) return { tenantId, title: row.title };
	}
	return null;
};

/**
 * Proves that what an inspection looked at is unaltered: the whole chain of seals holds; every event about the inspection and
 * its records has its place in it; every file lies on the disk with the bytes of its hash; minutes are the words that were
 * signed; and what was opened says what it said, or was changed by an act that stands in the chain.
 * @returns what was checked and every difference; null where there is no such inspection
 */
export const verifyInspection = async (
	{ db, files }: { db: Database; files: FileStore },
	inspectionId: string,
): Promise<VerifiedInspection | null> => {
	const known = await tenantOf(db, inspectionId);
	if (!known) return null;
	const { tenantId, title } = known;
	const chain = await verifyEvents(db, tenantId);
	const differences: Difference[] = chain.break
		? [{ kind: 'chain', batch: chain.break.batch, what: chain.break.kind }]
		: [];
	const checked = await transactionAs(db, systemActor(tenantId), 'read', async (tx) => {
		const records = await recordsIn(tx, tenantId, inspectionId);
		const seen = await seenOf(tx, tenantId, inspectionId);
		const contents = await contentsApart(tx, tenantId, records, seen);
		return {
			records,
			events: await positionsOf(tx, tenantId, inspectionId),
			hashes: [
				...new Set([...(await filesNamed(tx, tenantId, inspectionId)), ...seen.flatMap((one) => one.files)]),
			],
			changedSince: contents.changedSince,
			differences: [...contents.differences, ...(await openingsApart(tx, tenantId, records, seen))],
		};
	});
	differences.push(...checked.differences);
	for (const sha256 of checked.hashes.sort()) {
		const found = await hashOnDisk(files.placeOf(sha256));
		if (found !== sha256) differences.push({ kind: 'file', sha256, what: found ? 'altered' : 'missing' });
	}
	const { batches, events, unsealed, head } = chain;
	return {
		ok: differences.length === 0,
		inspectionId,
		title,
		chain: { batches, events, unsealed, head },
		records: checked.records.length,
		closedRecords: checked.records.filter(({ kind }) => isPersonal(kind)).length,
		changedSince: checked.changedSince,
		events: checked.events,
		files: checked.hashes.length,
		differences,
	};
};
