import { sql } from 'kysely';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid } from '#lib/shared/failures.ts';
import { type Marks, pointsOf } from './domain/points.ts';
import { formOf, type ReviewRules } from './domain/rules.ts';
import { lockedRound, partOf, subjectOf } from './facts.server.ts';
import { mayRate, mayRateSelf, maySeePeople } from './policy.ts';
import { RateInput, RateSelfInput } from './schema.ts';

/** Marks that the rules know; more points than a criterion has, or more late than done, are refused. @throws Failure invalid */
export const checkedMarks = (rules: ReviewRules, { general, tasks, fixed }: Marks): Marks => {
	const issues = [
		...rules.general
			.filter(({ key, max }) => (general[key] ?? 0) > max)
			.map(({ key, max }) => ({
				path: `marks.general.${key}`,
				message: sayKey('issue_review_points', { max }),
			})),
		...rules.general
			.filter(({ key }) => general[key] === undefined)
			.map(({ key }) => ({ path: `marks.general.${key}`, message: sayKey('issue_review_number') })),
		...(tasks.late > tasks.done ? [{ path: 'marks.tasks.late', message: sayKey('issue_review_late') }] : []),
	];
	if (issues.length > 0) throw invalid(issues);
	return {
		general: Object.fromEntries(rules.general.map(({ key }) => [key, general[key] ?? 0])),
		tasks,
		fixed,
	};
};

const touch = (
	{ tx, actor }: CommandContext,
	of: { roundId: string; personId: string },
	set: { self_at?: Date; rated_at?: Date; settled_at?: null },
) =>
	tx
		.updateTable('review_person')
		.set(set)
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', of.roundId)
		.where('person_id', '=', of.personId)
		.execute();

/** What one says of the own work; kept for oneself until it is handed in. @throws Failure refused (for another, or announced), invalid */
export const rateSelf = command('review.rate_self', RateSelfInput, async (context, input) => {
	const { tx, actor, personId, now } = context;
	const { round, parts } = await lockedRound(context, input.roundId);
	const part = partOf(parts, personId);
	context.permit(mayRateSelf(actor, round, part));
	const marks = checkedMarks(round.rules, input.marks);
	const known = formOf(round.rules, round.kind, part.form).parts;
	const words = Object.fromEntries(known.map(({ key }) => [key, input.words[key] ?? '']));
	if (input.handsIn && Object.values(words).every((text) => text === ''))
		throw invalid([{ path: `words.${known[0]?.key}`, message: sayKey('issue_review_words') }]);
	const handedIn = input.handsIn ? now : null;
	await sql`insert into review_self as s (tenant_id, round_id, person_id, unit_id, marks, points, words, handed_in_at, saved_at)
		values (${actor.tenantId}, ${round.id}, ${personId}, ${round.unitId}, ${JSON.stringify(marks)}::text::jsonb, ${pointsOf(round.rules, marks).total},
			${JSON.stringify(words)}::text::jsonb, ${handedIn}, ${now})
		on conflict (tenant_id, round_id, person_id) do update set marks = excluded.marks, points = excluded.points, words = excluded.words,
			handed_in_at = coalesce(excluded.handed_in_at, s.handed_in_at), saved_at = excluded.saved_at`.execute(
		tx,
	);
	if (handedIn) await touch(context, { roundId: round.id, personId }, { self_at: now });
	await context.emit(handedIn ? 'review.self_rated' : 'review.self_saved', {
		...subjectOf(round),
		personId,
		personal: true,
	});
	return { handedIn: handedIn !== null };
});

/** Rates somebody's work; it may be changed until the round is announced, and what was decided on it is then open again. @throws Failure refused (oneself), invalid */
export const rate = command('review.rate', RateInput, async (context, input) => {
	const { tx, actor, personId, now } = context;
	const { round, parts } = await lockedRound(context, input.roundId);
	const part = partOf(parts, input.personId);
	context.permit(mayRate(actor, round, part));
	const marks = checkedMarks(round.rules, input.marks);
	const points = pointsOf(round.rules, marks).total;
	await sql`insert into review_rating (tenant_id, round_id, person_id, unit_id, rater_id, marks, points, words, rated_at)
		values (${actor.tenantId}, ${round.id}, ${part.personId}, ${round.unitId}, ${personId}, ${JSON.stringify(marks)}::text::jsonb, ${points}, ${input.words}, ${now})
		on conflict (tenant_id, round_id, person_id) do update set rater_id = excluded.rater_id, marks = excluded.marks, points = excluded.points,
			words = excluded.words, rated_at = excluded.rated_at`.execute(tx);
	await touch(context, { roundId: round.id, personId: part.personId }, { rated_at: now, settled_at: null });
	// No point stands in an event: those who answer for the unit read events, and ratings are not theirs.
	await context.emit('review.rated', { ...subjectOf(round), personId: part.personId, personal: true });
	const left = await sql<{ people: number }>`
		select count(*)::int as people from review_person where tenant_id = ${actor.tenantId} and round_id = ${round.id} and rated_at is null`.execute(
		tx,
	);
	if (round.state === 'open' && left.rows[0]?.people === 0 && maySeePeople(actor, round).allowed) {
		await tx
			.updateTable('review_round')
			.set({ state: 'rated' })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', round.id)
			.execute();
		await context.emit('review.all_rated', subjectOf(round));
	}
	return { points };
});
