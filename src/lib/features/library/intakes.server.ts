import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { ReadErrorKey } from '#lib/platform/file-readers/reading.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Mended } from '#lib/text/mended.ts';
import type { Paragraph } from '#lib/text/paragraph.ts';
import { likeness } from './domain/likeness.ts';
import { senderOf } from './domain/offered.ts';
import type { Recognised } from './domain/recognise.ts';
import { mayFile } from './policy.ts';
import { type Twin, twinsOf } from './twins.server.ts';

/** A received file in the list of the clerk. */
export type Intake = {
	id: string;
	unitId: string;
	filePath: string;
	format: string | null;
	bytes: number;
	sha256: string;
	state: 'reading' | 'waiting' | 'confirmed' | 'failed' | 'set_aside';
	errorKey: ReadErrorKey | null;
	errorDetail: Record<string, string | number> | null;
	receivedAt: Date;
	recognised: Recognised | null;
};
/** How far the reading of a scan has come. */
export type ScanProgress = { id: string; filePath: string; pages: number | null; read: number };
export type WaitingIntake = Intake & {
	twins: Twin[];
	/** An earlier file of the same text that waits as well. */
	besides: { id: string; filePath: string } | null;
};
export type Intakes = {
	waiting: WaitingIntake[];
	failed: Intake[];
	reading: ScanProgress[];
	/** Scans that were refused lately because a mark of secrecy was found on them: when they were, nothing else is known. */
	refused: Date[];
};

const intakeColumns = sql`i.id, i.unit_id as "unitId", i.file_path as "filePath", i.format, i.bytes, i.sha256, i.state, i.error_key as "errorKey",
	i.error_detail as "errorDetail", i.received_at as "receivedAt", i.recognised, i.number_key as "numberKey", i.sketch, i.pages is not null as "isScan"`;
type Row = Intake & { numberKey: string; sketch: number[] | null; isScan: boolean };

const compared = (row: Row) => ({
	numberKey: row.numberKey,
	type: row.recognised?.type.value ?? null,
	issuedOn: row.recognised?.date.value ?? null,
	sketch: row.sketch,
	isScan: row.isScan,
});
const shown = ({ numberKey: _number, sketch: _sketch, isScan: _scan, ...intake }: Row): Intake => intake;

/** Above this two waiting files say the same. */
const ALIKE = 0.8;
const earlierTwin = (rows: readonly Row[], at: number): WaitingIntake['besides'] => {
	const row = rows[at];
	const twin = rows.slice(0, at).find((other) => (likeness(other.sketch, row?.sketch ?? null) ?? 0) >= ALIKE);
	return twin ? { id: twin.id, filePath: twin.filePath } : null;
};

/**
 * The files of a unit on their way into the library: those that wait for confirmation, oldest first; scans that are
 * being read; what could not be read, newest first.
 */
export const intakesOf = async (tx: Tx, actor: Actor, unitId: string, now: Date): Promise<Intakes> => {
	if (!mayFile(actor, unitId).allowed) throw missing('failure_not_found');
	const found = await sql<Row>`
		select ${intakeColumns} from intake i
		where i.tenant_id = ${actor.tenantId} and i.unit_id = ${unitId} and i.state in ('waiting', 'failed')
		order by i.received_at, i.id limit 500`.execute(tx);
	const rows = found.rows.filter(({ state }) => state === 'waiting');
	const twins = await twinsOf(tx, actor, unitId, rows.map(compared));
	return {
		waiting: rows.map((row, at) => ({
			...shown(row),
			twins: twins[at] ?? [],
			besides: earlierTwin(rows, at),
		})),
		failed: found.rows
			.filter(({ state }) => state === 'failed')
			.map(shown)
			.reverse(),
		reading: await scansBeingRead(tx, actor, unitId),
		refused: await refusedLately(tx, actor, unitId, now),
	};
};

