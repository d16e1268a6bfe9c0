import {
	addTask,
	changeProgramme,
	createProgramme,
	issueProgramme,
} from '#lib/features/programmes/commands.server.ts';
import { setNotApplicable } from '#lib/features/programmes/commands-coverage.server.ts';
import { decideReport, reportTask } from '#lib/features/programmes/commands-reports.server.ts';
import { askDeadline, urgeTasks } from '#lib/features/programmes/commands-supervise.server.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { playDepth, playRecurrence } from './cell-task-depth.ts';
import type { ProgrammeStory, TaskStory } from './story.ts';

const player = (stage: Stage, index: number): Player => {
	const found = stage.people[index];
	if (!found) throw new Error(`The story names person ${index} of ${stage.people.length}`);
	return found;
};

const playTask = async (
	stage: Stage,
	programmeId: string,
	sections: string[],
	task: TaskStory,
	known: Map<string, string>,
): Promise<void> => {
	const { at, today } = stage;
	const owner = player(stage, task.owner);
	const supervisor = player(stage, task.supervisor);
	const clauseIds = task.sections.flatMap(
		(position) => sections[Math.min(position, sections.length - 1)] ?? [],
	);
	const { taskId } = await addTask(at(player(stage, 0), task.assignedDaysAgo, 10), {
		programmeId,
		title: task.title,
		resultExpected: task.result,
		ownerId: owner.personId,
		supervisorId: supervisor.personId,
		helperIds: (task.helpers ?? []).map((index) => player(stage, index).personId),
		dueOn: addDays(today, -task.dueDaysAgo),
		clauseIds: [...new Set(clauseIds)],
	});
	await playDepth(stage, { taskId, task, owner, supervisor, known });
	known.set(task.title, taskId);
	if (task.recurs) return playRecurrence(stage, { taskId, task, owner, supervisor });
	const { outcome } = task;
	const complete = (daysAgo: number, hour: number, text: string, evidence: string) =>
		reportTask(at(owner, daysAgo, hour), {
			taskId,
			kind: 'completion',
			percent: 100,
			body: text,
			texts: [{ title: 'Minh chứng', body: evidence }],
		});
	if (outcome.kind === 'in_progress') {
		await reportTask(at(owner, outcome.daysAgo, 16), {
			taskId,
			kind: 'progress',
			percent: outcome.percent,
			body: outcome.text,
			difficulty: outcome.difficulty ?? '',
		});
	} else if (outcome.kind === 'reported') {
		await complete(outcome.daysAgo, 15, outcome.text, outcome.evidence);
	} else if (outcome.kind === 'accepted') {
		const { reportId } = await complete(outcome.daysAgo, 10, outcome.text, outcome.evidence);
		await decideReport(at(supervisor, outcome.daysAgo, 16), { reportId, decision: 'accepted' });
	} else if (outcome.kind === 'returned_then_accepted') {
		const first = await complete(outcome.daysAgo + 8, 10, outcome.text, outcome.evidence);
		await decideReport(at(supervisor, outcome.daysAgo + 7, 8), {
			reportId: first.reportId,
			decision: 'returned',
			reason: outcome.reason,
		});
		const second = await complete(outcome.daysAgo + 1, 10, outcome.text, outcome.evidence);
		await decideReport(at(supervisor, outcome.daysAgo, 8), {
			reportId: second.reportId,
			decision: 'accepted',
		});
	}
	for (const { daysAgo, words } of task.urged ?? [])
		await urgeTasks(at(supervisor, daysAgo, 14), { taskIds: [taskId], words });
	if (task.asks)
		await askDeadline(at(owner, task.asks.daysAgo, 15), {
			taskId,
			toDay: addDays(today, task.asks.days),
			reason: task.asks.reason,
		});
};

/** An action programme of the story with its tasks, reports and what the supervisors said to them. @returns its id */
export const playProgramme = async (
	stage: Stage,
	documentId: string,
	sections: string[],
	programme: ProgrammeStory,
): Promise<string> => {
	const { at, today, unitId } = stage;
	const secretary = player(stage, 0);
	const startsOn = addDays(today, -programme.createdDaysAgo);
	const { programmeId } = await createProgramme(at(secretary, programme.createdDaysAgo, 9), {
		unitId,
		title: programme.title,
		documentIds: [documentId],
		startsOn,
		endsOn: addDays(startsOn, programme.lastsDays),
	});
	for (const { sections: positions, reason } of programme.notApplicable ?? [])
		await setNotApplicable(at(secretary, programme.createdDaysAgo, 10), {
			programmeId,
			clauseIds: positions.flatMap((position) => sections[position] ?? []),
			reason,
		});
	await issueProgramme(at(secretary, programme.createdDaysAgo, 11), { programmeId });
	const known = new Map<string, string>();
	for (const task of programme.tasks) await playTask(stage, programmeId, sections, task, known);
	return programmeId;
};

/** Takes a document that came later into a programme. */
export const playAddition = async (
	stage: Stage,
	programme: ProgrammeStory,
	programmeId: string,
	documentIds: string[],
): Promise<void> => {
	const startsOn = addDays(stage.today, -programme.createdDaysAgo);
	await changeProgramme(stage.at(player(stage, 0), programme.alsoCarriesOut?.daysAgo ?? 0, 9), {
		programmeId,
		title: programme.title,
		documentIds,
		startsOn,
		endsOn: addDays(startsOn, programme.lastsDays),
	});
};
