import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { mapsNames } from './domain/columns.ts';
import type { Compared } from './domain/people.ts';
import { compareRoster, type Report, type RosterState, reportOf, rosterFacts } from './facts.server.ts';
import { mayTakeIn, mayUndo, mayWork } from './policy.ts';

export const ROWS_AT_ONCE = 100;

/** The units into which the actor may take in people. */
const unitsToFill = async (tx: Tx, actor: Actor): Promise<{ value: string; label: string }[]> => {
	const paths = actor.roles
		.filter(({ role }) => role === 'administrator' || role === 'secretary')
		.map(({ path }) => path);
	const found = await sql<{ id: string; name: string; path: string }>`
		select id, name, path::text as path from unit
		where tenant_id = ${actor.tenantId} and dissolved_on is null and path <@ (${`{${paths.join(',')}}`}::text[])::ltree[] order by path limit 1000`.execute(
		tx,
	);
	return found.rows
		.filter(({ id, path }) => mayTakeIn(actor, { unitId: id, path }).allowed)
		.map(({ id, name }) => ({ value: id, label: name }));
};

/** What the page of lists shows. @throws Failure refused */
export const rostersPage = async (tx: Tx, actor: Actor) => {
	const units = await unitsToFill(tx, actor);
	if (units.length === 0) throw refused('refused_roster');
	const found = await sql<{
		id: string;
		unitId: string;
		path: string;
		unitName: string;
		fileName: string;
		state: RosterState;
		report: Report | null;
		createdAt: Date;
	}>`
		select r.id, r.unit_id as "unitId", u.path::text as path, u.name as "unitName", r.file_name as "fileName", r.state, r.report, r.created_at as "createdAt"
		from roster_import r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${actor.tenantId} order by r.created_at desc limit 100`.execute(tx);
	return {
		units,
		rosters: found.rows
			.filter((row) => mayTakeIn(actor, row).allowed)
			.map(({ path: _path, unitId: _unit, ...row }) => row),
	};
};

/** One list: its columns, what came of each row, page by page. @throws Failure missing */
export const rosterPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { id: string; outcome: Compared['outcome'] | null; page: number; today: Day; now?: Date },
) => {
	const roster = await rosterFacts(tx, actor.tenantId, wanted.id);
	if (!mayTakeIn(actor, roster).allowed) throw missing('failure_not_found');
	const { lines, path: _path, ...shown } = roster;
	const isReadable = roster.state === 'uploaded' && mapsNames(roster.mapping);
	const rows = isReadable ? await compareRoster(tx, actor.tenantId, roster, wanted.today) : [];
	const counted = roster.report ?? reportOf(rows);
	const outcome =
		wanted.outcome ??
		(['problem', 'new', 'changed', 'same'] as const).find((one) => counted[one] > 0) ??
		'new';
	const chosen = rows.filter((row) => row.outcome === outcome);
	return {
		roster: shown,
		examples: roster.headings.map(
			(_heading, column) => lines.find(({ cells }) => cells[column])?.cells[column] ?? '',
		),
		counted,
		outcome,
		rows: chosen.slice((wanted.page - 1) * ROWS_AT_ONCE, wanted.page * ROWS_AT_ONCE),
		total: chosen.length,
		powers: {
			work: mayWork(actor, roster).allowed,
			undo: wanted.now ? mayUndo(actor, { ...roster, now: wanted.now }).allowed : false,
		},
	};
};
