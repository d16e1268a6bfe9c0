export { lateTasks, openTasksOf, type TaskLine, tasksGivenIn } from './listed.server.ts';
export { programmesForTask } from './queries.server.ts';
export { createTask, type GivenTask } from './tasks.server.ts';
