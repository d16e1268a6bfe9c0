import { command } from '#lib/platform/command/command.ts';
import { newSpokenCode } from '#lib/platform/spoken-code.ts';
import { conflict } from '#lib/shared/failures.ts';
import { mayArrange } from './policy.ts';
import { seenRound, seenSession, subjectOf } from './records.server.ts';
import { AddSessionInput, ChangeSessionInput, SessionInput } from './schema.ts';

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
