import { doubtful, type RecognisedFacts } from './doubt.ts';

/** May a waiting file be confirmed unseen: every fact sure, and like nothing that is there or waits? */
export const isSure = (intake: {
	recognised: RecognisedFacts | null;
	twins: readonly unknown[];
	besides: unknown;
}): boolean =>
	intake.recognised !== null &&
	doubtful(intake.recognised).length === 0 &&
	intake.twins.length === 0 &&
	intake.besides === null;
