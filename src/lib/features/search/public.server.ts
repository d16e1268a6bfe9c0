export { abbreviationsFor } from './queries.server.ts';
export { indexDocument, indexNewDocument, indexRecords, refreshFacets } from './records.server.ts';
