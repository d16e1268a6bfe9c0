export type { ReportContent } from './domain/report.ts';
export { draftProgramme } from './draft.server.ts';
export {
	type DueTask,
	lateTasks,
	openTasksOf,
	type TaskLine,
	tasksDueBetween,
	tasksGivenIn,
} from './listed.server.ts';
export { passTask } from './pass-task.server.ts';
export { type OpenWork, openTasksAsOf, openWorkIn, passOpenWork } from './pass-work.server.ts';
export { notApplicableIn } from './queries-coverage.server.ts';
export {
	type ProgrammePaper,
	type ProgrammeReport,
	programmePaper,
	programmeReport,
} from './report.server.ts';
export { addClauses, createTask, type GivenTask, setAsideWithin } from './tasks.server.ts';
