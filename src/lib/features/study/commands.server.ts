import { sql } from 'kysely';
import { documentsForReading } from '#lib/features/library/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { audienceOf, requireUnit, type Unit } from '#lib/features/organisation/public.server.ts';
import { publishedTo } from '#lib/features/reading/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { newSpokenCode } from '#lib/platform/spoken-code.ts';
import { isWithin } from '#lib/shared/actor.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { type KnownRound, type KnownSession, roundFacts, sessionFacts, sessionsOf } from './facts.server.ts';
import { mayArrange, mayCloseRound, mayOrganise, mayPrepare, maySeeRound } from './policy.ts';
import {
	AddSessionInput,
	BeginInput,
	ChangeInput,
	ChangeSessionInput,
	PublishInput,
	RoundInput,
	SessionInput,
} from './schema.ts';

/** A round that the actor may know of, locked. */
export const seenRound = async ({ tx, actor }: CommandContext, roundId: string): Promise<KnownRound> => {
	const round = await roundFacts(tx, actor, roundId, true);
	if (!maySeeRound(actor, round).allowed) throw missing('failure_not_found');
	return round;
};

/** The session with its round, locked. */
export const seenSession = async (
	context: CommandContext,
	sessionId: string,
): Promise<{ session: KnownSession; round: KnownRound }> => {
	const session = await sessionFacts(context.tx, context.actor.tenantId, sessionId);
	return { session, round: await seenRound(context, session.roundId) };
};

export const subjectOf = (round: Pick<KnownRound, 'id' | 'unitId'>) => ({
	subject: { type: 'study_round', id: round.id },
	unitId: round.unitId,
});

const checkDays = ({ startsOn, paperDueOn }: { startsOn: string; paperDueOn?: string | undefined }): void => {
	if (paperDueOn && paperDueOn < startsOn) throw invalidAt('paperDueOn', 'issue_study_paper_day');
};

/** What is studied, in place of what was there: documents that the actor may read, and sections of them. */
const setDocuments = async (
	{ tx, actor }: CommandContext,
	roundId: string,
	documentIds: readonly string[],
	clauseIds: readonly string[],
): Promise<void> => {
	const documents = await documentsForReading(tx, actor, documentIds);
	if (documents.length !== new Set(documentIds).size) throw invalidAt('documentIds', 'issue_study_documents');
	const tenant_id = actor.tenantId;
	await tx
		.deleteFrom('study_round_clause')
		.where('tenant_id', '=', tenant_id)
		.where('round_id', '=', roundId)
		.execute();
	await tx
		.deleteFrom('study_round_document')
		.where('tenant_id', '=', tenant_id)
		.where('round_id', '=', roundId)
		.execute();
	await tx
		.insertInto('study_round_document')
		.values(
			documents.map(({ id }, position) => ({ tenant_id, round_id: roundId, document_id: id, position })),
		)
		.execute();
	if (clauseIds.length === 0) return;
	const ids = (list: readonly string[]): string => `{${list.join(',')}}`;
	await sql`insert into study_round_clause (tenant_id, round_id, document_id, clause_id)
		select tenant_id, ${roundId}::uuid, document_id, id from clause
		where tenant_id = ${tenant_id} and id = any(${ids(clauseIds)}::text::uuid[]) and document_id = any(${ids(documentIds)}::text::uuid[])`.execute(
		tx,
	);
};

/** Begins to prepare a study round of documents. @throws Failure refused, invalid (days, documents) */
export const beginRound = command('study.begin', BeginInput, async (context, input) => {
	const { tx, actor, now } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayOrganise(actor, input.unitId));
	checkDays(input);
	const roundId = context.newId();
	await tx
		.insertInto('study_round')
		.values({
			tenant_id: actor.tenantId,
			id: roundId,
			unit_id: input.unitId,
			title: input.title,
			purpose: input.purpose,
			guidance: input.guidance,
			state: 'preparing',
			starts_on: input.startsOn,
			paper_due_on: input.paperDueOn ?? null,
			created_by: context.personId,
			created_at: now,
		})
		.execute();
	await setDocuments(context, roundId, input.documentIds, []);
	await context.emit('study.begun', {
		...subjectOf({ id: roundId, unitId: input.unitId }),
		after: { title: input.title },
	});
	return { roundId };
});

