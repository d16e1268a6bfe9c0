export {
	registerSiteSource,
	type SiteBlock,
	type SiteCandidate,
	type SiteKind,
	type SiteSource,
} from './candidates.server.ts';
