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
import { isSure } from './domain/sure.ts';
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
	/** Another file of the same text that waits as well. */
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
const waitingTwin = (rows: readonly Row[], at: number): WaitingIntake['besides'] => {
	const row = rows[at];
	const twin = rows.find(
		(other) => other !== row && (likeness(other.sketch, row?.sketch ?? null) ?? 0) >= ALIKE,
	);
	return twin ? { id: twin.id, filePath: twin.filePath } : null;
};

/** The rows that wait with what they may be the same as; those to be looked at first, then by when they came. */
const inOrder = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	rows: readonly Row[],
): Promise<WaitingIntake[]> => {
	const twins = await twinsOf(tx, actor, unitId, rows.map(compared));
	const waiting = rows.map((row, at) => ({
		...shown(row),
		twins: twins[at] ?? [],
		besides: waitingTwin(rows, at),
	}));
	return [...waiting.filter((intake) => !isSure(intake)), ...waiting.filter(isSure)];
};

const MOST = 500;
const received = (tx: Tx, actor: Actor, unitId: string, states: readonly Intake['state'][]) =>
	sql<Row>`
		select ${intakeColumns} from intake i
		where i.tenant_id = ${actor.tenantId} and i.unit_id = ${unitId} and i.state = any (${states})
		order by i.received_at, i.id limit ${MOST}`
		.execute(tx)
		.then(({ rows }) => rows);

/**
 * The files of a unit on their way into the library: those that wait for confirmation, the unsure ones first and then
 * by when they came; scans that are being read; what could not be read, newest first.
 */
export const intakesOf = async (tx: Tx, actor: Actor, unitId: string, now: Date): Promise<Intakes> => {
	if (!mayFile(actor, unitId).allowed) throw missing('failure_not_found');
	const rows = await received(tx, actor, unitId, ['waiting', 'failed']);
	const of = (state: Intake['state']): Row[] => rows.filter((row) => row.state === state);
	return {
		waiting: await inOrder(tx, actor, unitId, of('waiting')),
		failed: of('failed').map(shown).reverse(),
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
};

/**
 * A file that waits for confirmation, with its text.
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
	};
	const found = await sql<Found>`
		select ${intakeColumns}, i.reading, i.document_id as "documentId", i.offered, i.pages,
			coalesce((select jsonb_agg(jsonb_build_object('page', p.page, 'confidence', p.confidence) order by p.page)
				from intake_page p where p.tenant_id = i.tenant_id and p.intake_id = i.id), '[]') as "pageConfidence"
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

/** Where a file stands among those of its unit that wait. */
export type PlaceInLine = {
	/** The files before and after it, in the order of `intakesOf`; after the last comes the first. */
	previous: string | null;
	next: string | null;
	/** The file after it as it is told in the list: its first page may be fetched early. */
	nextFormat: string | null;
	/** How many wait, and how many of them are to be looked at. */
	waiting: number;
	unsure: number;
};

/**
 * The neighbours of a file in the list of those that wait, for whoever goes through them one after another.
 * @throws Failure missing
 */
export const placeInLine = async (
	tx: Tx,
	actor: Actor,
	intake: { id: string; unitId: string },
): Promise<PlaceInLine> => {
	if (!mayFile(actor, intake.unitId).allowed) throw missing('failure_not_found');
	const line = await inOrder(tx, actor, intake.unitId, await received(tx, actor, intake.unitId, ['waiting']));
	const at = line.findIndex(({ id }) => id === intake.id);
	const others = [...line.slice(at + 1), ...line.slice(0, Math.max(0, at))];
	return {
		previous: others.at(-1)?.id ?? null,
		next: others[0]?.id ?? null,
		nextFormat: others[0]?.format ?? null,
		waiting: line.length,
		unsure: line.filter((one) => !isSure(one)).length,
	};
};

/** What became of the file before this one: filed as a document with its number in the register, or set aside. */
export type Settled = {
	intakeId: string;
	documentId: string | null;
	/** Its number, else its title, else the name of the file. */
	name: string;
	incomingNumber: number | null;
	/** It was set aside and may be taken back. */
	takeBack: boolean;
};

/** What became of a file that was just settled; null for one that still waits, or is not the actor's to file. */
export const settledIntake = async (
	tx: Tx,
	actor: Actor,
	intakeId: string | null,
): Promise<Settled | null> => {
	if (!intakeId || !uuidPattern.test(intakeId)) return null;
	const found = await sql<Settled & { unitId: string }>`
		select i.id as "intakeId", i.unit_id as "unitId", d.id as "documentId", coalesce(d.number, d.title, i.file_path) as name,
			(select r.number from register_entry r where r.tenant_id = i.tenant_id and r.document_id = d.id and r.unit_id = i.unit_id
				order by r.entered_at desc limit 1) as "incomingNumber",
			i.state = 'set_aside' and i.reading is not null as "takeBack"
		from intake i left join document d on d.tenant_id = i.tenant_id and d.id = i.document_id
		where i.tenant_id = ${actor.tenantId} and i.id = ${intakeId} and i.state in ('confirmed', 'set_aside')`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row || !mayFile(actor, row.unitId).allowed) return null;
	const { unitId: _unit, ...settled } = row;
	return settled;
};
