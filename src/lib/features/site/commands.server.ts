import { notify } from '#lib/features/notifications/public.server.ts';
import { rolesIn } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { type KnownEntry, seenEntry } from './facts.server.ts';
import { mayApprove, mayDiscard, mayPrepare, mayTakeOff, mayWorkOnSite } from './policy.ts';
import { EntryInput, PrepareInput, WithdrawInput } from './schema.ts';
import { takeOff } from './take-off.server.ts';
import { keepVersion, readyCandidate } from './versions.server.ts';

const tell = (
	context: CommandContext,
	entry: KnownEntry,
	verb: string,
	after: Record<string, unknown> = {},
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'site_entry', id: entry.id },
		unitId: entry.unitId,
		documentId: entry.kind === 'document' ? entry.sourceId : null,
		personId: entry.authorId,
		personal: entry.authorId !== null,
		after: { kind: entry.kind, ...after },
	});

/** Prepares a thing for the site, or a correction of what is shown; those who head the unit are told that it waits. */
export const prepareEntry = command('site.prepare', PrepareInput, async (context, input) => {
	context.permit(mayWorkOnSite(context.actor, input.unitId));
	const candidate = await readyCandidate(context, input);
	const authorId = candidate.author?.personId ?? null;
	context.permit(mayPrepare(context.actor, { unitId: input.unitId, authorId }));
	const entry = await keepVersion(context, input, candidate, false);
	await tell(context, entry, 'site.prepared');
	const heads = await rolesIn(
		context.tx,
		context.actor.tenantId,
		input.unitId,
		['secretary', 'deputy'],
		context.today,
	);
	await notify(context, {
		personIds: heads.filter((id) => id !== authorId),
		unitId: input.unitId,
		kind: 'site.waits',
		subjectId: entry.id,
		step: `waits ${context.now.toISOString()}`,
		words: 'site_told_waits',
		detail: { title: input.title },
		letterWords: 'site_letter_waits',
		href: `/cong-bo/bai/${entry.id}`,
	});
	return { entryId: entry.id };
});

/**
 * Approves a thing as it is now, with the words around it: it is frozen and stands on the site. Of what is shown already
 * it is the next version. Whose text it is learns of it.
 * @throws Failure refused (own text, not of those who head the unit), conflict (not ready any more)
 */
export const publishEntry = command('site.publish', PrepareInput, async (context, input) => {
	context.permit(mayWorkOnSite(context.actor, input.unitId));
	const candidate = await readyCandidate(context, input);
	const authorId = candidate.author?.personId ?? null;
	context.permit(mayApprove(context.actor, { unitId: input.unitId, authorId }));
	const entry = await keepVersion(context, input, candidate, true);
	await tell(context, entry, entry.version > 1 ? 'site.corrected' : 'site.published', {
		version: entry.version,
	});
	await notify(context, {
		personIds: authorId ? [authorId] : [],
		unitId: input.unitId,
		kind: 'site.published',
		subjectId: entry.id,
		step: `version ${entry.version}`,
		words: 'site_told_published',
		detail: { title: input.title },
		letterWords: 'site_letter_published',
		href: `/cong-bo/bai/${entry.id}`,
	});
	return { entryId: entry.id, version: entry.version };
});

/** Sets aside the version that waits; what is shown stays as it is. */
export const discardVersion = command('site.discard', EntryInput, async (context, { entryId }) => {
	const { tx, actor } = context;
	const entry = await seenEntry(context, entryId);
	context.permit(mayDiscard(actor, entry));
	await tx
		.deleteFrom('site_version')
		.where('tenant_id', '=', actor.tenantId)
		.where('entry_id', '=', entry.id)
		.where('approved_at', 'is', null)
		.execute();
	if (entry.version === 0)
		await tx
			.deleteFrom('site_entry')
			.where('tenant_id', '=', actor.tenantId)
			.where('id', '=', entry.id)
			.execute();
	await tell(context, entry, 'site.discarded');
	return { isGone: entry.version === 0 };
});

/** Takes an entry off the site at once: its author at any time, or who heads the unit. */
export const withdrawEntry = command('site.withdraw', WithdrawInput, async (context, input) => {
	const entry = await seenEntry(context, input.entryId);
	context.permit(mayTakeOff(context.actor, entry));
	const isAuthor = entry.authorId !== null && entry.authorId === context.actor.personId;
	await takeOff(context, entry, isAuthor ? 'author' : 'approver', input.reason);
});
