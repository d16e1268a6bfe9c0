export { assignSummaryWithin } from './commands.server.ts';
export { mayAssignSummary } from './policy.ts';
export {
	assignmentsDue,
	assignmentsOfMeeting,
	type ListedAssignment,
	type SummaryPoint,
	summaryPoints,
} from './queries.server.ts';
export type { AssignSummary } from './schema.ts';
