export { type Trace, traceOf } from './queries.server.ts';
export { type Timeline, timelineOf } from './timeline.server.ts';