/** Changes what a round is about, until it is published. */
export const changeRound = command('study.change', ChangeInput, async (context, input) => {
	const { tx, actor } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayPrepare(actor, round));
	checkDays(input);
	await tx
		.updateTable('study_round')
		.set({
			title: input.title,
			purpose: input.purpose,
			guidance: input.guidance,
			starts_on: input.startsOn,
			paper_due_on: input.paperDueOn ?? null,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', round.id)
		.execute();
	await setDocuments(context, round.id, input.documentIds, input.clauseIds);
	await context.emit('study.changed', {
		...subjectOf(round),
		before: {
			title: round.title,
			startsOn: round.startsOn,
			paperDueOn: round.paperDueOn,
			documentIds: round.documentIds,
		},
		after: {
			title: input.title,
			startsOn: input.startsOn,
			paperDueOn: input.paperDueOn ?? null,
			documentIds: input.documentIds,
		},
	});
});

type SessionFields = {
	day: string;
	time: string;
	minutes: number;
	place: string;
	speaker: string;
	recordingUrl: string;
};

const sessionColumns = (input: SessionFields) => {
	const starts = new Date(`${input.day}T${input.time}:00+07:00`);
	return {
		place: input.place,
		starts_at: starts,
		ends_at: new Date(starts.getTime() + input.minutes * 60_000),
		speaker: input.speaker,
		recording_url: input.recordingUrl,
	};
};

export const addSession = command('study.add_session', AddSessionInput, async (context, input) => {
	const { tx, actor } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayArrange(actor, round));
	const id = context.newId();
	await tx
		.insertInto('study_session')
		.values({
			tenant_id: actor.tenantId,
			id,
			round_id: round.id,
			check_in_code: newSpokenCode(),
			...sessionColumns(input),
		})
		.execute();
	await context.emit('study.session_added', {
		...subjectOf(round),
		after: { sessionId: id, day: input.day, time: input.time, place: input.place },
	});
	return { sessionId: id };
});

/** Place, time, speaker and the link of the recording; who was there stays. */
export const changeSession = command('study.change_session', ChangeSessionInput, async (context, input) => {
	const { tx, actor } = context;
	const { session, round } = await seenSession(context, input.studySessionId);
	context.permit(mayArrange(actor, round));
	await tx
		.updateTable('study_session')
		.set(sessionColumns(input))
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', session.id)
		.execute();
	await context.emit('study.session_changed', {
		...subjectOf(round),
		before: { sessionId: session.id, startsAt: session.startsAt.toISOString(), place: session.place },
		after: { sessionId: session.id, day: input.day, time: input.time, place: input.place },
	});
	return { roundId: round.id };
});

/** Takes out a session at which nobody was noted. @throws Failure conflict */
export const dropSession = command('study.drop_session', SessionInput, async (context, input) => {
	const { tx, actor } = context;
	const { session, round } = await seenSession(context, input.studySessionId);
	context.permit(mayArrange(actor, round));
	const noted = await tx
		.selectFrom('study_attendance')
		.select('person_id')
		.where('tenant_id', '=', actor.tenantId)
		.where('session_id', '=', session.id)
		.limit(1)
		.executeTakeFirst();
	if (noted) throw conflict('failure_study_session_held');
	await tx
		.deleteFrom('study_slide')
		.where('tenant_id', '=', actor.tenantId)
		.where('session_id', '=', session.id)
		.execute();
	await tx
		.deleteFrom('study_session')
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', session.id)
		.execute();
	await context.emit('study.session_dropped', {
		...subjectOf(round),
		before: { sessionId: session.id, place: session.place },
	});
	return { roundId: round.id };
});

