import { EVERY_DOCUMENT } from '#lib/features/oversight/domain/measures.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { agesOf } from './ages.ts';
import type { CellYear } from './cell-year.ts';
import { quarterOf } from './cell-year.ts';
import type { Copies } from './copy.ts';
import { type SimulatedTables, simulatedTables } from './tables.ts';

const measured = simulatedTables.unit_own_progress.slice(5);

/**
 * The counts of a cell's year without the rows that they count, for a nation on a small disk: the own counts as the roll-up would
 * make them. Sums are made afterwards.
 */
export const writeCounts = (
	copies: Copies<SimulatedTables>,
	{ tenantId, unitId, life, today }: { tenantId: string; unitId: string; life: CellYear; today: Day },
): void => {
	const rows = new Map<string, Map<string, number>>();
	const due = new Map<string, number>();
	const add = (documentId: string | null, quarter: number, counts: Record<string, number>): void => {
		for (const id of documentId ? [EVERY_DOCUMENT, documentId] : [EVERY_DOCUMENT]) {
			const key = `${id}\t${quarter}`;
			const row = rows.get(key) ?? new Map<string, number>();
			rows.set(key, row);
			for (const [measure, count] of Object.entries(counts))
				row.set(measure, (row.get(measure) ?? 0) + count);
		}
	};
	for (const { document, publishedOn, studied, carriedOut } of life.documents)
		add(document.id, quarterOf(publishedOn), {
			documents: 1,
			asked: life.people,
			studied,
			with_programme: carriedOut ? 1 : 0,
		});
	for (const task of life.tasks) {
		const isDone = task.state === 'accepted';
		add(task.document.id, quarterOf(task.dueOn), {
			tasks: 1,
			tasks_done: isDone ? 1 : 0,
			tasks_on_time: isDone && task.reportedOn !== null && task.reportedOn <= task.dueOn ? 1 : 0,
			tasks_proved: task.proved ? 1 : 0,
			tasks_open: isDone ? 0 : 1,
		});
		if (!isDone)
			for (const id of [EVERY_DOCUMENT, task.document.id]) {
				const key = `${id}\t${task.dueOn}`;
				due.set(key, (due.get(key) ?? 0) + 1);
			}
	}
	const { round, campaign, exampleOn, people, year } = life;
	if (round.startsOn <= today)
		add(null, quarterOf(round.startsOn), {
			study_asked: people,
			study_done: round.present,
			papers_asked: people,
			papers: round.papers,
		});
	add(null, quarterOf(campaign.startsOn), { register_asked: people, registered: campaign.registered });
	for (const [index, checked] of campaign.checked.entries())
		if (checked !== null) add(null, index + 1, { checks_asked: campaign.confirmed, checks_done: checked });
	if (exampleOn) add(null, quarterOf(exampleOn), { examples: 1 });
	const quarters = year === Number(today.slice(0, 4)) ? quarterOf(today) : 4;
	for (let quarter = 1; quarter <= quarters; quarter++) add(null, quarter, { members: people });
	add(null, 4, agesOf(people));
	for (const [key, row] of rows) {
		const [documentId = '', quarter = ''] = key.split('\t');
		copies.row('unit_own_progress', [
			tenantId,
			unitId,
			documentId,
			year,
			Number(quarter),
			...measured.map((one) => row.get(one) ?? 0),
		]);
	}
	for (const [key, own] of due) {
		const [documentId = '', dueOn = ''] = key.split('\t');
		copies.row('unit_due', [tenantId, unitId, documentId, dueOn, own]);
	}
};
