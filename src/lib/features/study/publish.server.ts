import { notify } from '#lib/features/notifications/public.server.ts';
import { audienceOf, requireUnit, type Unit } from '#lib/features/organisation/public.server.ts';
import { publishedTo } from '#lib/features/reading/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { isWithin } from '#lib/shared/actor.ts';
import { conflict, missing } from '#lib/shared/failures.ts';
import type { KnownRound } from './facts.server.ts';
import { mayPrepare } from './policy.ts';
import { seenRound, subjectOf } from './records.server.ts';
import { PublishInput } from './schema.ts';

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
