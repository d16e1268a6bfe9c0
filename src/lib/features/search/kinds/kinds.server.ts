import { clauseKind, documentKind } from './documents.server.ts';
import { meetingKind, personKind, taskKind } from './records.server.ts';

/** Every kind of thing that is searched, in the order in which results are shown. */
export const kinds = [documentKind, clauseKind, taskKind, meetingKind, personKind] as const;
