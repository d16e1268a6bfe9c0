import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import { suppressed } from './domain/bands.ts';
import { figureSources, registerFigureSource, type YearFigure } from './figure-sources.server.ts';
import { maySeePeople, maySeeYear } from './policy.ts';
import { sayBody } from './ui/words.ts';

/** What a year of a unit comes to, counted from its own records. Null: about so few people that it is not told here. */
export type YearRecord = {
	unitId: string;
	unitName: string;
	year: number;
	figures: (Omit<YearFigure, 'value' | 'of' | 'href'> & {
		value: number | null;
		of: number | null;
		href: string | null;
	})[];
};

/**
 * The record of a unit's year, over all sources. From above the unit figures about fewer than five people are left out, and
 * nothing opens what belongs to the unit. @throws Failure missing, refused
 */
export const yearRecord = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	year: number,
	today: Day,
): Promise<YearRecord> => {
	const unit = await requireUnit(tx, unitId);
	const may = maySeeYear(actor, unit);
	if (!may.allowed) throw refused(may.key);
	const isInside = maySeePeople(actor, { unitId }).allowed;
	const found = await Promise.all(
		figureSources().map((source) => source.year?.(tx, actor, { unitId, year, today }) ?? []),
	);
	return {
		unitId,
		unitName: unit.name,
		year,
		figures: found.flat().map((figure) => {
			if (isInside) return figure;
			const { names: _names, ...rest } = figure;
			const value = figure.people === undefined ? figure.value : suppressed(figure.value, figure.people);
			return { ...rest, value, of: value === null ? null : figure.of, href: null };
		}),
	};
};

type Count = { level: string; levelName: string; people: number | null; roundId: string | null };

/** Levels of the year's round as they were announced; from above by way of counts that leave out so few. */
const levelsOf = async (tx: Tx, actor: Actor, unitId: string, year: number): Promise<Count[]> => {
	const own = await sql<Count>`
		select a.level, a.level_name as "levelName", count(*)::int as people, r.id as "roundId" from review_announced a
		join review_round r on r.tenant_id = a.tenant_id and r.id = a.round_id and r.kind = 'year' and r.year = ${year}
		where a.tenant_id = ${actor.tenantId} and a.unit_id = ${unitId} group by a.level, a.level_name, r.id order by count(*) desc`.execute(
		tx,
	);
	if (own.rows.length > 0) return own.rows;
	return (
		await sql<Count>`select level, level_name as "levelName", people, null as "roundId" from public.review_level_counts(${unitId}, ${year})`.execute(
			tx,
		)
	).rows;
};

registerFigureSource({
	name: 'levels',
	weight: 5,
	year: async (tx, actor, { unitId, year }): Promise<YearFigure[]> =>
		(await levelsOf(tx, actor, unitId, year)).map(({ level, levelName, people, roundId }) => ({
			key: `level_${level}`,
			name: m.review_year_level({ level: levelName }),
			value: people ?? 0,
			of: null,
			href: roundId ? `/danh-gia/${roundId}` : '',
			people: people ?? 0,
		})),
});

registerFigureSource({
	name: 'collectives',
	weight: 4,
	year: async (tx, actor, { unitId, year }): Promise<YearFigure[]> =>
		(
			await sql<{ body: 'committee' | 'unit'; levelName: string; roundId: string }>`
				select c.kind as body, c.level_name as "levelName", r.id as "roundId" from review_collective c
				join review_round r on r.tenant_id = c.tenant_id and r.id = c.round_id and r.year = ${year}
				where c.tenant_id = ${actor.tenantId} and c.unit_id = ${unitId} and c.level is not null order by c.kind desc`.execute(
				tx,
			)
		).rows.map(({ body, levelName, roundId }) => ({
			key: `collective_${body}`,
			name: m.review_year_collective({ body: sayBody(body), level: levelName }),
			value: 1,
			of: null,
			href: `/danh-gia/${roundId}/tap-the`,
		})),
});
