/** What a form shows again when it could not be carried out: of which act, and all that was typed. */
export type Problem = {
	action: string;
	message: string;
	issues: Record<string, string>;
	values: Record<string, string | string[]>;
};

/** What was typed in a field of the form that could not be carried out. */
export const typedIn = (problem: Problem | null, action: string, name: string): string | undefined => {
	const value = problem?.action === action ? problem.values[name] : undefined;
	return typeof value === 'string' ? value : undefined;
};
/** What is wrong with a field of it, in words. */
export const issueOf = (problem: Problem | null, action: string, name: string): string | undefined =>
	problem?.action === action ? problem.issues[name] : undefined;