/** How far the scans of a unit have come that are being read. */
export const scansBeingRead = async (tx: Tx, actor: Actor, unitId: string): Promise<ScanProgress[]> => {
	if (!mayFile(actor, unitId).allowed) throw missing('failure_not_found');
	const found = await sql<ScanProgress>`
		select i.id, i.file_path as "filePath", i.pages,
			(select count(*)::int from intake_page p where p.tenant_id = i.tenant_id and p.intake_id = i.id) as read
		from intake i where i.tenant_id = ${actor.tenantId} and i.unit_id = ${unitId} and i.state = 'reading' order by i.received_at, i.id`.execute(
		tx,
	);
	return found.rows;
};

const REFUSED_SHOWN_HOURS = 24;
const refusedLately = async (tx: Tx, actor: Actor, unitId: string, now: Date): Promise<Date[]> => {
	const since = new Date(now.getTime() - REFUSED_SHOWN_HOURS * 3_600_000);
	const found = await sql<{ at: Date }>`
		select at from event where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and verb = 'intake.refused_secret' and at > ${since}
			and (after ->> 'afterReading')::boolean order by at desc limit 5`.execute(tx);
	return found.rows.map(({ at }) => at);
};

export type IntakeForFiling = Intake & {
	paragraphs: Paragraph[];
	warnings: string[];
	/** What was mended on the way in; the file itself is kept as it came. */
	mended: Mended[];
	documentId: string | null;
	/** Who sent it, when it came in a message. */
	sender: string | null;
	pages: number | null;
	/** How sure each page of a scan was read. */
	pageConfidence: { page: number; confidence: number }[];
	twins: Twin[];
	previous: string | null;
	next: string | null;
	/** Its place among those that wait, and how many there are. */
	place: number;
	waiting: number;
};

/**
 * A file that waits for confirmation, with its text and its neighbours in the list.
 * @throws Failure missing
 */
export const intakeForFiling = async (tx: Tx, actor: Actor, intakeId: string): Promise<IntakeForFiling> => {
	if (!uuidPattern.test(intakeId)) throw missing('failure_not_found');
	type Found = Row & {
		reading: {
			paragraphs: Paragraph[];
			warnings?: string[];
			mended?: Mended[];
			pages?: number | null;
		} | null;
		documentId: string | null;
		offered: unknown;
		pages: number | null;
		pageConfidence: { page: number; confidence: number }[];
		previous: string | null;
		next: string | null;
		place: number;
		waiting: number;
	};
	const found = await sql<Found>`
		select ${intakeColumns}, i.reading, i.document_id as "documentId", i.offered, i.pages,
			coalesce((select jsonb_agg(jsonb_build_object('page', p.page, 'confidence', p.confidence) order by p.page)
				from intake_page p where p.tenant_id = i.tenant_id and p.intake_id = i.id), '[]') as "pageConfidence",
			(select n.id from intake n where n.tenant_id = i.tenant_id and n.unit_id = i.unit_id and n.state = 'waiting' and n.id <> i.id
				order by (n.received_at, n.id) < (i.received_at, i.id), n.received_at, n.id limit 1) as next,
			(select n.id from intake n where n.tenant_id = i.tenant_id and n.unit_id = i.unit_id and n.state = 'waiting' and n.id <> i.id
				order by (n.received_at, n.id) > (i.received_at, i.id), n.received_at desc, n.id desc limit 1) as previous,
			(select count(*)::int from intake n where n.tenant_id = i.tenant_id and n.unit_id = i.unit_id and n.state = 'waiting'
				and (n.received_at, n.id) <= (i.received_at, i.id)) as place,
			(select count(*)::int from intake n where n.tenant_id = i.tenant_id and n.unit_id = i.unit_id and n.state = 'waiting') as waiting
		from intake i
		where i.tenant_id = ${actor.tenantId} and i.id = ${intakeId}`.execute(tx);
	const row = found.rows[0];
	if (!row || !mayFile(actor, row.unitId).allowed) throw missing('failure_not_found');
	const { reading, offered, ...rest } = row;
	const [twins = []] = await twinsOf(tx, actor, row.unitId, [compared(row)]);
	const { numberKey: _number, sketch: _sketch, isScan: _scan, ...intake } = rest;
	return {
		...intake,
		sender: senderOf(offered),
		pages: row.pages ?? reading?.pages ?? null,
		paragraphs: reading?.paragraphs ?? [],
		warnings: reading?.warnings ?? [],
		mended: reading?.mended ?? [],
		twins,
	};
};
