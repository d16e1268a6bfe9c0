export { type Account, accountsOf } from './queries.server.ts';
