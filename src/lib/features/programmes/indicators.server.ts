import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import type { Direction } from './domain/indicators.ts';

export type Indicator = {
	id: string;
	taskId: string;
	name: string;
	measure: string;
	direction: Direction;
	target: number;
	values: { measuredOn: Day; value: number; note: string; byName: string }[];
};

/** The indicators of some tasks with what was measured, in the order of the days. */
export const indicatorsOf = async (
	tx: Tx,
	tenantId: string,
	taskIds: readonly string[],
): Promise<Indicator[]> => {
	if (taskIds.length === 0) return [];
	const found = await sql<Indicator>`
		select i.id, i.task_id as "taskId", i.name, i.measure, i.direction, i.target,
			coalesce((select jsonb_agg(jsonb_build_object('measuredOn', v.measured_on, 'value', v.value, 'note', v.note, 'byName', w.full_name) order by v.measured_on)
				from indicator_value v join person w on w.tenant_id = v.tenant_id and w.id = v.entered_by
				where v.tenant_id = i.tenant_id and v.indicator_id = i.id), '[]') as values
		from indicator i where i.tenant_id = ${tenantId} and i.task_id = any(${`{${taskIds.join(',')}}`}::text::uuid[])
		order by i.created_at, i.id`.execute(tx);
	return found.rows;
};

/** What is measured of one task, for the rule that proposes its outcome. */
export const measuredOf = async (
	tx: Tx,
	taskId: string,
): Promise<Pick<Indicator, 'direction' | 'target' | 'values'>[]> => {
	const found = await sql<Pick<Indicator, 'direction' | 'target' | 'values'>>`
		select i.direction, i.target,
			coalesce((select jsonb_agg(jsonb_build_object('measuredOn', v.measured_on, 'value', v.value) order by v.measured_on)
				from indicator_value v where v.tenant_id = i.tenant_id and v.indicator_id = i.id), '[]') as values
		from indicator i where i.task_id = ${taskId}`.execute(tx);
	return found.rows;
};
