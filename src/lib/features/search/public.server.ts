export { abbreviationsFor } from './queries.server.ts';
export {
	indexDocument,
	indexNewDocument,
	indexRecords,
	refreshFacets,
	reindexLater,
} from './records.server.ts';
