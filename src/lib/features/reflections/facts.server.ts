import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Fields } from './domain/fields.ts';
import { type DatedForm, type Form, formOn } from './domain/form.ts';
import type { ReflectionFacts } from './policy.ts';

export type KnownReflection = ReflectionFacts & {
	id: string;
	roundId: string;
	form: Form;
	version: number;
	begunAt: Date;
	handedInAt: Date | null;
	reviewedAt: Date | null;
	level: string | null;
	sharedAt: Date | null;
};

/** The columns of `reflection p` that policies and pages ask for. */
export const reflectionColumns = sql`p.id, p.round_id as "roundId", p.unit_id as "unitId", p.author_id as "authorId", p.reviewer_id as "reviewerId", p.state,
	p.shared_at is not null as "isShared", p.shared_at as "sharedAt", p.form, p.version, p.begun_at as "begunAt", p.handed_in_at as "handedInAt",
	p.reviewed_at as "reviewedAt", p.level`;

/** The paper that somebody writes for a round; null before the first word of it was kept. */
export const reflectionFor = async (
	tx: Tx,
	of: { tenantId: string; roundId: string; personId: string },
	lock = false,
): Promise<KnownReflection | null> => {
	const found = await sql<KnownReflection>`
		select ${reflectionColumns} from reflection p
		where p.tenant_id = ${of.tenantId} and p.round_id = ${of.roundId} and p.author_id = ${of.personId} ${lock ? sql`for update of p` : sql``}`.execute(
		tx,
	);
	return found.rows[0] ?? null;
};

/** A paper with what its policies ask for. @throws Failure missing */
export const reflectionFacts = async (
	tx: Tx,
	tenantId: string,
	reflectionId: string,
	lock = false,
): Promise<KnownReflection> => {
	if (!uuidPattern.test(reflectionId)) throw missing('failure_not_found');
	const found = await sql<KnownReflection>`
		select ${reflectionColumns} from reflection p where p.tenant_id = ${tenantId} and p.id = ${reflectionId} ${lock ? sql`for update of p` : sql``}`.execute(
		tx,
	);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

/** The paper, locked, inside a command; row level security has said already who may know of it. */
export const lockedReflection = ({ tx, actor }: CommandContext, id: string): Promise<KnownReflection> =>
	reflectionFacts(tx, actor.tenantId, id, true);

export type KeptText = { fields: Fields; revision: number; savedAt: Date | null };

/** What is being written; the author alone gets rows. */
export const textOf = async (tx: Tx, tenantId: string, reflectionId: string): Promise<KeptText> => {
	const row = await tx
		.selectFrom('reflection_text')
		.select(['fields', 'revision', 'saved_at as savedAt'])
		.where('tenant_id', '=', tenantId)
		.where('reflection_id', '=', reflectionId)
		.executeTakeFirst();
	return row
		? { fields: row.fields as Fields, revision: row.revision, savedAt: row.savedAt }
		: { fields: {}, revision: 0, savedAt: null };
};

export type KeptFile = {
	id: string;
	sha256: string;
	fileName: string;
	mediaType: string;
	bytes: number;
	body: string;
};

/** The files of a paper. */
export const filesOf = async (tx: Tx, tenantId: string, reflectionId: string): Promise<KeptFile[]> => {
	const rows = await tx
		.selectFrom('reflection_file')
		.select(['id', 'sha256', 'file_name as fileName', 'media_type as mediaType', 'bytes', 'body'])
		.where('tenant_id', '=', tenantId)
		.where('reflection_id', '=', reflectionId)
		.where('dropped_at', 'is', null)
		.orderBy('added_at')
		.orderBy('id')
		.execute();
	return rows.map((row) => ({ ...row, bytes: Number(row.bytes) }));
};

/** The form that holds for a unit on a day. */
export const formFor = async (tx: Tx, of: { tenantId: string; unitId: string }, day: Day): Promise<Form> => {
	const found = await sql<DatedForm>`
		select unit_id as "unitId", valid_from as "validFrom", parts, levels from reflection_form
		where tenant_id = ${of.tenantId} and unit_id = ${of.unitId}`.execute(tx);
	return formOn(found.rows, of.unitId, day);
};
