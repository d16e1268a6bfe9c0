export type Choice = { body: string; isRight: boolean };

export const LEAST_CHOICES = 2;
export const MOST_CHOICES = 6;

/** An answer is right when all right choices were chosen and no other. */
export const isRightAnswer = (choices: readonly Choice[], chosen: readonly number[]): boolean =>
	choices.every(({ isRight }, at) => isRight === chosen.includes(at));

/** Several choices are right, so that several may be chosen. */
export const hasSeveral = (choices: readonly Choice[]): boolean =>
	choices.filter(({ isRight }) => isRight).length > 1;

export type ChoicesProblem = 'too_few' | 'none_right' | 'all_right' | 'twice';

/** What is wrong with the choices of a question, if anything. */
export const choicesProblem = (choices: readonly Choice[]): ChoicesProblem | null => {
	if (choices.length < LEAST_CHOICES) return 'too_few';
	if (new Set(choices.map(({ body }) => body.toLocaleLowerCase('vi'))).size < choices.length) return 'twice';
	if (!choices.some(({ isRight }) => isRight)) return 'none_right';
	return choices.every(({ isRight }) => isRight) ? 'all_right' : null;
};

/** Where the next question without an answer stands, from a place on and then from the beginning; null when all are answered. */
export const nextUnanswered = (answered: readonly boolean[], from: number): number | null => {
	const order = [...answered.keys()].map((at) => (at + from) % answered.length);
	return order.find((at) => !answered[at]) ?? null;
};