/** The unit that holds a round, and the chosen ones below it. @throws Failure missing: a unit that is not below */
const partakingUnits = async (
	{ tx }: CommandContext,
	round: KnownRound,
	unitIds: readonly string[],
): Promise<Unit[]> => {
	const own = await requireUnit(tx, round.unitId);
	const units = [own];
	for (const unitId of new Set(unitIds)) {
		if (unitId === own.id) continue;
		const unit = await requireUnit(tx, unitId);
		if (!isWithin(unit.path, own.path)) throw missing('failure_not_found');
		units.push(unit);
	}
	return units;
};

/**
 * Publishes a round: who takes part, of the unit and of chosen units below, is fixed on this day, and each is told.
 * @throws Failure refused, missing (a unit), invalid (nobody takes part), conflict (a document was not published to a unit)
 */
export const publishRound = command('study.publish', PublishInput, async (context, input) => {
	const { tx, actor, now, today } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayPrepare(actor, round));
	const units = await partakingUnits(context, round, input.unitIds);
	const participants = new Map<string, string>();
	const below: string[] = [];
	for (const unit of units) {
		const published = await publishedTo(tx, { tenantId: actor.tenantId, unitId: unit.id }, round.documentIds);
		if (published.length !== round.documentIds.length)
			throw unit.id === round.unitId
				? conflict('failure_study_not_published')
				: conflict('failure_study_not_published_below', { unit: unit.name });
		const people = await audienceOf(tx, {
			unitId: unit.id,
			audience: input.audience,
			personIds: input.personIds,
			today,
		});
		// Whoever belongs to several units takes part once, for the first of them.
		for (const personId of people) if (!participants.has(personId)) participants.set(personId, unit.id);
		if (unit.id !== round.unitId && people.length > 0) below.push(unit.id);
	}
	const personIds = [...participants.keys()];
	if (personIds.length === 0) throw invalidAt('audience', 'issue_study_nobody');
	const tenant_id = actor.tenantId;
	if (below.length > 0)
		await tx
			.insertInto('study_partaking_unit')
			.values(below.map((unit_id) => ({ tenant_id, round_id: round.id, unit_id })))
			.execute();
	await tx
		.insertInto('study_participant')
		.values(
			[...participants].map(([person_id, home_unit_id]) => ({
				tenant_id,
				round_id: round.id,
				person_id,
				unit_id: round.unitId,
				home_unit_id,
			})),
		)
		.onConflict((conflict) => conflict.doNothing())
		.execute();
	await tx
		.updateTable('study_round')
		.set({ state: 'open', audience: input.audience, published_at: now })
		.where('tenant_id', '=', tenant_id)
		.where('id', '=', round.id)
		.execute();
	await notify(context, {
		personIds,
		unitId: round.unitId,
		kind: 'study.published',
		subjectId: round.id,
		step: 'published',
		words: 'told_study_published',
		detail: { title: round.title },
		href: `/hoc-tap/${round.id}`,
		letterWords: 'letter_study_published',
	});
	const after = { title: round.title, participants: personIds.length, units: below.length };
	for (const documentId of round.documentIds)
		await context.emit('study.published', { ...subjectOf(round), documentId, after });
	return { participants: personIds.length };
});

/** Ends a round; what was noted is fixed. */
export const closeRound = command('study.close', RoundInput, async (context, input) => {
	const { tx, actor, now } = context;
	const round = await seenRound(context, input.roundId);
	context.permit(mayCloseRound(actor, round));
	await tx
		.updateTable('study_round')
		.set({ state: 'closed', closed_at: now })
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', round.id)
		.execute();
	const sessions = await sessionsOf(tx, actor.tenantId, round.id);
	for (const documentId of round.documentIds)
		await context.emit('study.closed', {
			...subjectOf(round),
			documentId,
			after: { title: round.title, sessions: sessions.length },
		});
});
