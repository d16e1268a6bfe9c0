export { assignSummaryWithin } from './assign.server.ts';
export { presentSummaryWithin } from './commands.server.ts';
export type { PointKind } from './domain/kinds.ts';
export { mayAssignSummary } from './policy.ts';
export { assignmentsDue, assignmentsOfMeeting, type ListedAssignment } from './queries.server.ts';
export {
	assignmentForAgenda,
	type SummaryInMeeting,
	summariesInMeeting,
	summariesToPresent,
} from './queries-meeting.server.ts';
export { type SummaryPoint, summaryPoints, summaryPointsOf } from './queries-points.server.ts';
export type { AssignSummary } from './schema.ts';
