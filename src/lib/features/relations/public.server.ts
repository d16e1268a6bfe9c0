export { carryOutWithin } from './commands.server.ts';
export { doesAmend, relationsInBrief } from './queries.server.ts';
export type { CitationLink } from './queries-citations.server.ts';
export type { DocumentStatus } from './queries-status.server.ts';
