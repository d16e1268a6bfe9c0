import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { isSpokenCode } from '#lib/platform/spoken-code.ts';
import { missing, tooMany } from '#lib/shared/failures.ts';
import { afterGuess, type Guesses, mayGuess } from './domain/guesses.ts';
import { type Presence, takesCode } from './domain/states.ts';
import type { KnownRound, KnownSession } from './facts.server.ts';
import { mayCheckIn, mayRecordAttendance } from './policy.ts';
import { seenRound, seenSession, subjectOf } from './records.server.ts';
import {
	CheckInInput,
	ConfirmMakeUpInput,
	ExcuseInput,
	PlanMakeUpInput,
	RecordInput,
	SessionInput,
} from './schema.ts';

/** Who takes part in a round, with the unit of each. */
type Partaker = { personId: string; homeUnitId: string };

/** @throws Failure missing: the person does not take part in the round */
const requireParticipant = async (
	{ tx, actor }: CommandContext,
	round: KnownRound,
	personId: string,
): Promise<Partaker> => {
	const found = await tx
		.selectFrom('study_participant')
		.select(['person_id as personId', 'home_unit_id as homeUnitId'])
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', round.id)
		.where('person_id', '=', personId)
		.executeTakeFirst();
	if (!found) throw missing('failure_not_found');
	return found;
};

const note = async (
	{ tx, actor, now, personId }: CommandContext,
	{ round, session }: { round: KnownRound; session: KnownSession },
	people: readonly Partaker[],
	{ state, reason, bySelf }: { state: Presence; reason: string; bySelf: boolean },
): Promise<void> => {
	if (people.length === 0) return;
	await tx
		.insertInto('study_attendance')
		.values(
			people.map((partaker) => ({
				tenant_id: actor.tenantId,
				session_id: session.id,
				person_id: partaker.personId,
				round_id: round.id,
				unit_id: round.unitId,
				home_unit_id: partaker.homeUnitId,
				state,
				reason,
				by_self: bySelf,
				recorded_by: personId,
				recorded_at: now,
			})),
		)
		.onConflict((conflict) =>
			conflict
				.columns(['tenant_id', 'session_id', 'person_id'])
				.doUpdateSet({ state, reason, by_self: bySelf, recorded_by: personId, recorded_at: now }),
		)
		.execute();
};

/** Wrong codes of a person, in this minute. */
const guessesOf = async ({ tx, actor, personId }: CommandContext): Promise<Guesses | null> => {
	const found = await tx
		.selectFrom('study_guess')
		.select(['guesses', 'window_ends_at'])
		.where('tenant_id', '=', actor.tenantId)
		.where('person_id', '=', personId)
		.executeTakeFirst();
	return found ? { guesses: found.guesses, windowEndsAt: found.window_ends_at } : null;
};

const countGuess = async (
	{ tx, actor, personId }: CommandContext,
	{ guesses, windowEndsAt }: Guesses,
): Promise<void> => {
	const values = { guesses, window_ends_at: windowEndsAt };
	await tx
		.insertInto('study_guess')
		.values({ tenant_id: actor.tenantId, person_id: personId, ...values })
		.onConflict((on) => on.columns(['tenant_id', 'person_id']).doUpdateSet(values))
		.execute();
};

/**
 * Somebody types in the code that is shown in the room. A wrong one is counted, so the change is kept and answered with `false`.
 * @returns whether they are noted as present
 * @throws Failure invalid: not at that hour; too_many: after several wrong codes within a minute
 */
export const checkInToSession = command(
	'study.check_in',
	CheckInInput,
	async (context, input) => {
		const { session, round } = await seenSession(context, input.studySessionId);
		context.permit(mayCheckIn(round));
		if (!takesCode(session, context.now)) throw invalidAt('checkInCode', 'issue_study_code_hour');
		const known = await guessesOf(context);
		if (!mayGuess(known, context.now)) throw tooMany('failure_study_guesses');
		if (!isSpokenCode(input.checkInCode, session.checkInCode)) {
			await countGuess(context, afterGuess(known, context.now));
			return { isPresent: false };
		}
		const partaker = await requireParticipant(context, round, context.personId);
		await note(context, { round, session }, [partaker], { state: 'present', reason: '', bySelf: true });
		await context.emit('study.checked_in', {
			...subjectOf(round),
			personId: context.personId,
			after: { sessionId: session.id },
		});
		return { isPresent: true };
	},
	// A wrong code is counted for its person and is no event.
	{ silent: true },
);

