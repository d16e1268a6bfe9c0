export { type Trace, tracePageOf } from './queries.server.ts';
export type { Timeline } from './timeline.server.ts';
