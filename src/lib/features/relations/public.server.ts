export {
	type CitationLink,
	citationLinksOf,
	type DocumentStatus,
	statusOf,
} from './queries.server.ts';
