export type { ReportContent } from './domain/report.ts';
export { lateTasks, openTasksOf, type TaskLine, tasksGivenIn } from './listed.server.ts';
export { notApplicableIn } from './queries-coverage.server.ts';
export {
	type ProgrammePaper,
	type ProgrammeReport,
	programmePaper,
	programmeReport,
} from './report.server.ts';
export { createTask, type GivenTask } from './tasks.server.ts';