export const recordAttendance = command('study.record_attendance', RecordInput, async (context, input) => {
	const { session, round } = await seenSession(context, input.studySessionId);
	const partaker = await requireParticipant(context, round, input.personId);
	context.permit(mayRecordAttendance(context.actor, round, partaker.homeUnitId));
	const reason = input.presence === 'excused' ? input.reason : '';
	await note(context, { round, session }, [partaker], { state: input.presence, reason, bySelf: false });
	await context.emit('study.attendance_recorded', {
		...subjectOf(round),
		personId: input.personId,
		after: { sessionId: session.id, presence: input.presence },
	});
});

/** Everybody who is not noted yet is there; the exceptions are noted one by one. */
export const markAllAttending = command('study.all_present', SessionInput, async (context, input) => {
	const { tx, actor } = context;
	const { session, round } = await seenSession(context, input.studySessionId);
	context.permit(mayRecordAttendance(actor, round));
	const rest = await sql<Partaker>`
		select p.person_id as "personId", p.home_unit_id as "homeUnitId" from study_participant p
		where p.tenant_id = ${actor.tenantId} and p.round_id = ${round.id} and p.is_required
			and not exists (select from study_attendance a where a.tenant_id = p.tenant_id and a.session_id = ${session.id} and a.person_id = p.person_id)`.execute(
		tx,
	);
	await note(context, { round, session }, rest.rows, { state: 'present', reason: '', bySelf: false });
	await context.emit('study.all_noted_present', {
		...subjectOf(round),
		after: { sessionId: session.id, count: rest.rows.length },
	});
});

/** Somebody need not take part, with the reason. */
export const excuseParticipant = command('study.excuse', ExcuseInput, async (context, input) => {
	const { tx, actor } = context;
	const round = await seenRound(context, input.roundId);
	const { homeUnitId } = await requireParticipant(context, round, input.personId);
	context.permit(mayRecordAttendance(actor, round, homeUnitId));
	await tx
		.updateTable('study_participant')
		.set({ is_required: false, excused_reason: input.reason })
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', round.id)
		.where('person_id', '=', input.personId)
		.execute();
	await context.emit('study.excused', {
		...subjectOf(round),
		personId: input.personId,
		after: { reason: input.reason },
	});
});

/** How and by when somebody makes up what they missed. */
export const planMakeUp = command('study.plan_make_up', PlanMakeUpInput, async (context, input) => {
	const { tx, actor, personId } = context;
	const round = await seenRound(context, input.roundId);
	const { homeUnitId } = await requireParticipant(context, round, input.personId);
	context.permit(mayRecordAttendance(actor, round, homeUnitId));
	if (input.dueOn < context.today) throw invalidAt('dueOn', 'issue_day_too_early');
	const values = {
		way: input.way,
		due_on: input.dueOn,
		planned_by: personId,
		done_on: null,
		confirmed_by: null,
	};
	await tx
		.insertInto('study_make_up')
		.values({
			tenant_id: actor.tenantId,
			round_id: round.id,
			person_id: input.personId,
			unit_id: round.unitId,
			home_unit_id: homeUnitId,
			...values,
		})
		.onConflict((conflict) => conflict.columns(['tenant_id', 'round_id', 'person_id']).doUpdateSet(values))
		.execute();
	await context.emit('study.make_up_planned', {
		...subjectOf(round),
		personId: input.personId,
		after: { way: input.way, dueOn: input.dueOn },
	});
});

/** That it was made up is confirmed by somebody who leads, never by the person. */
export const confirmMakeUp = command('study.confirm_make_up', ConfirmMakeUpInput, async (context, input) => {
	const { tx, actor, personId, today } = context;
	const round = await seenRound(context, input.roundId);
	const { homeUnitId } = await requireParticipant(context, round, input.personId);
	context.permit(mayRecordAttendance(actor, round, homeUnitId));
	if (input.personId === personId) throw invalidAt('personId', 'issue_study_confirm_own');
	const done = await tx
		.updateTable('study_make_up')
		.set({ done_on: today, confirmed_by: personId })
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', round.id)
		.where('person_id', '=', input.personId)
		.where('done_on', 'is', null)
		.returning('person_id')
		.executeTakeFirst();
	if (!done) throw missing('failure_not_found');
	await context.emit('study.made_up', {
		...subjectOf(round),
		personId: input.personId,
		after: { doneOn: today },
	});
});
