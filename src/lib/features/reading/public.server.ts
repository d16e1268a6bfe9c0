export { type Reach, reachOf, type Summary, summariesOf } from './queries.server.ts';
