import { documentForReading } from '#lib/features/library/public.server.ts';
import type { CommandContext } from '#lib/platform/command/command.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { setDocuments } from './records.server.ts';

/** The documents of a programme are such as its maker may read. @throws Failure missing */
export const requireDocuments = async (
	{ tx, actor }: CommandContext,
	documentIds: readonly string[],
): Promise<void> => {
	for (const documentId of documentIds) await documentForReading(tx, actor, documentId);
};

/**
 * Begins a draft of an action programme, also inside the command of another feature, in its transaction. It asks no policy: the
 * command that calls it has asked who may prepare programmes there.
 * @throws Failure missing for a document that may not be read
 */
export const draftProgramme = async (
	context: CommandContext,
	given: { unitId: string; title: string; startsOn: Day; endsOn: Day; documentIds: string[] },
): Promise<{ programmeId: string }> => {
	const { tx, actor, now } = context;
	await requireDocuments(context, given.documentIds);
	const programmeId = context.newId();
	await tx
		.insertInto('programme')
		.values({
			tenant_id: actor.tenantId,
			id: programmeId,
			unit_id: given.unitId,
			title: given.title,
			starts_on: given.startsOn,
			ends_on: given.endsOn,
			state: 'draft',
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await setDocuments(context, programmeId, given.documentIds);
	for (const documentId of given.documentIds)
		await context.emit('programme.created', {
			subject: { type: 'programme', id: programmeId },
			unitId: given.unitId,
			documentId,
			after: { title: given.title, startsOn: given.startsOn, endsOn: given.endsOn },
		});
	return { programmeId };
};
