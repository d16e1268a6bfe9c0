import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import { seenTalk } from './facts.server.ts';
import { mayAnswerResponse, mayConsent, mayMarkPresented, mayRespond } from './policy.ts';
import { changeRow, tellEvent, tellPeople } from './records.server.ts';
import { AnswerInput, ConsentInput, RespondInput, TalkInput } from './schema.ts';

/**
 * Notes that the talk was presented. From now on its text is there for the people of the unit, and the speaker is asked whether it may be
 * published. On the timeline of the document it stands as the unit's own event.
 * @throws Failure missing, refused (not accepted, still ahead)
 */
export const markPresented = command('talk.present', TalkInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayMarkPresented(context.actor, talk, context.today));
	await changeRow(context, talk.id, {
		state: 'presented',
		presented_at: context.now,
		presented_by: context.personId,
	});
	await context.emit('talk.presented', {
		subject: { type: 'talk', id: talk.id },
		unitId: talk.unitId,
		documentId: talk.documentId,
		after: { title: talk.title, ...(talk.clauseId ? { clauseId: talk.clauseId } : {}) },
	});
	await tellPeople(context, talk, [talk.speakerId], 'presented', 'presented');
});

/** A listener's short word, once for each talk; it can be changed until the speaker answers. @throws Failure missing, refused, conflict (answered) */
export const respondToTalk = command('talk.respond', RespondInput, async (context, input) => {
	const { tx, actor, now } = context;
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayRespond(actor, talk));
	const kept = await sql`
		insert into talk_response (tenant_id, talk_id, person_id, unit_id, body, at)
		values (${actor.tenantId}, ${talk.id}, ${context.personId}, ${talk.unitId}, ${input.body}, ${now})
		on conflict (tenant_id, talk_id, person_id) do update set body = excluded.body, at = excluded.at where talk_response.answer = ''
		returning 1`.execute(tx);
	if (kept.rows.length === 0) throw conflict('failure_talk_answered');
	await tellEvent(context, talk, 'talk.responded', { personId: context.personId });
	await tellPeople(context, talk, [talk.speakerId], 'responded', context.personId);
});

/** The speaker's answer to a listener. @throws Failure missing, refused */
export const answerResponse = command('talk.answer', AnswerInput, async (context, input) => {
	const { tx, actor, now } = context;
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayAnswerResponse(actor, talk));
	const answered = await sql`
		update talk_response set answer = ${input.answer}, answered_at = ${now}
		where tenant_id = ${actor.tenantId} and talk_id = ${talk.id} and person_id = ${input.personId} returning 1`.execute(
		tx,
	);
	if (answered.rows.length === 0) throw missing('failure_not_found');
	await tellEvent(context, talk, 'talk.answered', { personId: input.personId });
	await tellPeople(context, talk, [input.personId], 'answered', `${now.getTime()}`);
});

/**
 * The speaker's word on the text being published beyond the unit; given and taken back at any time. What publishes it reacts to
 * `talk.consent_withdrawn`.
 * @throws Failure missing, refused
 */
export const setTalkConsent = command('talk.consent', ConsentInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayConsent(context.actor, talk));
	const consent = input.consent === 'yes';
	await changeRow(context, talk.id, { consent, consent_at: context.now });
	const verb = consent
		? 'talk.consented'
		: talk.consent === true
			? 'talk.consent_withdrawn'
			: 'talk.consent_withheld';
	await tellEvent(context, talk, verb, { after: { consent } });
});
