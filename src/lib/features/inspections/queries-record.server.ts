import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { OpenedRecord } from './contents.server.ts';
import { type KnownInspection, type KnownRecord, recordOf, seenInspection } from './facts.server.ts';
import { openedRecord } from './look.server.ts';
import { mayFind, mayKnowRecord, mayOpen, maySeeNames } from './policy.ts';
import { type Answer, answersOf, namesOf, type Opening, openingsOf } from './queries.server.ts';

export type RecordPage = {
	one: KnownInspection;
	record: KnownRecord;
	personName: string | null;
	isOwn: boolean;
	openings: Opening[];
	answers: Answer[];
	/** What an inspector sees who opened it; for everybody else nothing: the unit has the record itself. */
	opened: Pick<OpenedRecord, 'content' | 'files'> | null;
	powers: Record<'open' | 'find' | 'findUnseen', boolean>;
	/** Why an inspector cannot open it; a message key. */
	refusal: string | null;
};

/** A record under an inspection: for the inspectors, those who lead the unit, and whose record it is. @throws Failure missing */
export const recordPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { inspectionId: string; recordId: string; today: Day },
): Promise<RecordPage> => {
	const one = await seenInspection(tx, actor, wanted.inspectionId);
	const record = await recordOf(tx, actor, one.id, wanted.recordId);
	if (!mayKnowRecord(actor, one, record).allowed) throw missing('failure_not_found');
	const isOwn = actor.personId !== null && record.personId === actor.personId;
	const isInspector = actor.personId !== null && one.inspectorIds.includes(actor.personId);
	const names = await namesOf(tx, actor.tenantId, maySeeNames(actor, one) || isOwn ? [record.personId] : []);
	const may = mayOpen(actor, one, record, wanted.today);
	const opened = await openedRecord(tx, actor, one, record, wanted.today);
	const answers = await answersOf(tx, actor.tenantId, one.id);
	return {
		one,
		record,
		personName: record.personId ? (names.get(record.personId) ?? null) : null,
		isOwn,
		openings: await openingsOf(tx, actor.tenantId, one.id, record.id),
		answers: answers.filter(({ recordId }) => recordId === record.id),
		opened: opened && { content: opened.content, files: opened.files },
		powers: {
			open: may.allowed && !record.isOpened,
			find: mayFind(actor, one, record, { isOpened: record.isOpened, isNotSeen: false }).allowed,
			findUnseen: mayFind(actor, one, record, { isOpened: false, isNotSeen: true }).allowed,
		},
		refusal: isInspector && !may.allowed ? may.key : null,
	};
};
