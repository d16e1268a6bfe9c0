export type { ReportContent } from './domain/report.ts';
export {
	type DueTask,
	lateTasks,
	openTasksOf,
	type TaskLine,
	tasksDueBetween,
	tasksGivenIn,
} from './listed.server.ts';
export { notApplicableIn } from './queries-coverage.server.ts';
export {
	type ProgrammePaper,
	type ProgrammeReport,
	programmePaper,
	programmeReport,
} from './report.server.ts';
export { addClauses, createTask, type GivenTask, setAsideWithin } from './tasks.server.ts';
