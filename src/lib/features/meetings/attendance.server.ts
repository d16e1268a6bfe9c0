import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { isSpokenCode } from '#lib/platform/spoken-code.ts';
import type { Standing } from '#lib/shared/actor.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { invitedTo, type KnownMeeting, seenMeeting, subject } from './facts.server.ts';
import { mayCheckIn, mayRecord } from './policy.ts';
import { AttendanceInput, CheckInInput, MeetingInput } from './schema.ts';

type Presence = { personId: string; standing: Standing; state: string; reason: string };

const setAttendance = async (
	{ tx, actor, now }: CommandContext,
	meetingId: string,
	rows: readonly Presence[],
	bySelf: boolean,
): Promise<void> => {
	for (const row of rows)
		await sql`insert into attendance (tenant_id, meeting_id, person_id, standing, state, reason, by_self, changed_at)
			values (${actor.tenantId}, ${meetingId}, ${row.personId}, ${row.standing}, ${row.state}, ${row.reason}, ${bySelf}, ${now})
			on conflict (tenant_id, meeting_id, person_id) do update
				set state = excluded.state, reason = excluded.reason, by_self = excluded.by_self, changed_at = excluded.changed_at`.execute(
			tx,
		);
};

const invited = async (context: CommandContext, meeting: KnownMeeting, personId: string) => {
	const person = (await invitedTo(context.tx, meeting)).find((one) => one.personId === personId);
	if (!person) throw missing('failure_not_found');
	return person;
};

/** Notes who is there and who is absent, with the reason. */
export const markAttendance = command('meeting.mark_attendance', AttendanceInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(context.actor, meeting));
	const person = await invited(context, meeting, input.personId);
	if (input.presence === 'excused' && input.reason === '')
		throw invalid([{ path: 'reason', message: sayKey('issue_absence_reason_needed') }]);
	await setAttendance(
		context,
		meeting.id,
		[
			{
				personId: person.personId,
				standing: person.standing ?? 'non_party',
				state: input.presence,
				reason: input.presence === 'excused' ? input.reason : '',
			},
		],
		false,
	);
	await context.emit('meeting.attendance_marked', {
		...subject(meeting),
		personId: person.personId,
		after: { presence: input.presence },
	});
});

/** Notes everybody for whom nothing is noted yet as present: the secretary then marks the few who are not. */
export const markAllPresent = command('meeting.mark_all_present', MeetingInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayRecord(context.actor, meeting));
	const noted = new Set(
		(
			await context.tx
				.selectFrom('attendance')
				.select('person_id as id')
				.where('meeting_id', '=', meeting.id)
				.execute()
		).map(({ id }) => id),
	);
	const rest = (await invitedTo(context.tx, meeting)).filter(({ personId }) => !noted.has(personId));
	await setAttendance(
		context,
		meeting.id,
		rest.map(({ personId, standing }) => ({
			personId,
			standing: standing ?? 'non_party',
			state: 'present',
			reason: '',
		})),
		false,
	);
	await context.emit('meeting.all_marked_present', { ...subject(meeting), after: { people: rest.length } });
});

/** Says by the code of the meeting that one is there. */
export const checkIn = command('meeting.check_in', CheckInInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayCheckIn(context.actor, meeting));
	const person = await invited(context, meeting, context.personId);
	if (!isSpokenCode(input.checkInCode, meeting.checkInCode))
		throw invalid([{ path: 'checkInCode', message: sayKey('issue_code_wrong') }]);
	await setAttendance(
		context,
		meeting.id,
		[{ personId: person.personId, standing: person.standing ?? 'non_party', state: 'present', reason: '' }],
		true,
	);
	await context.emit('meeting.checked_in', { ...subject(meeting), personId: person.personId });
});
