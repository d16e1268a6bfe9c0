import type postgres from 'postgres';
import { tenantTables } from '../support/any-row.ts';
import type { Place } from './places.ts';

/** Runs the tasks, so many at a time. */
export const inParallel = async <T>(
	width: number,
	tasks: T[],
	run: (task: T) => Promise<void>,
): Promise<void> => {
	const queue = tasks.values();
	await Promise.all(
		Array.from({ length: width }, async () => {
			for (const task of queue) await run(task);
		}),
	);
};

/** Every row of every table that belongs to the place or names one of its ids: what an act elsewhere must leave as it is. */
export const rowsThatName = async (owner: postgres.Sql, place: Place): Promise<Record<string, string[]>> => {
	const pattern = [place.mark, ...Object.values(place.ids)].join('|');
	const rows: Record<string, string[]> = {};
	for (const { schema, name } of await tenantTables(owner)) {
		const found = await owner.unsafe(
			`select t::text as row from "${schema}"."${name}" t where t::text ~ $1 order by 1`,
			[pattern],
		);
		if (found.length > 0) rows[`${schema}.${name}`] = found.map(({ row }) => String(row));
	}
	return rows;
};
