/** What a form of the page of a proposal shows again when it could not be carried out. */
export type Problem = {
	action: string;
	message: string;
	issues: Record<string, string>;
	values: Record<string, string | string[]>;
};
