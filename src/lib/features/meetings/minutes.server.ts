import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { dayOf } from '#lib/shared/calendar.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { seenMeeting, subject } from './facts.server.ts';
import { maySign, mayWriteMinutes } from './policy.ts';
import { CorrectMinutesInput, MeetingInput, SaveMinutesInput } from './schema.ts';

type KnownMinutes = { body: string; chairSigned: boolean; takerSigned: boolean; number: number | null };

const known = async ({ tx, actor }: CommandContext, meetingId: string): Promise<KnownMinutes | undefined> => {
	const found = await sql<KnownMinutes>`
		select body, chair_signed_at is not null as "chairSigned", taker_signed_at is not null as "takerSigned", number
		from meeting_minutes where tenant_id = ${actor.tenantId} and meeting_id = ${meetingId} for update`.execute(
		tx,
	);
	return found.rows[0];
};

/** The fingerprint of what was signed (sha256 of the text as UTF-8, hexadecimal). */
export const fingerprintOf = (body: string): string =>
	createHash('sha256').update(body, 'utf8').digest('hex');

/** Keeps the text of the minutes. Once somebody has signed, what they signed no longer changes. */
export const saveMinutes = command('minutes.save', SaveMinutesInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayWriteMinutes(context.actor, meeting));
	const before = await known(context, meeting.id);
	if (before?.chairSigned || before?.takerSigned) throw conflict('refused_minutes_signed');
	await sql`insert into meeting_minutes (tenant_id, meeting_id, unit_id, body, changed_at)
		values (${context.actor.tenantId}, ${meeting.id}, ${meeting.unitId}, ${input.body}, ${context.now})
		on conflict (tenant_id, meeting_id) do update
			set body = excluded.body, changed_at = excluded.changed_at, version = meeting_minutes.version + 1`.execute(
		context.tx,
	);
	await context.emit('minutes.saved', subject(meeting));
});

/** The next number in the unit's book of minutes of a year; one after the other, without a gap. */
const nextNumber = async ({ tx, actor }: CommandContext, unitId: string, year: number): Promise<number> => {
	await sql`select pg_advisory_xact_lock(hashtextextended(${`minutes ${actor.tenantId} ${unitId} ${year}`}, 0))`.execute(
		tx,
	);
	const found = await sql<{ next: number }>`select coalesce(max(number), 0) + 1 as next from meeting_minutes
		where tenant_id = ${actor.tenantId} and unit_id = ${unitId} and year = ${year}`.execute(tx);
	return found.rows[0]?.next ?? 1;
};

/** Signs the minutes as chair or as taker. With the second signature they are fixed and get their number. */
export const signMinutes = command('minutes.sign', MeetingInput, async (context, input) => {
	const { tx, actor, now } = context;
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(maySign(actor, meeting));
	const minutes = await known(context, meeting.id);
	if (!minutes) throw missing('failure_no_minutes');
	const asChair = actor.personId === meeting.chairId;
	if (asChair ? minutes.chairSigned : minutes.takerSigned) throw conflict('refused_signed_already');
	const fixed = asChair ? minutes.takerSigned : minutes.chairSigned;
	const year = Number(dayOf(meeting.startsAt).slice(0, 4));
	const number = fixed ? await nextNumber(context, meeting.unitId, year) : null;
	await tx
		.updateTable('meeting_minutes')
		.set({
			...(asChair ? { chair_signed_at: now } : { taker_signed_at: now }),
			sha256: fingerprintOf(minutes.body),
			...(number ? { number, year } : {}),
		})
		.where('meeting_id', '=', meeting.id)
		.execute();
	await context.emit('minutes.signed', {
		...subject(meeting),
		after: { as: asChair ? 'chair' : 'taker', sha256: fingerprintOf(minutes.body), number },
	});
});

/** Adds a correction to signed minutes: a new entry below them; the signed words stay as they are. */
export const correctMinutes = command('minutes.correct', CorrectMinutesInput, async (context, input) => {
	const meeting = await seenMeeting(context, input.meetingId);
	context.permit(mayWriteMinutes(context.actor, meeting));
	const minutes = await known(context, meeting.id);
	if (!minutes?.number) throw conflict('refused_minutes_not_fixed');
	await context.tx
		.insertInto('minutes_correction')
		.values({
			tenant_id: context.actor.tenantId,
			id: context.newId(),
			meeting_id: meeting.id,
			body: input.body,
			author_id: context.personId,
			added_at: context.now,
		})
		.execute();
	await context.emit('minutes.corrected', { ...subject(meeting), after: { body: input.body } });
});
