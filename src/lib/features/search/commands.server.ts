import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { mayChangeAbbreviations, mayKeepSearches } from './policy.ts';
import { setAbbreviationState } from './records.server.ts';
import {
	RemoveSearchInput,
	SaveSearchInput,
	SetAbbreviationInput,
	StrikeAbbreviationInput,
} from './schema.ts';

/** Adds an abbreviation to the table of the tenant; one that had been struck holds again. */
export const addAbbreviation = command('abbreviation.add', SetAbbreviationInput, async (context, input) => {
	context.permit(mayChangeAbbreviations(context.actor));
	const id = await setAbbreviationState(context, { ...input, state: 'added' });
	await context.emit('abbreviation.added', { subject: { type: 'abbreviation', id }, after: input });
});

/** Strikes an abbreviation, one's own or one that the rules bring along. */
export const strikeAbbreviation = command(
	'abbreviation.strike',
	StrikeAbbreviationInput,
	async (context, input) => {
		context.permit(mayChangeAbbreviations(context.actor));
		const id = await setAbbreviationState(context, { ...input, state: 'struck' });
		await context.emit('abbreviation.struck', { subject: { type: 'abbreviation', id }, before: input });
	},
);

/** Keeps a search under a name; the same search kept again gets the new name. */
export const saveSearch = command('search.save', SaveSearchInput, async (context, input) => {
	const { tx, actor, now } = context;
	context.permit(mayKeepSearches(actor));
	const kept = await sql<{ id: string }>`
		insert into saved_search (tenant_id, id, person_id, name, query, saved_at)
		values (${actor.tenantId}, ${context.newId()}, ${context.personId}, ${input.name}, ${input.query}, ${now})
		on conflict (tenant_id, person_id, query) do update set name = excluded.name
		returning id`.execute(tx);
	// What somebody looks for is theirs: the event says that, not what.
	await context.emit('search.saved', {
		subject: { type: 'saved_search', id: kept.rows[0]?.id ?? null },
		personId: context.personId,
		personal: true,
	});
});

export const removeSearch = command('search.remove', RemoveSearchInput, async (context, input) => {
	const { tx, actor } = context;
	context.permit(mayKeepSearches(actor));
	const gone = await sql`delete from saved_search
		where tenant_id = ${actor.tenantId} and person_id = ${context.personId} and id = ${input.savedSearchId} returning id`.execute(
		tx,
	);
	if (gone.rows.length === 0) throw missing('failure_not_found');
	await context.emit('search.removed', {
		subject: { type: 'saved_search', id: input.savedSearchId },
		personId: context.personId,
		personal: true,
	});
});
