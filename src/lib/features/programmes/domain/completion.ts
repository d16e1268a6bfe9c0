/** What a completion report still lacks. "Done" asks for a result and evidence (product.md, rule 3: evidence, not ticks). */
export const completionLacks = (report: { body: string; evidence: number }): ('result' | 'evidence')[] => [
	...(report.body.trim() === '' ? (['result'] as const) : []),
	...(report.evidence === 0 ? (['evidence'] as const) : []),
];

/** The share that stands after a return: what the last progress report said, for the completion was not accepted. */
export const percentAfterReturn = (progress: readonly { percent: number }[]): number =>
	Math.min(99, progress.at(-1)?.percent ?? 0);
