/** How a clause of a programme's documents is answered. */
export const answers = ['tasks', 'not_applicable', 'open'] as const;
export type Answer = (typeof answers)[number];

export type Answered = { tasks: readonly unknown[]; notApplicable: unknown };

/** Work is the stronger answer: what is carried out does apply, whatever was said before. */
export const answerOf = (clause: Answered): Answer =>
	clause.tasks.length > 0 ? 'tasks' : clause.notApplicable ? 'not_applicable' : 'open';

export type Coverage = {
	clauses: number;
	answered: number;
	tasks: number;
	notApplicable: number;
	open: number;
};

export const coverageOf = (clauses: readonly Answered[]): Coverage => {
	const coverage: Coverage = { clauses: clauses.length, answered: 0, tasks: 0, notApplicable: 0, open: 0 };
	for (const clause of clauses) {
		const answer = answerOf(clause);
		if (answer === 'open') coverage.open += 1;
		else coverage.answered += 1;
		if (answer === 'tasks') coverage.tasks += 1;
		if (answer === 'not_applicable') coverage.notApplicable += 1;
	}
	return coverage;
};
