import { sql } from 'kysely';
import { documentForReading } from '#lib/features/library/public.server.ts';
import {
	givenIn,
	openBallotWithin,
	resolutionItemOf,
	seenMeeting,
} from '#lib/features/meetings/public.server.ts';
import { peopleOfUnit, requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { bothTexts } from '#lib/text/both-texts.ts';
import { lowerFirst } from '#lib/text/official-words.ts';
import { monthName } from './domain/compose.ts';
import { implementationDraft, resultsDraft } from './domain/figures.ts';
import { type KnownResolution, seenResolution } from './facts.server.ts';
import { figuresBefore } from './figures.server.ts';
import { fingerprintOf, wordsOf } from './paper.server.ts';
import { mayDraft, mayDrop, mayReopen, mayWrite } from './policy.ts';
import { BeginInput, DropInput, NameDocumentsInput, PutInput, ResolutionInput, SaveInput } from './schema.ts';

export const subjectOf = (resolution: { id: string; unitId: string }) => ({
	subject: { type: 'resolution', id: resolution.id },
	unitId: resolution.unitId,
});

/** Says that it changed, and counts the change, so that another device notices. */
export const touch = async (
	{ tx, actor, now }: CommandContext,
	resolution: KnownResolution,
	set: Record<string, unknown> = {},
): Promise<void> => {
	await tx
		.updateTable('resolution')
		.set({ ...set, changed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', resolution.id)
		.execute();
};

/**
 * Begins a resolution: for the month of the meeting, with what the system can tell of the month before; or on a theme.
 * @throws Failure refused, missing (meeting), conflict when that month has one already, invalid (title of a thematic one)
 */
export const beginResolution = command('resolution.begin', BeginInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayDraft(actor, unit.id));
	const meeting = input.meetingId ? await seenMeeting(context, input.meetingId, false) : null;
	if (meeting && meeting.unitId !== unit.id) throw missing('failure_not_found');
	const isMonthly = input.kind === 'monthly';
	const month = `${(input.month ?? (meeting ? dayOf(meeting.startsAt) : today)).slice(0, 7)}-01`;
	if (!isMonthly && input.title === '') throw invalidAt('title', 'issue_title_needed');
	const known = isMonthly
		? await tx
				.selectFrom('resolution')
				.select('id')
				.where('unit_id', '=', unit.id)
				.where('for_month', '=', month)
				.where('kind', '=', 'monthly')
				.where('state', '<>', 'dropped')
				.executeTakeFirst()
		: undefined;
	if (known) throw conflict('refused_resolution_of_month');
	const resolutionId = context.newId();
	const title = input.title || `Lãnh đạo thực hiện nhiệm vụ ${monthName(month)}`;
	const figures = isMonthly
		? await figuresBefore(tx, { tenantId: actor.tenantId, unitId: unit.id }, month)
		: null;
	await tx
		.insertInto('resolution')
		.values({
			tenant_id: actor.tenantId,
			id: resolutionId,
			unit_id: unit.id,
			kind: input.kind,
			title,
			for_month: isMonthly ? month : null,
			meeting_id: meeting?.id ?? null,
			results: figures ? resultsDraft(figures) : '',
			implementation: implementationDraft,
			state: 'draft',
			created_by: context.personId,
			created_at: now,
			changed_at: now,
		})
		.execute();
	await context.emit('resolution.begun', {
		...subjectOf({ id: resolutionId, unitId: unit.id }),
		after: { kind: input.kind, title, meetingId: meeting?.id ?? null },
	});
	return { resolutionId };
});

/**
 * Keeps what was typed; it writes no event of its own, what is put to the vote is the record. Written on an older
 * revision, each part is laid beside what is there.
 */
export const saveResolution = command(
	'resolution.save',
	SaveInput,
	async (context, input) => {
		const resolution = await seenResolution(context, input.resolutionId);
		context.permit(mayWrite(context.actor, resolution));
		const isMerged = input.revision !== resolution.revision;
		const kept = (known: string, sent: string): string => {
			const text = sent.normalize('NFC').replaceAll('\r\n', '\n');
			return isMerged ? bothTexts(known, text) : text;
		};
		const parts = {
			title: input.title,
			results: kept(resolution.results, input.results),
			direction: kept(resolution.direction, input.direction),
			implementation: kept(resolution.implementation, input.implementation),
		};
		const isSame = (Object.keys(parts) as (keyof typeof parts)[]).every(
			(name) => parts[name] === resolution[name],
		);
		const revision = isSame ? resolution.revision : resolution.revision + 1;
		if (!isSame) await touch(context, resolution, { ...parts, revision });
		return { ...parts, revision, isMerged, savedAt: context.now };
	},
	{ silent: true },
);

/** Says which documents from above it carries out. */
export const nameDocuments = command(
	'resolution.name_documents',
	NameDocumentsInput,
	async (context, input) => {
		const { tx, actor } = context;
		const resolution = await seenResolution(context, input.resolutionId);
		context.permit(mayWrite(actor, resolution));
		const ids = [...new Set(input.documentIds)];
		for (const documentId of ids) await documentForReading(tx, actor, documentId);
		await tx.deleteFrom('resolution_document').where('resolution_id', '=', resolution.id).execute();
		if (ids.length > 0)
			await tx
				.insertInto('resolution_document')
				.values(
					ids.map((documentId) => ({
						tenant_id: actor.tenantId,
						resolution_id: resolution.id,
						document_id: documentId,
					})),
				)
				.execute();
		await touch(context, resolution);
		await context.emit('resolution.documents_named', {
			...subjectOf(resolution),
			after: { documentIds: ids },
		});
	},
);

/** Takes over what was given in the meeting and is not in it yet: the tasks go on, the resolution states them. */
export const takeOverGiven = command('resolution.take_over', ResolutionInput, async (context, input) => {
	const { tx, actor } = context;
	const resolution = await seenResolution(context, input.resolutionId);
	context.permit(mayWrite(actor, resolution));
	const given = resolution.meetingId ? await givenIn(tx, actor.tenantId, resolution.meetingId) : [];
	const there = await tx
		.selectFrom('resolution_task')
		.select(['task_id as taskId', 'position'])
		.where('resolution_id', '=', resolution.id)
		.execute();
	const known = new Set(there.map(({ taskId }) => taskId));
	const added = given.filter(({ taskId }) => !known.has(taskId));
	const last = Math.max(0, ...there.map(({ position }) => position));
	if (added.length > 0)
		await tx
			.insertInto('resolution_task')
			.values(
				added.map((one, index) => ({
					tenant_id: actor.tenantId,
					id: context.newId(),
					resolution_id: resolution.id,
					position: last + index + 1,
					title: one.title,
					owner_id: one.personId,
					due_on: one.dueOn,
					task_id: one.taskId,
				})),
			)
			.execute();
	await touch(context, resolution);
	await context.emit('resolution.given_taken_over', {
		...subjectOf(resolution),
		after: { tasks: added.length },
	});
	return { tasks: added.length };
});

/** Puts it to the vote in its meeting: from now on its words are fixed. */
export const putResolution = command('resolution.put', PutInput, async (context, input) => {
	const { tx, actor } = context;
	const resolution = await seenResolution(context, input.resolutionId);
	context.permit(mayWrite(actor, resolution));
	if (!resolution.meetingId) throw conflict('refused_resolution_without_meeting');
	const blocks = await wordsOf(tx, actor, resolution, false);
	if (blocks.length < 2) throw conflict('refused_resolution_empty');
	const item = await resolutionItemOf(tx, actor.tenantId, resolution.meetingId);
	const { ballotId } = await openBallotWithin(context, {
		meetingId: resolution.meetingId,
		...(item ? { agendaItemId: item } : {}),
		question: `Thông qua nghị quyết ${lowerFirst(resolution.title)}`,
		method: input.method,
		majority: 'half',
	});
	const sha256 = fingerprintOf(resolution.title, blocks);
	await touch(context, resolution, { state: 'put', ballot_id: ballotId, sha256 });
	await context.emit('resolution.put', { ...subjectOf(resolution), after: { ballotId, sha256 } });
	return { meetingId: resolution.meetingId, ballotId };
});

/** Opens the draft again after a vote that was lost. The vote stays in the minutes. */
export const reopenResolution = command('resolution.reopen', ResolutionInput, async (context, input) => {
	const resolution = await seenResolution(context, input.resolutionId);
	context.permit(mayReopen(context.actor, resolution));
	await touch(context, resolution, { state: 'draft', ballot_id: null, sha256: null });
	await context.emit('resolution.reopened', {
		...subjectOf(resolution),
		before: { ballotId: resolution.ballotId },
	});
});

/** Drops a draft, with the reason; the month can have another. */
export const dropResolution = command('resolution.drop', DropInput, async (context, input) => {
	const resolution = await seenResolution(context, input.resolutionId);
	context.permit(mayDrop(context.actor, resolution));
	await touch(context, resolution, { state: 'dropped', drop_reason: input.reason });
	await context.emit('resolution.dropped', { ...subjectOf(resolution), after: { reason: input.reason } });
});

/** Whoever is to carry a task belongs to the unit; the clause is one that the drafter may read. */
export const checkPlanned = async (
	{ tx, actor, today }: CommandContext,
	resolution: KnownResolution,
	task: { ownerId: string; clauseId?: string | undefined },
): Promise<void> => {
	const people = await peopleOfUnit(tx, resolution.unitId, today);
	if (!people.some(({ personId }) => personId === task.ownerId))
		throw invalidAt('ownerId', 'issue_owner_needed');
	if (!task.clauseId) return;
	const found = await sql<{ documentId: string }>`
		select document_id as "documentId" from clause where tenant_id = ${actor.tenantId} and id = ${task.clauseId}`.execute(
		tx,
	);
	const documentId = found.rows[0]?.documentId;
	if (!documentId) throw missing('failure_not_found');
	await documentForReading(tx, actor, documentId);
};
