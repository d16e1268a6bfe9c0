import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { canReviewTalks } from './domain/reviewer.ts';
import { seenTalk } from './facts.server.ts';
import { mayAssignReviewer, mayRemarkOnTalk, mayReviewTalk } from './policy.ts';
import { changeRow, tellEvent, tellPeople } from './records.server.ts';
import { AssignInput, RemarkInput, ReviewInput } from './schema.ts';

/** Names who reviews a talk; whoever had it no longer reads it. @throws Failure missing (nobody of the committee), refused (the speaker) */
export const assignTalkReviewer = command('talk.assign', AssignInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayAssignReviewer(context.actor, talk, input.reviewerId));
	const people = await peopleOfUnit(context.tx, talk.unitId, context.today);
	const reviewer = people.find(({ personId }) => personId === input.reviewerId);
	if (!reviewer || !canReviewTalks(reviewer.roles)) throw missing('failure_not_found');
	await changeRow(context, talk.id, { reviewer_id: input.reviewerId });
	await tellEvent(context, talk, 'talk.assigned', {
		before: { reviewerId: talk.reviewerId },
		after: { reviewerId: input.reviewerId },
	});
	if (talk.state === 'in_review')
		await tellPeople(context, talk, [input.reviewerId], 'sent', `v${talk.version} ${input.reviewerId}`);
});

/** Says something of a passage or of the whole: who reviews, and the speaker in answer. @throws Failure missing, refused */
export const remarkOnTalk = command('talk.remark', RemarkInput, async (context, input) => {
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayRemarkOnTalk(context.actor, talk));
	const remarkId = context.newId();
	await context.tx
		.insertInto('talk_remark')
		.values({
			tenant_id: context.actor.tenantId,
			id: remarkId,
			talk_id: talk.id,
			version: talk.version,
			passage: input.passage,
			body: input.body,
			by_id: context.personId,
			at: context.now,
		})
		.execute();
	await tellEvent(context, talk, 'talk.remarked', { after: { remarkId, version: talk.version } });
	await tellPeople(context, talk, [talk.speakerId, talk.reviewerId], 'remarked', remarkId);
	return { remarkId };
});

/** Accepts the version that was sent, which is the final text then, or returns it with what is missing. @throws Failure missing, refused */
export const reviewTalk = command('talk.review', ReviewInput, async (context, input) => {
	const { tx, actor, now } = context;
	const talk = await seenTalk(context, input.talkId);
	context.permit(mayReviewTalk(actor, talk));
	const isAccepted = input.outcome === 'accepted';
	await tx
		.insertInto('talk_review')
		.values({
			tenant_id: actor.tenantId,
			talk_id: talk.id,
			version: talk.version,
			outcome: input.outcome,
			words: input.words,
			by_id: context.personId,
			at: now,
		})
		.execute();
	await changeRow(context, talk.id, {
		state: input.outcome,
		reviewed_at: now,
		...(isAccepted ? { final_version: talk.version } : {}),
	});
	await tellEvent(context, talk, isAccepted ? 'talk.accepted' : 'talk.returned', {
		after: { version: talk.version },
	});
	await tellPeople(context, talk, [talk.speakerId], isAccepted ? 'accepted' : 'returned', `v${talk.version}`);
	return { state: input.outcome };
});
