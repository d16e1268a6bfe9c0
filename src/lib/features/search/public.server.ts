export { indexDocument, indexRecords, refreshFacets } from './records.server.ts';
