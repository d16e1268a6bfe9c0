import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict, missing, refused } from '#lib/shared/failures.ts';
import { kindRule, mostOf } from './domain/rules.ts';
import { drawSample } from './domain/sample.ts';
import type { RecordKind } from './domain/states.ts';
import { lockedInspection } from './facts.server.ts';
import { mayTake } from './policy.ts';
import { TakeInput } from './schema.ts';
import { tellEvent } from './told.server.ts';

export type Available = { id: string; title: string; stratum: string; happenedOn: Day };

/** All that there is of a kind within the scope of an inspection, for its inspectors: in a fixed order. */
export const populationOf = async (tx: Tx, inspectionId: string, kind: RecordKind): Promise<Available[]> => {
	const found = await sql<Available>`
		select source_id as id, title, stratum, happened_on as "happenedOn" from public.inspection_population(${inspectionId}, ${kind})`.execute(
		tx,
	);
	return found.rows;
};

/** The fingerprint of a population: the same records in the same order give the same. */
export const fingerprintOf = (records: readonly { id: string }[]): string =>
	createHash('sha256')
		.update(records.map(({ id }) => id).join('\n'))
		.digest('hex');

/**
 * Takes the records of one kind into an inspection, once: all of them, so many by lot, or chosen ones. How it was done stays,
 * with the seed, so that anybody can draw the same again.
 * @throws Failure refused, conflict (taken already), invalid (more than the rules allow, none chosen)
 */
export const takeRecords = command('inspection.take', TakeInput, async (context, input) => {
	const { tx, actor, now } = context;
	const one = await lockedInspection(context, input.inspectionId);
	context.permit(mayTake(actor, one));
	const rule = one.kinds.includes(input.kind) ? kindRule(one.rules, input.kind) : null;
	if (!rule) throw missing('failure_not_found');
	if (!rule.ways.includes(input.way)) throw refused('refused_inspection_way');
	const known = await tx
		.selectFrom('inspection_sample')
		.select('kind')
		.where('tenant_id', '=', actor.tenantId)
		.where('inspection_id', '=', one.id)
		.where('kind', '=', input.kind)
		.executeTakeFirst();
	if (known) throw conflict('failure_inspection_taken');
	const population = await populationOf(tx, one.id, input.kind);
	const most = mostOf(rule, population.length);
	const seed = input.way === 'drawn' ? context.newId() : '';
	if (input.way === 'drawn' && input.wanted === undefined)
		throw invalidAt('wanted', 'issue_inspection_wanted');
	if (input.way === 'drawn' && (input.wanted ?? 0) > most && population.length > 0)
		throw invalidAt('wanted', 'issue_inspection_most', { most });
	const sourceIds = {
		full: () => population.map(({ id }) => id),
		drawn: () => drawSample(population, seed, input.wanted ?? 0),
		chosen: () => [...new Set(input.sourceIds)],
	}[input.way]();
	if (input.way === 'chosen' && sourceIds.length === 0)
		throw invalidAt('sourceIds', 'issue_inspection_chosen');
	await tx
		.insertInto('inspection_sample')
		.values({
			tenant_id: actor.tenantId,
			inspection_id: one.id,
			kind: input.kind,
			way: input.way,
			seed,
			wanted: input.way === 'drawn' ? (input.wanted ?? 0) : sourceIds.length,
			population: population.length,
			population_sha256: fingerprintOf(population),
			taken_by: context.personId,
			taken_at: now,
		})
		.execute();
	const wanted = sourceIds.map((source) => ({ id: context.newId(), source }));
	const taken = await sql<{ count: number }>`
		select public.take_into_inspection(${one.id}, ${input.kind}, ${JSON.stringify(wanted)}::text::jsonb) as count`.execute(
		tx,
	);
	const count = taken.rows[0]?.count ?? 0;
	// What is not of the scope is not there.
	if (count !== sourceIds.length) throw missing('failure_not_found');
	await tellEvent(context, one, 'inspection.taken', {
		kind: input.kind,
		way: input.way,
		seed,
		count,
		population: population.length,
		populationSha256: fingerprintOf(population),
	});
	return { count };
});
