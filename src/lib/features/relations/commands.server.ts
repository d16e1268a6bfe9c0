import { sql } from 'kysely';
import { readableAmong } from '#lib/features/library/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { invalid, missing } from '#lib/shared/failures.ts';
import { numberKey } from '#lib/text/fold.ts';
import { mayReadText, mayRelate } from './policy.ts';
import { readText } from './records.server.ts';
import {
	AddRelationInput,
	CorrectEffectInput,
	DecideRelationInput,
	ReadTextInput,
	RemoveRelationInput,
} from './schema.ts';

/** The document of a change, for somebody who files in its unit. To everybody else it is not there. */
const documentToRelate = async (tx: Tx, actor: Actor, documentId: string) => {
	const document = await tx
		.selectFrom('document')
		.select(['id', 'unit_id', 'number', 'type_name', 'number_key'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', documentId)
		.executeTakeFirst();
	if (!document || !mayRelate(actor, document.unit_id).allowed) throw missing('failure_not_found');
	return document;
};

const wordsOf = (target: { type_name: string; number: string | null }): string =>
	target.number ? `${target.type_name} số ${target.number}` : target.type_name;

const relationToChange = async (tx: Tx, actor: Actor, relationId: string) => {
	const relation = await tx
		.selectFrom('document_relation')
		.selectAll()
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', relationId)
		.forUpdate()
		.executeTakeFirst();
	if (!relation) throw missing('failure_not_found');
	return { relation, document: await documentToRelate(tx, actor, relation.document_id) };
};

/** Reads a document again, by the job: after new rules, or for what was filed before there were any. */
export const readDocumentAgain = command(
	'relations.read',
	ReadTextInput,
	async (context, input) => {
		context.permit(mayReadText(context.actor));
		await readText(context, input.documentId);
	},
	{ silent: true },
);

/** Confirms or refuses a relation that the text suggests. A decision can be changed. */
export const decideRelation = command('relation.decide', DecideRelationInput, async (context, input) => {
	const { tx, actor, now } = context;
	const { relation, document } = await relationToChange(tx, actor, input.relationId);
	context.permit(mayRelate(actor, document.unit_id));
	await tx
		.updateTable('document_relation')
		.set({
			state: input.decision,
			decided_by: context.personId,
			decided_at: now,
			...(input.scope ? { scope: input.scope } : {}),
			...(input.decision === 'confirmed' ? { effective_on: input.effectiveOn ?? null } : {}),
		})
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', relation.id)
		.execute();
	await context.emit(input.decision === 'confirmed' ? 'relation.confirmed' : 'relation.refused', {
		subject: { type: 'relation', id: relation.id },
		unitId: document.unit_id,
		documentId: document.id,
		before: { state: relation.state },
		after: { kind: relation.kind, target: relation.target_words, scope: input.scope ?? relation.scope },
	});
});

/** Adds a relation that the text does not tell: to a document that is there and that the person may read. */
export const addRelation = command('relation.add', AddRelationInput, async (context, input) => {
	const { tx, actor, now } = context;
	const document = await documentToRelate(tx, actor, input.documentId);
	context.permit(mayRelate(actor, document.unit_id));
	const named = await tx
		.selectFrom('document')
		.select(['id', 'type_name', 'number'])
		.where('tenant_id', '=', actor.tenantId)
		.where('number_key', '=', numberKey(input.target))
		.where('number_key', '<>', '')
		.where('id', '<>', document.id)
		.execute();
	const readable = await readableAmong(
		tx,
		actor,
		named.map(({ id }) => id),
	);
	const [target, ...others] = named.filter(({ id }) => readable.has(id));
	if (!target) throw invalid([{ path: 'target', message: sayKey('issue_relation_target_unknown') }]);
	if (others.length > 0)
		throw invalid([{ path: 'target', message: sayKey('issue_relation_target_several') }]);
	const words = wordsOf(target);
	const id = context.newId();
	// The text may have suggested the same: then this is its confirmation.
	const { rows } = await sql<{ id: string }>`
		insert into document_relation (tenant_id, id, document_id, kind, target_id, target_key, target_words, scope, effective_on, state, origin, reason,
			created_at, decided_by, decided_at)
		values (${actor.tenantId}, ${id}, ${document.id}, ${input.kind}, ${target.id}, ${`id:${target.id}`}, ${words}, ${input.scope},
			${input.effectiveOn ?? null}, 'confirmed', 'person', ${input.reason}, ${now}, ${context.personId}, ${now})
		on conflict (tenant_id, document_id, kind, target_key) do update set scope = excluded.scope, effective_on = excluded.effective_on,
			state = 'confirmed', reason = excluded.reason, decided_by = excluded.decided_by, decided_at = excluded.decided_at
		returning id`.execute(tx);
	await sql`
		delete from document_relation where tenant_id = ${actor.tenantId} and document_id = ${document.id} and kind = ${input.kind}
			and target_id = ${target.id} and origin = 'text' and state <> 'confirmed'`.execute(tx);
	const relationId = rows[0]?.id ?? id;
	await context.emit('relation.added', {
		subject: { type: 'relation', id: relationId },
		unitId: document.unit_id,
		documentId: document.id,
		after: { kind: input.kind, target: words, scope: input.scope },
	});
	return { relationId };
});

/**
 * Says of a document that it carries out others, inside the command that issues it. What the text suggests of the same
 * is confirmed by this.
 */
export const carryOutWithin = async (
	{ tx, actor, now, newId, personId }: CommandContext,
	documentId: string,
	targetIds: readonly string[],
): Promise<void> => {
	if (targetIds.length === 0) return;
	const targets = await tx
		.selectFrom('document')
		.select(['id', 'type_name', 'number'])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', 'in', targetIds)
		.execute();
	for (const target of targets) {
		await sql`delete from document_relation where tenant_id = ${actor.tenantId} and document_id = ${documentId} and target_id = ${target.id}
			and origin = 'text' and state = 'suggested'`.execute(tx);
		await sql`
			insert into document_relation (tenant_id, id, document_id, kind, target_id, target_key, target_words, scope, state, origin, reason, created_at, decided_by, decided_at)
			values (${actor.tenantId}, ${newId()}, ${documentId}, 'implements', ${target.id}, ${`id:${target.id}`}, ${wordsOf(target)}, 'whole', 'confirmed', 'person', '', ${now}, ${personId}, ${now})
			on conflict (tenant_id, document_id, kind, target_key) do nothing`.execute(tx);
	}
};

/** Takes back a relation that a person had added. */
export const removeRelation = command('relation.remove', RemoveRelationInput, async (context, input) => {
	const { tx, actor } = context;
	const { relation, document } = await relationToChange(tx, actor, input.relationId);
	context.permit(mayRelate(actor, document.unit_id));
	if (relation.origin === 'person')
		await tx
			.deleteFrom('document_relation')
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', relation.id)
			.execute();
	else
		await tx
			.updateTable('document_relation')
			.set({ state: 'refused', decided_by: context.personId, decided_at: context.now })
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', relation.id)
			.execute();
	await context.emit('relation.removed', {
		subject: { type: 'relation', id: relation.id },
		unitId: document.unit_id,
		documentId: document.id,
		before: { kind: relation.kind, target: relation.target_words },
	});
});

/** Corrects from when until when a document is in force; the text is not read for it again. */
export const correctEffect = command('effect.correct', CorrectEffectInput, async (context, input) => {
	const { tx, actor, now } = context;
	const document = await documentToRelate(tx, actor, input.documentId);
	context.permit(mayRelate(actor, document.unit_id));
	const before = await tx
		.selectFrom('document_effect')
		.select(['in_force_from', 'in_force_until', 'basis'])
		.where('tenant_id', '=', actor.tenantId)
		.where('document_id', '=', document.id)
		.executeTakeFirst();
	const from = input.inForceFrom ?? null;
	const until = input.inForceUntil ?? null;
	await sql`
		insert into document_effect (tenant_id, document_id, in_force_from, in_force_until, basis, rules, fingerprint, read_at)
		values (${actor.tenantId}, ${document.id}, ${from}, ${until}, 'person', 0, '', ${now})
		on conflict (tenant_id, document_id) do update set in_force_from = excluded.in_force_from, in_force_until = excluded.in_force_until,
			basis = 'person', reason = '', reason_anchor = null`.execute(tx);
	await context.emit('effect.corrected', {
		subject: { type: 'document', id: document.id },
		unitId: document.unit_id,
		documentId: document.id,
		before: {
			from: before?.in_force_from ?? null,
			until: before?.in_force_until ?? null,
			basis: before?.basis ?? null,
		},
		after: { from, until },
	});
});
