import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { conflict, missing, refused } from '#lib/shared/failures.ts';
import { overlaps } from './domain/registers.ts';
import { takeNumber } from './numbers.server.ts';
import { mayDescribeIssuer, mayNumber } from './policy.ts';
import { layoutFor, termsOf } from './queries.server.ts';
import { CancelPaperInput, NumberPaperInput, SetIssuingBodyInput, SetTermInput } from './schema.ts';

/** Gives the next number to a paper that was written by hand or elsewhere. */
export const numberPaper = command('paper.number', NumberPaperInput, async (context, input) => {
	context.permit(mayNumber(context.actor, input.unitId));
	const { id, mark } = await takeNumber(context, { ...input, day: input.issuedOn });
	return { id, mark };
});

/** Cancels a number, with a reason. It stays in the register and is not given again. */
export const cancelPaper = command('paper.cancel', CancelPaperInput, async (context, input) => {
	const { tx, actor, now } = context;
	const found = await sql<{ unitId: string; mark: string; isCancelled: boolean }>`
		select unit_id as "unitId", mark, cancelled_at is not null as "isCancelled" from outgoing_paper
		where tenant_id = ${actor.tenantId} and id = ${input.paperId} for update`.execute(tx);
	const paper = found.rows[0];
	if (!paper || !mayNumber(actor, paper.unitId).allowed) throw missing('failure_not_found');
	context.permit(mayNumber(actor, paper.unitId));
	if (paper.isCancelled) throw conflict('refused_paper_cancelled');
	await sql`update outgoing_paper set cancelled_at = ${now}, cancelled_by = ${context.personId}, cancel_reason = ${input.reason}
		where tenant_id = ${actor.tenantId} and id = ${input.paperId}`.execute(tx);
	await context.emit('paper.cancelled', {
		subject: { type: 'outgoing_paper', id: input.paperId },
		unitId: paper.unitId,
		before: { mark: paper.mark },
		after: { reason: input.reason },
	});
});

/** Says how a unit stands in the head of its papers from a day on; what was said for this very day is replaced. */
export const setIssuingBody = command('issuing_body.set', SetIssuingBodyInput, async (context, input) => {
	const { tx, actor, now } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayDescribeIssuer(actor, { unitId: unit.id, path: unit.path }));
	const layout = await layoutFor(tx, actor.tenantId, input.side, input.validFrom);
	if (!layout.bodies[input.kind]) throw refused('refused_kind_of_body');
	const said = {
		kind: input.kind,
		superior: input.superior || null,
		name: input.name,
		sign: input.sign,
		place: input.place,
		collective: input.collective,
		head: input.head,
		deputy: input.deputy,
		kept: input.kept,
		set_by: context.personId,
		set_at: now,
	};
	const kept = await tx
		.insertInto('issuing_body')
		.values({
			...said,
			tenant_id: actor.tenantId,
			id: context.newId(),
			unit_id: unit.id,
			side: input.side,
			valid_from: input.validFrom,
		})
		.onConflict((conflicting) =>
			conflicting.columns(['tenant_id', 'unit_id', 'side', 'valid_from']).doUpdateSet(said),
		)
		.returning('id')
		.executeTakeFirstOrThrow();
	await context.emit('issuing_body.set', {
		subject: { type: 'issuing_body', id: kept.id },
		unitId: unit.id,
		after: { side: input.side, name: input.name, sign: input.sign, from: input.validFrom },
	});
});

/** Enters a term of a unit's committee, or puts its name and days right. Terms never share a day. */
export const setTerm = command('committee_term.set', SetTermInput, async (context, input) => {
	const { tx, actor } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayDescribeIssuer(actor, { unitId: unit.id, path: unit.path }));
	// Whoever changes the terms of a unit waits for the one who does so already.
	await sql`select from unit where tenant_id = ${actor.tenantId} and id = ${unit.id} for update`.execute(tx);
	const terms = await termsOf(tx, actor.tenantId, unit.id);
	const before = terms.find((term) => term.id === input.termId);
	if (input.termId !== undefined && !before) throw missing('failure_not_found');
	const term = {
		id: before?.id ?? context.newId(),
		name: input.name,
		startsOn: input.startsOn,
		endsOn: input.endsOn ?? null,
	};
	if (overlaps(term, terms)) throw conflict('refused_terms_overlap');
	await sql`insert into committee_term (tenant_id, id, unit_id, name, starts_on, ends_on)
		values (${actor.tenantId}, ${term.id}, ${unit.id}, ${term.name}, ${term.startsOn}, ${term.endsOn})
		on conflict (tenant_id, id) do update set name = excluded.name, starts_on = excluded.starts_on, ends_on = excluded.ends_on`.execute(
		tx,
	);
	await context.emit('committee_term.set', {
		subject: { type: 'committee_term', id: term.id },
		unitId: unit.id,
		...(before ? { before } : {}),
		after: term,
	});
});
