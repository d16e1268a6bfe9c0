import { makeOccurrence } from '#lib/features/programmes/commands-clock.server.ts';
import { addIndicator, measureIndicator } from '#lib/features/programmes/commands-indicators.server.ts';
import { setNeeds, startRecurrence } from '#lib/features/programmes/commands-order.server.ts';
import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { addStep, tickStep } from '#lib/features/programmes/commands-steps.server.ts';
import { dueOfOccurrence, occurrenceAt } from '#lib/features/programmes/domain/recurrence.ts';
import { systemActor } from '#lib/shared/actor.ts';
import { addDays, daysBetween } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import type { TaskStory } from './story.ts';

type Played = { taskId: string; task: TaskStory; owner: Player; supervisor: Player };

/** What a task has beyond its words: steps, indicators with what was measured, and what it waits for. */
export const playDepth = async (
	{ at, today, people }: Stage,
	{ taskId, task, owner, known }: Played & { known: ReadonlyMap<string, string> },
): Promise<void> => {
	const giver = people[0] ?? owner;
	const needed = task.needs ? known.get(task.needs) : undefined;
	if (needed) await setNeeds(at(giver, task.assignedDaysAgo, 11), { taskId, needsIds: [needed] });
	for (const step of task.steps ?? []) {
		const person = step.who === undefined ? undefined : people[step.who];
		const { stepId } = await addStep(at(owner, task.assignedDaysAgo, 12), {
			taskId,
			title: step.title,
			...(person ? { personId: person.personId } : {}),
			...(step.dueDaysAgo === undefined ? {} : { dueOn: addDays(today, -step.dueDaysAgo) }),
		});
		if (step.doneDaysAgo !== undefined)
			await tickStep(at(person ?? owner, step.doneDaysAgo, 11), { stepId, done: 'yes' });
	}
	for (const { values, ...words } of task.indicators ?? []) {
		const { indicatorId } = await addIndicator(at(giver, task.assignedDaysAgo, 13), { taskId, ...words });
		for (const [daysAgo, value] of values)
			await measureIndicator(at(owner, daysAgo, 9), {
				indicatorId,
				value,
				measuredOn: addDays(today, -daysAgo),
			});
	}
};

/** A task that comes again: every occurrence before the present one was reported two days before its day and accepted. */
export const playRecurrence = async (
	{ at, today, people }: Stage,
	{ taskId, task, owner, supervisor }: Played,
): Promise<void> => {
	if (!task.recurs) return;
	const { every, done } = task.recurs;
	const rule = { every, firstDueOn: addDays(today, -task.dueDaysAgo) };
	const { recurrenceId } = await startRecurrence(at(people[0] ?? owner, task.assignedDaysAgo, 11), {
		taskId,
		every,
	});
	let present: string | null = taskId;
	for (let nth = 1; nth < occurrenceAt(rule, today); nth += 1) {
		const daysAgo = daysBetween(dueOfOccurrence(rule, nth), today);
		if (present) {
			const { reportId } = await reportTask(at(owner, daysAgo + 2, 10), {
				taskId: present,
				kind: 'completion',
				body: done,
				texts: [{ title: 'Minh chứng', body: 'Ảnh niêm yết và bảng số liệu của tháng.' }],
			});
			await decideReport(at(supervisor, daysAgo + 1, 10), { reportId, decision: 'accepted' });
		}
		const next = await makeOccurrence(at(systemActor(owner.tenantId), daysAgo - 1, 1), { recurrenceId });
		present = next.taskId;
	}
};
