import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Standing } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import type { Mapping } from './domain/columns.ts';
import { type Compared, comparePeople, type KnownPerson, type KnownUnit, readRows } from './domain/people.ts';

export type RosterState = 'uploaded' | 'written' | 'dropped' | 'undone';
export type Report = { new: number; changed: number; same: number; problem: number };
export type KnownRoster = {
	id: string;
	unitId: string;
	unitName: string;
	path: string;
	fileName: string;
	headings: string[];
	lines: { line: number; cells: string[] }[];
	leftOut: string[];
	mapping: Mapping;
	standing: Standing;
	startsOn: Day;
	state: RosterState;
	report: Report | null;
	createdAt: Date;
	writtenAt: Date | null;
};

/** An uploaded list with what its policies ask for. @throws Failure missing */
export const rosterFacts = async (
	tx: Tx,
	tenantId: string,
	id: string,
	lock = false,
): Promise<KnownRoster> => {
	if (!uuidPattern.test(id)) throw missing('failure_not_found');
	const found = await sql<KnownRoster>`
		select r.id, r.unit_id as "unitId", u.name as "unitName", u.path::text as path, r.file_name as "fileName", r.headings, r.lines, r.left_out as "leftOut", r.mapping,
			r.standing, r.starts_on as "startsOn", r.state, r.report, r.created_at as "createdAt", r.written_at as "writtenAt"
		from roster_import r join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${tenantId} and r.id = ${id} ${lock ? sql`for update of r` : sql``}`.execute(tx);
	const row = found.rows[0];
	if (!row) throw missing('failure_not_found');
	return row;
};

const unitsWithin = async (tx: Tx, tenantId: string, path: string): Promise<KnownUnit[]> => {
	const found = await sql<KnownUnit>`
		select id, name, short_name as "shortName", founded_on as "foundedOn" from unit
		where tenant_id = ${tenantId} and path <@ ${path}::ltree and dissolved_on is null`.execute(tx);
	return found.rows;
};

const peopleWithin = async (tx: Tx, tenantId: string, path: string, today: Day): Promise<KnownPerson[]> => {
	const found = await sql<KnownPerson>`
		select p.id as "personId", m.unit_id as "unitId", p.full_name as "fullName", p.job_title as "jobTitle", p.email, m.standing
		from unit u
		join membership m on m.tenant_id = u.tenant_id and m.unit_id = u.id and m.valid_from <= ${today} and (m.valid_to is null or m.valid_to > ${today})
		join person p on p.tenant_id = m.tenant_id and p.id = m.person_id
		where u.tenant_id = ${tenantId} and u.path <@ ${path}::ltree and u.dissolved_on is null`.execute(tx);
	return found.rows;
};

/** Each row of the list against who is there now. */
export const compareRoster = async (
	tx: Tx,
	tenantId: string,
	roster: KnownRoster,
	today: Day,
): Promise<Compared[]> => {
	const units = await unitsWithin(tx, tenantId, roster.path);
	const people = await peopleWithin(tx, tenantId, roster.path, today);
	const rows = readRows(roster.lines, roster.mapping, units, {
		unitId: roster.unitId,
		standing: roster.standing,
		from: roster.startsOn,
	});
	return comparePeople(rows, people);
};

export const reportOf = (rows: readonly Compared[]): Report => {
	const count = (outcome: Compared['outcome']): number =>
		rows.filter((row) => row.outcome === outcome).length;
	return { new: count('new'), changed: count('changed'), same: count('same'), problem: count('problem') };
};
