import type { TracePowers } from '../policy.ts';

/** What every cell of the trace has to know besides its own row. */
export type TraceContext = { documentId: string; powers: TracePowers };
