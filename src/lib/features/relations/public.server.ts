export {
	type CitationLink,
	citationLinksOf,
	type DocumentStatus,
	doesAmend,
	relationsInBrief,
	statusOf,
} from './queries.server.ts';
