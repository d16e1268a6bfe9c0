import { sql } from 'kysely';
import { seenMeeting } from '#lib/features/meetings/public.server.ts';
import { notify } from '#lib/features/notifications/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { invalidAt, sayKey } from '#lib/platform/failure-words.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { bandName, classify } from './domain/bands.ts';
import { romanOf } from './domain/period.ts';
import { lockedRound, partOf, subjectOf } from './facts.server.ts';
import { mayConclude, maySettle } from './policy.ts';
import { ratingsOf } from './ratings.server.ts';
import { ConcludeInput, SettleInput } from './schema.ts';

/**
 * Decides on the levels of people: the proposed one, or another with the reason. What is decided stays as it is kept here,
 * whatever the rules are later. @throws Failure refused (oneself, not rated), invalid (another level without a reason)
 */
export const settleResults = command('review.settle', SettleInput, async (context, input) => {
	const { tx, actor, personId, now } = context;
	const { round, parts } = await lockedRound(context, input.roundId);
	const ratings = await ratingsOf(tx, actor.tenantId, round.id);
	const known = new Set(round.rules.bands.map(({ key }) => key));
	for (const wanted of input.results) {
		const part = partOf(parts, wanted.personId);
		context.permit(maySettle(actor, round, part));
		const rating = ratings.find((one) => one.personId === part.personId);
		if (!rating) throw missing('failure_not_found');
		if (!known.has(wanted.level)) throw invalidAt(`level_${part.personId}`, 'issue_review_level');
		const { level: proposed, missed } = classify(round.rules, rating.points, rating.marks);
		if (wanted.level !== proposed && wanted.reason === '')
			throw invalid([
				{
					path: `reason_${part.personId}`,
					message: sayKey('issue_review_reason', { name: part.fullName }),
				},
			]);
		await sql`insert into review_result (tenant_id, round_id, person_id, unit_id, points, proposed, missed, level, level_name, reason, words, decided_by, decided_at)
			values (${actor.tenantId}, ${round.id}, ${part.personId}, ${round.unitId}, ${rating.points}, ${proposed}, ${JSON.stringify(missed)}::text::jsonb, ${wanted.level},
				${bandName(round.rules, wanted.level)}, ${wanted.level === proposed ? '' : wanted.reason}, ${wanted.words}, ${personId}, ${now})
			on conflict (tenant_id, round_id, person_id) do update set points = excluded.points, proposed = excluded.proposed, missed = excluded.missed,
				level = excluded.level, level_name = excluded.level_name, reason = excluded.reason, words = excluded.words, decided_by = excluded.decided_by,
				decided_at = excluded.decided_at`.execute(tx);
		await tx
			.updateTable('review_person')
			.set({ settled_at: now })
			.where('tenant_id', '=', actor.tenantId)
			.where('round_id', '=', round.id)
			.where('person_id', '=', part.personId)
			.execute();
		await context.emit('review.settled', {
			...subjectOf(round),
			personId: part.personId,
			personal: true,
		});
	}
	return { people: input.results.length };
});

/**
 * Announces a round in the meeting in which it was concluded: from then on each person sees the own rating, and after a year the
 * unit sees the levels. @throws Failure refused (somebody is not decided on), invalid (a meeting that was not held)
 */
export const concludeReview = command('review.conclude', ConcludeInput, async (context, input) => {
	const { tx, actor, personId, now } = context;
	const { round, parts } = await lockedRound(context, input.roundId);
	const unsettled = parts.filter(({ settledAt }) => settledAt === null).length;
	context.permit(mayConclude(actor, round, unsettled));
	const meeting = await seenMeeting(context, input.meetingId, false);
	if (meeting.unitId !== round.unitId || (meeting.state !== 'open' && meeting.state !== 'closed'))
		throw invalidAt('meetingId', 'issue_review_meeting');
	await tx
		.updateTable('review_round')
		.set({
			state: 'concluded',
			meeting_id: meeting.id,
			words: input.words,
			concluded_by: personId,
			concluded_at: now,
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', round.id)
		.execute();
	// From here on the own result is there too.
	if (round.kind === 'year')
		await sql`insert into review_announced (tenant_id, round_id, person_id, unit_id, level, level_name, announced_at)
			select tenant_id, round_id, person_id, unit_id, level, level_name, ${now} from review_result
			where tenant_id = ${actor.tenantId} and round_id = ${round.id}`.execute(tx);
	await context.emit('review.concluded', {
		...subjectOf(round),
		after: { meetingId: meeting.id, people: parts.length },
	});
	await notify(context, {
		personIds: parts.map((part) => part.personId),
		unitId: round.unitId,
		kind: 'review.concluded',
		subjectId: round.id,
		step: 'concluded',
		words: round.kind === 'year' ? 'told_review_concluded_year' : 'told_review_concluded_quarter',
		detail: { year: round.year, quarter: romanOf(round.quarter) },
		href: `/danh-gia/${round.id}/toi`,
		letterWords: 'letter_review_concluded',
	});
});
