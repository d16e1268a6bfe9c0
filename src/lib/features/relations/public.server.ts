export { carryOutWithin } from './commands.server.ts';
export {
	type CitationLink,
	type DocumentStatus,
	doesAmend,
	relationsInBrief,
} from './queries.server.ts';
