export { abbreviationsFor } from './queries.server.ts';
export { indexDocument, indexRecords, refreshFacets } from './records.server.ts';
