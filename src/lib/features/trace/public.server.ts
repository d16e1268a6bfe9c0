export { type Trace, traceOf, tracePageOf } from './queries.server.ts';
export { type Timeline, timelineOf } from './timeline.server.ts';
