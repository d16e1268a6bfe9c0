import { insertStoredFile } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { numberKey } from '#lib/text/fold.ts';
import type { BusinessKind } from './domain/states.ts';

type Packed = { sha256: string; name: string; bytes: number };
export type MessageRow = {
	unitId: string;
	direction: 'in' | 'out';
	kind: 'document' | 'status';
	from: { code: string; name: string };
	documentKey: string;
	number: string;
	dated: string | null;
	packed: Packed;
	madeAt: Date;
	typeName?: string;
	subject?: string;
	urgency?: number;
	dueOn?: string | null;
	business?: BusinessKind;
	businessReason?: string;
	namesKeys?: string[];
	isSigned?: boolean;
	missingFiles?: string[];
	stateCode?: string;
	stateText?: string;
	stateAt?: Date | null;
	answersId?: string | null;
	documentId?: string | null;
};

/** The message that was made of these very bytes, when it was recorded before. */
export const sameMessage = async (
	{ tx, actor }: Pick<CommandContext, 'tx' | 'actor'>,
	{ unitId, direction, packed }: Pick<MessageRow, 'unitId' | 'direction' | 'packed'>,
): Promise<string | null> => {
	const row = await tx
		.selectFrom('exchange_message')
		.select('id')
		.where('tenant_id', '=', actor.tenantId)
		.where('unit_id', '=', unitId)
		.where('direction', '=', direction)
		.where('package_sha256', '=', packed.sha256)
		.executeTakeFirst();
	return row?.id ?? null;
};

/** Records a message with its package; null when the same was recorded by somebody else at this moment. */
export const insertMessage = async (context: CommandContext, row: MessageRow): Promise<string | null> => {
	const { tx, actor, now } = context;
	await insertStoredFile(context, { ...row.packed, format: 'edxml' });
	const inserted = await tx
		.insertInto('exchange_message')
		.values({
			tenant_id: actor.tenantId,
			id: context.newId(),
			unit_id: row.unitId,
			direction: row.direction,
			kind: row.kind,
			from_code: row.from.code,
			from_name: row.from.name,
			document_key: row.documentKey,
			number: row.number,
			number_key: numberKey(row.number),
			dated: row.dated,
			type_name: row.typeName ?? '',
			subject: row.subject ?? '',
			urgency: row.urgency ?? 0,
			due_on: row.dueOn ?? null,
			business: row.business ?? 'new',
			business_reason: row.businessReason ?? '',
			names_keys: row.namesKeys ?? [],
			is_signed: row.isSigned ?? false,
			missing_files: row.missingFiles ?? [],
			state_code: row.stateCode ?? '',
			state_text: row.stateText ?? '',
			state_at: row.stateAt ?? null,
			answers_id: row.answersId ?? null,
			document_id: row.documentId ?? null,
			package_sha256: row.packed.sha256,
			package_name: row.packed.name,
			package_bytes: row.packed.bytes,
			made_at: row.madeAt,
			recorded_by: actor.personId,
			recorded_at: now,
		})
		.onConflict((conflict) =>
			conflict
				.columns(['tenant_id', 'unit_id', 'direction', 'package_sha256'])
				.where('package_sha256', 'is not', null)
				.doNothing(),
		)
		.returning('id')
		.executeTakeFirst();
	return inserted?.id ?? null;
};

export const insertFiles = async (
	{ tx, actor }: CommandContext,
	messageId: string,
	files: readonly (Packed & { intakeId?: string | null })[],
): Promise<void> => {
	if (files.length === 0) return;
	await tx
		.insertInto('exchange_file')
		.values(
			files.map(({ name, sha256, bytes, intakeId }, at) => ({
				tenant_id: actor.tenantId,
				message_id: messageId,
				place: at + 1,
				name,
				sha256,
				bytes,
				intake_id: intakeId ?? null,
			})),
		)
		.execute();
};

/** Sets what is known of a message last. */
export const setState = async (
	{ tx, actor }: CommandContext,
	messageId: string,
	state: { code: string; text: string; at: Date },
	place?: number,
): Promise<void> => {
	const values = { state_code: state.code, state_text: state.text, state_at: state.at };
	if (place === undefined)
		await tx
			.updateTable('exchange_message')
			.set(values)
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', messageId)
			.execute();
	else
		await tx
			.updateTable('exchange_receiver')
			.set(values)
			.where('tenant_id', '=', actor.tenantId)
			.where('message_id', '=', messageId)
			.where('place', '=', place)
			.execute();
};
