import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type PartName, parts } from './counts.server.ts';

/** What events touched: of each part the units whose counts may have changed, and whether the tree did. */
export type Touched = {
	parts: Map<PartName | 'due' | 'people', Set<string>>;
	treeChanged: boolean;
	/** So much changed at once that everything is counted anew. */
	everything: boolean;
	events: number;
};

/**
 * The parts that an event of this family may change. Reading a row too many costs a moment, leaving one out is a wrong figure: a
 * family is listed with all that its commands write.
 */
const partsOfFamily: Record<string, readonly (PartName | 'due' | 'people')[]> = {
	document: ['reading'],
	programme: ['reading', 'tasks', 'due'],
	task: ['tasks', 'due'],
	deadline: ['tasks', 'due'],
	recurrence: ['tasks', 'due'],
	study: ['study'],
	reflection: ['study'],
	campaign: ['registrations', 'checks'],
	registration: ['registrations', 'checks'],
	recognition: ['examples'],
	review: ['ratings'],
	membership: ['people', 'members'],
	person: ['people', 'members'],
	organisation: ['people', 'members'],
	roster: ['people', 'members'],
	oversight: ['ages'],
	// What another organisation delivers by parcel, or what is taken away when it delivers no more: all that is counted.
	figures: [...parts.map(({ name }) => name), 'due', 'people'],
};
const families = Object.keys(partsOfFamily);
/** A unit that is founded or renamed moves nothing; every other change of a unit may. */
const treeStays = ['unit.added', 'unit.renamed'];
/** It ends units, moves people and passes work on, of many units at once. */
const CARRIED_OUT = 'reorganisation.carried_out';

type Row = { family: string; unit_id: string | null };

/**
 * Batches (from, to] of sealed events, each family with its units: those of the event, those of the round or campaign that it is about, every
 * unit of a person who came or went, and those into which a list of people was written.
 */
const unitsOf = async (tx: Tx, tenantId: string, from: number, to: number): Promise<Row[]> => {
	const found = await sql<Row>`
		with e as materialized (
			select split_part(verb, '.', 1) as family, unit_id, subject_type, subject_id, person_id from event
			where tenant_id = ${tenantId} and sealed_in > ${from} and sealed_in <= ${to} and verb <> 'document.opened'
		)
		select distinct family, unit_id from e where unit_id is not null and family = any(${`{${families.join(',')}}`}::text::text[])
		union select distinct e.family, p.home_unit_id from e
			join study_participant p on p.tenant_id = ${tenantId} and p.round_id = e.subject_id and (e.person_id is null or p.person_id = e.person_id)
			where e.subject_type = 'study_round'
		union select distinct e.family, p.home_unit_id from e
			join reflection f on f.tenant_id = ${tenantId} and f.id = e.subject_id
			join study_participant p on p.tenant_id = ${tenantId} and p.round_id = f.round_id and p.person_id = f.author_id
			where e.subject_type = 'reflection'
		union select distinct e.family, m.unit_id from e
			join membership m on m.tenant_id = ${tenantId} and m.person_id = e.person_id where e.family = 'membership'
		union select distinct e.family, u.id from e
			join unit h on h.tenant_id = ${tenantId} and h.id = e.unit_id join unit u on u.tenant_id = h.tenant_id and u.path <@ h.path where e.family = 'roster'
		union select distinct e.family, p.unit_id from e
			join campaign_person p on p.tenant_id = ${tenantId} and p.campaign_id = e.subject_id where e.subject_type = 'campaign'`.execute(
		tx,
	);
	return found.rows;
};

/** What the batches after `from`, up to `to`, touched. */
export const touchedBy = async (tx: Tx, tenantId: string, from: number, to: number): Promise<Touched> => {
	const counted = await sql<{ events: number; tree: boolean; everything: boolean }>`
		select count(*)::int as events, coalesce(bool_or(verb like 'unit.%' and verb <> all(${`{${treeStays.join(',')}}`}::text::text[])), false) as tree,
			coalesce(bool_or(verb = ${CARRIED_OUT}), false) as everything
		from event where tenant_id = ${tenantId} and sealed_in > ${from} and sealed_in <= ${to}`.execute(tx);
	const touched: Touched = {
		parts: new Map(),
		treeChanged: counted.rows[0]?.tree ?? false,
		everything: counted.rows[0]?.everything ?? false,
		events: counted.rows[0]?.events ?? 0,
	};
	for (const { family, unit_id } of await unitsOf(tx, tenantId, from, to)) {
		if (!unit_id) continue;
		for (const part of partsOfFamily[family] ?? []) {
			const units = touched.parts.get(part) ?? new Set<string>();
			touched.parts.set(part, units.add(unit_id));
		}
	}
	return touched;
};

/** Adds units to every part: figures were delivered for them. */
export const touchAll = (touched: Touched, unitIds: readonly string[]): void => {
	for (const part of [...parts.map(({ name }) => name), 'due' as const, 'people' as const]) {
		const units = touched.parts.get(part) ?? new Set<string>();
		for (const unitId of unitIds) units.add(unitId);
		if (units.size > 0) touched.parts.set(part, units);
	}
};
