export { assignmentsDue, type ListedAssignment, type SummaryPoint, summaryPoints } from './queries.server.ts';
export type { AssignSummary } from './schema.ts';
