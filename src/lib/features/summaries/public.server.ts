export { assignSummaryWithin } from './commands.server.ts';
export { type PointKind, pointKinds } from './domain/kinds.ts';
export { assignmentsDue, type ListedAssignment, type SummaryPoint, summaryPoints } from './queries.server.ts';
export type { AssignSummary } from './schema.ts';
