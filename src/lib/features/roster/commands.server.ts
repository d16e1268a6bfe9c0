import { sql } from 'kysely';
import {
	type PeopleWritten,
	requireUnit,
	unwritePeople,
	writePeople,
} from '#lib/features/organisation/public.server.ts';
import { type CommandContext, command } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { conflict } from '#lib/shared/failures.ts';
import { guessMapping, type Mapping, mapsNames } from './domain/columns.ts';
import type { Compared } from './domain/people.ts';
import { compareRoster, type KnownRoster, reportOf, rosterFacts } from './facts.server.ts';
import { mayTakeIn, mayUndo, mayWork } from './policy.ts';
import { readList } from './read-list.server.ts';
import { MapInput, UploadInput, WriteInput } from './schema.ts';

const json = (value: unknown) => sql`${JSON.stringify(value)}::text::jsonb`;

const toWork = async (context: CommandContext, id: string): Promise<KnownRoster> => {
	const roster = await rosterFacts(context.tx, context.actor.tenantId, id, true);
	context.permit(mayWork(context.actor, roster));
	return roster;
};

/** Reads a list and keeps it to be looked at. Nobody is added yet. */
export const uploadRoster = command('roster.upload', UploadInput, async (context, input) => {
	const { tx, actor } = context;
	const unit = await requireUnit(tx, input.unitId);
	context.permit(mayTakeIn(actor, { unitId: unit.id, path: unit.path }));
	const list = readList(input.bytes, input.fileName);
	const id = context.newId();
	await sql`
		insert into roster_import (tenant_id, id, unit_id, file_name, headings, lines, left_out, mapping, standing, starts_on, state, created_by, created_at)
		values (${actor.tenantId}, ${id}, ${unit.id}, ${input.fileName}, ${json(list.headings)}, ${json(list.lines)}, ${json(list.leftOut)}, ${json(guessMapping(list.headings))},
			${input.standing}, ${input.from}, 'uploaded', ${context.personId}, ${context.now})`.execute(tx);
	await context.emit('roster.uploaded', {
		subject: { type: 'roster', id },
		unitId: unit.id,
		after: { fileName: input.fileName, rows: list.lines.length },
	});
	return { rosterId: id };
});

/** Says which column is which. */
export const mapRoster = command('roster.map', MapInput, async (context, input) => {
	const { rosterId, standingOtherwise, startsOn, ...columns } = input;
	const roster = await toWork(context, rosterId);
	const mapping: Mapping = Object.fromEntries(
		Object.entries(columns).filter(([, column]) => column !== undefined),
	);
	if (!mapsNames(mapping)) throw invalidAt('fullName', 'issue_roster_names');
	await sql`update roster_import set mapping = ${json(mapping)}, standing = ${standingOtherwise}, starts_on = ${startsOn}
		where tenant_id = ${context.actor.tenantId} and id = ${roster.id}`.execute(context.tx);
	await context.emit('roster.mapped', {
		subject: { type: 'roster', id: roster.id },
		unitId: roster.unitId,
		after: mapping,
	});
});

/** What is changed of whom, so that it can be taken back. */
const changesOf = (rows: readonly Compared[], today: Day): PeopleWritten['changed'] =>
	rows.flatMap(({ outcome, personId, unitId, changes, from }) => {
		const of = (field: 'jobTitle' | 'email' | 'standing') => {
			const found = changes.find((change) => change.field === field);
			return found ? { before: found.before, after: found.after } : null;
		};
		return outcome === 'changed' && personId && unitId
			? [
					{
						personId,
						unitId,
						jobTitle: of('jobTitle'),
						email: of('email'),
						standing: of('standing'),
						from: from ?? today,
					},
				]
			: [];
	});

/**
 * Writes what is new and what has changed, as one change: everybody is compared with who is there at this moment. Rows with
 * a problem are left alone. Nobody gets a role or an account by it. What was uploaded is emptied.
 */
export const writeRoster = command('roster.write', WriteInput, async (context, input) => {
	const { tx, actor } = context;
	const roster = await toWork(context, input.rosterId);
	const rows = await compareRoster(tx, actor.tenantId, roster, context.today);
	const report = reportOf(rows);
	if (report.new + report.changed === 0) throw invalidAt('rosterId', 'issue_roster_nothing');
	const { addedIds } = await writePeople(context, {
		added: rows.flatMap(({ outcome, unitId, fullName, jobTitle, email, standing, from }) =>
			outcome === 'new' && unitId
				? [
						{
							unitId,
							fullName,
							jobTitle,
							email,
							standing: standing ?? roster.standing,
							from: from ?? roster.startsOn,
						},
					]
				: [],
		),
		changed: rows.flatMap(({ outcome, personId, unitId, changes, from }) => {
			const after = (field: string): string | null =>
				changes.find((change) => change.field === field)?.after ?? null;
			return outcome === 'changed' && personId && unitId
				? [
						{
							personId,
							unitId,
							jobTitle: after('jobTitle'),
							email: after('email'),
							standing: after('standing'),
							from: from ?? context.today,
						},
					]
				: [];
		}),
	});
	const written = { addedIds, changed: changesOf(rows, context.today) } satisfies PeopleWritten;
	await sql`update roster_import set state = 'written', lines = '[]', headings = '[]', report = ${json(report)}, written = ${json(written)}, written_by = ${context.personId}, written_at = ${context.now}
		where tenant_id = ${actor.tenantId} and id = ${roster.id}`.execute(tx);
	await context.emit('roster.written', {
		subject: { type: 'roster', id: roster.id },
		unitId: roster.unitId,
		after: report,
	});
	return report;
});

/** Lets a list go without writing anything of it. */
export const dropRoster = command('roster.drop', WriteInput, async (context, input) => {
	const roster = await toWork(context, input.rosterId);
	await sql`update roster_import set state = 'dropped', lines = '[]', headings = '[]' where tenant_id = ${context.actor.tenantId} and id = ${roster.id}`.execute(
		context.tx,
	);
	await context.emit('roster.dropped', { subject: { type: 'roster', id: roster.id }, unitId: roster.unitId });
});

/**
 * Takes back what a list wrote, as a whole, within a day and as long as nothing hangs on the people whom it added.
 * @throws Failure refused, conflict
 */
export const undoRoster = command('roster.undo', WriteInput, async (context, input) => {
	const { tx, actor, now } = context;
	const roster = await rosterFacts(tx, actor.tenantId, input.rosterId, true);
	context.permit(mayUndo(actor, { ...roster, now }));
	const found = await sql<{ written: PeopleWritten | null }>`
		select written from roster_import where tenant_id = ${actor.tenantId} and id = ${roster.id}`.execute(tx);
	const written = found.rows[0]?.written;
	if (!written) throw conflict('failure_roster_used');
	await unwritePeople(context, written);
	await sql`update roster_import set state = 'undone', written = null, undone_by = ${context.personId}, undone_at = ${now}
		where tenant_id = ${actor.tenantId} and id = ${roster.id}`.execute(tx);
	await context.emit('roster.undone', {
		subject: { type: 'roster', id: roster.id },
		unitId: roster.unitId,
		after: { added: written.addedIds.length, changed: written.changed.length },
	});
});
