import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { missing } from '#lib/shared/failures.ts';
import { type Body, collectivesOf, type KnownCollective } from './collectives.server.ts';
import { bandName, classify } from './domain/bands.ts';
import { pointsOf } from './domain/points.ts';
import { type KnownRound, roundFacts, subjectOf } from './facts.server.ts';
import { mayAppraise, mayDecideCollective, mayRecordLabel, mayWriteCollective } from './policy.ts';
import { checkedMarks } from './rate.server.ts';
import { AppraiseInput, DecideCollectiveInput, RecordLabelInput, WriteCollectiveInput } from './schema.ts';

const lockedBody = async (
	{ tx, actor }: CommandContext,
	roundId: string,
	body: Body,
): Promise<{ round: KnownRound; known: KnownCollective }> => {
	const round = await roundFacts(tx, actor.tenantId, roundId, true);
	const known = (await collectivesOf(tx, actor.tenantId, round)).find((one) => one.body === body);
	if (!known) throw missing('failure_not_found');
	return { round, known };
};

const change = (
	{ tx, actor }: CommandContext,
	of: { roundId: string; body: Body },
	set: Record<string, unknown>,
) =>
	tx
		.updateTable('review_collective')
		.set(set)
		.where('tenant_id', '=', actor.tenantId)
		.where('round_id', '=', of.roundId)
		.where('kind', '=', of.body)
		.execute();

/** What the committee or the unit says of itself, on the collective's form. @throws Failure refused, invalid */
export const writeCollective = command(
	'review.write_collective',
	WriteCollectiveInput,
	async (context, input) => {
		const { tx, actor, personId, now } = context;
		const { round, known } = await lockedBody(context, input.roundId, input.body);
		context.permit(mayWriteCollective(actor, round, known));
		const marks = checkedMarks(round.rules, input.marks);
		const words = Object.fromEntries(
			round.rules.collectiveForm.parts.map(({ key }) => [key, input.words[key] ?? '']),
		);
		await sql`insert into review_collective (tenant_id, round_id, kind, unit_id, above_id, words, self_points, marks, self_by, self_at)
			values (${actor.tenantId}, ${round.id}, ${input.body}, ${round.unitId}, ${round.aboveId}, ${JSON.stringify(words)}::text::jsonb,
				${pointsOf(round.rules, marks).total}, ${JSON.stringify(marks)}::text::jsonb, ${personId}, ${now})
			on conflict (tenant_id, round_id, kind) do update set words = excluded.words, self_points = excluded.self_points, marks = excluded.marks,
				self_at = excluded.self_at`.execute(tx);
		await context.emit('review.collective_written', { ...subjectOf(round), after: { body: input.body } });
	},
);

/** Appraises a collective: points and words of somebody who did not write for it. @throws Failure refused */
export const appraiseCollective = command(
	'review.appraise_collective',
	AppraiseInput,
	async (context, input) => {
		const { round, known } = await lockedBody(context, input.roundId, input.body);
		context.permit(mayAppraise(context.actor, known));
		if (!known.marks) throw missing('failure_not_found');
		const { level, missed } = classify(round.rules, input.points, known.marks);
		await change(
			context,
			{ roundId: round.id, body: input.body },
			{
				points: input.points,
				appraisal: input.appraisal,
				appraised_by: context.personId,
				appraised_at: context.now,
				proposed: level,
				missed: JSON.stringify(missed),
			},
		);
		await context.emit('review.collective_appraised', { ...subjectOf(round), after: { body: input.body } });
	},
);

/** Decides on a collective's level, or records what the unit above decided on paper. It stays. @throws Failure refused, invalid */
export const decideCollective = command(
	'review.decide_collective',
	DecideCollectiveInput,
	async (context, input) => {
		const { round, known } = await lockedBody(context, input.roundId, input.body);
		context.permit(mayDecideCollective(context.actor, known, input.decisionNumber !== ''));
		if (!round.rules.bands.some(({ key }) => key === input.level))
			throw invalidAt('level', 'issue_review_level');
		if (input.level !== known.proposed && input.reason === '')
			throw invalidAt('reason', 'issue_review_reason', { name: round.unitName });
		await change(
			context,
			{ roundId: round.id, body: input.body },
			{
				level: input.level,
				level_name: bandName(round.rules, input.level),
				reason: input.level === known.proposed ? '' : input.reason,
				decision_number: input.decisionNumber,
				decision_day: input.decisionDay ?? null,
				decided_by: context.personId,
				decided_at: context.now,
			},
		);
		await context.emit('review.collective_decided', {
			...subjectOf(round),
			after: { body: input.body, number: input.decisionNumber },
		});
	},
);

/** Records the classification of an earlier year in the words of its time. @throws Failure refused (one's own) */
export const recordLabel = command('review.record_label', RecordLabelInput, async (context, input) => {
	const { tx, actor } = context;
	await requireUnit(tx, input.unitId);
	context.permit(mayRecordLabel(actor, input.unitId, input.personId ?? null));
	const id = context.newId();
	await tx
		.insertInto('review_label')
		.values({
			tenant_id: actor.tenantId,
			id,
			unit_id: input.unitId,
			year: input.year,
			kind: input.kind,
			person_id: input.personId ?? null,
			label: input.label,
			decision: input.decision,
			recorded_by: context.personId,
			recorded_at: context.now,
		})
		.execute();
	await context.emit('review.label_recorded', {
		subject: { type: 'review_label', id },
		unitId: input.unitId,
		personId: input.personId ?? null,
		personal: input.kind === 'person',
		after: { year: input.year, kind: input.kind },
	});
});
