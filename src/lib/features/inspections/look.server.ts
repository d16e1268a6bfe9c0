import { sql } from 'kysely';
import { type CommandContext, command, type Door, look } from '#lib/platform/command/command.ts';
import { LOOKED } from '#lib/platform/command/personal-look.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { type Day, dayOf } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { type OpenedRecord, readRecord } from './contents.server.ts';
import type { RecordKind } from './domain/states.ts';
import {
	type KnownInspection,
	type KnownRecord,
	lockedInspection,
	recordOf,
	seenInspection,
} from './facts.server.ts';
import { mayOpen } from './policy.ts';
import { RecordInput } from './schema.ts';

/** The kind of thing that a record is, as events call it. */
export const subjectTypes: Record<RecordKind, string> = {
	task: 'task',
	minutes: 'meeting',
	study_paper: 'reflection',
	registration: 'registration',
};

/** Tells the database on which day the transaction looks: that of the clock of whoever came in. */
const onDay = (tx: Tx, today: Day) =>
	sql`select set_config('app.inspection_day', ${today}, true)`.execute(tx);

/** One who goes back to a record within this time opened it once. */
const SAME_OPENING_MINUTES = 30;

/**
 * The event of an opening: it names the decision's inspection, the files and the fingerprint of what was seen, so that it can
 * be proved later that nobody has touched it. Of a record about a person that person is told.
 */
const tellOpening = async (
	context: CommandContext,
	one: KnownInspection,
	record: KnownRecord,
	opened: OpenedRecord,
): Promise<void> => {
	const subject = { type: subjectTypes[record.kind], id: record.sourceId };
	const after = {
		inspectionId: one.id,
		recordId: record.id,
		fingerprint: opened.fingerprint,
		files: [...new Set(opened.files.map(({ sha256 }) => sha256))].sort(),
	};
	const personal = record.isPersonal && record.personId !== null;
	await context.emit('inspection.record_opened', {
		subject,
		unitId: one.inspectedUnitId,
		...(personal ? { personId: record.personId, personal: true } : {}),
		after,
	});
	if (personal)
		await context.emit(LOOKED, {
			subject,
			unitId: one.inspectedUnitId,
			personId: record.personId,
			personal: true,
			after: { inspectionId: one.id },
		});
};

/**
 * An inspector opens a record under the decision: from then on, and no longer than the inspection is open, the database gives
 * it to this inspector. Every opening is told.
 * @throws Failure refused (before or after the days, the own record), missing (not of the sample)
 */
export const openRecord = command('inspection.open_record', RecordInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const one = await lockedInspection(context, input.inspectionId);
	const record = await recordOf(tx, actor, one.id, input.recordId);
	context.permit(mayOpen(actor, one, record, today));
	await onDay(tx, today);
	await tx
		.insertInto('inspection_opening')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			record_id: record.id,
			person_id: context.personId,
			opened_at: now,
		})
		.execute();
	await tellOpening(context, one, record, await readRecord(tx, actor.tenantId, record));
});

/** Whether the last opening of a record by the actor is long past. */
const isLongPast = async (tx: Tx, actor: Actor, recordId: string, now: Date): Promise<boolean> => {
	const since = new Date(now.getTime() - SAME_OPENING_MINUTES * 60_000);
	const found = await sql`select from inspection_opening
		where tenant_id = ${actor.tenantId} and record_id = ${recordId} and person_id = ${actor.personId} and opened_at > ${since} limit 1`.execute(
		tx,
	);
	return found.rows.length === 0;
};

/** What an inspector sees of a record who opened it before; nothing for anybody else, and nothing before or after the days. */
export const openedRecord = async (
	tx: Tx,
	actor: Actor,
	one: KnownInspection,
	record: KnownRecord,
	today: Day,
): Promise<OpenedRecord | null> => {
	if (!record.isOpened || !mayOpen(actor, one, record, today).allowed) return null;
	await onDay(tx, today);
	return readRecord(tx, actor.tenantId, record);
};

/** Whoever comes back to a record after a while opens it again: that is told as well. */
export const tellOfReturn = async (
	door: Door,
	wanted: { inspectionId: string; recordId: string },
): Promise<void> => {
	const isReturn = await look(door, async (tx) => {
		const one = await seenInspection(tx, door.actor, wanted.inspectionId);
		const record = await recordOf(tx, door.actor, one.id, wanted.recordId);
		if (!record.isOpened || !mayOpen(door.actor, one, record, dayOf(door.clock())).allowed) return false;
		return isLongPast(tx, door.actor, record.id, door.clock());
	});
	if (isReturn) await openRecord(door, wanted);
};

/** A file of a record that the actor opened. @throws Failure missing */
export const recordFile = async (
	tx: Tx,
	actor: Actor,
	wanted: { inspectionId: string; recordId: string; fileId: string; today: Day },
): Promise<{ sha256: string; fileName: string; mediaType: string }> => {
	const one = await seenInspection(tx, actor, wanted.inspectionId);
	const record = await recordOf(tx, actor, one.id, wanted.recordId);
	const opened = await openedRecord(tx, actor, one, record, wanted.today);
	const file = opened?.files.find(({ id }) => id === wanted.fileId);
	if (!file) throw missing('failure_not_found');
	const stored = await tx
		.selectFrom('stored_file')
		.select('media_type as mediaType')
		.where('tenant_id', '=', actor.tenantId)
		.where('sha256', '=', file.sha256)
		.executeTakeFirst();
	if (!stored) throw missing('failure_not_found');
	return { sha256: file.sha256, fileName: file.fileName, mediaType: stored.mediaType };
};
