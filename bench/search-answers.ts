import { wordsOf } from '#lib/text/search-tokens.ts';
import type { Item } from './search-data.ts';
import type { Measured } from './search-measure.ts';

/** What is asked, which items answer it, and what an answer says. */
export type Question = { kind: string; text: string; answers: string[]; needs: string[][] };

/** Does an item answer a question? By what it says: a made item may answer as well as the one that it was made from. */
const answersTo = ({ kind, needs }: Question, item: Item): boolean => {
	const said =
		kind === 'number'
			? wordsOf(item.number ?? '')
			: kind === 'title'
				? wordsOf(`${item.typeName} ${item.title}`)
				: wordsOf(`${item.typeName} ${item.number ?? ''} ${item.title}\n${item.text}`);
	const line = ` ${said.join(' ')} `;
	return needs.every((phrases) => phrases.some((phrase) => line.includes(` ${phrase} `)));
};

/** Adds to the right answers those made items among the given ones that answer a question. */
export const withMade = (
	questions: readonly Question[],
	rows: readonly Measured[],
	made: Iterable<Item>,
): Question[] => {
	const byItem = new Map<string, Question[]>();
	for (const question of questions)
		for (const id of new Set(rows.flatMap(({ found }) => found.get(question.text) ?? [])))
			if (id.startsWith('made-')) byItem.set(id, [...(byItem.get(id) ?? []), question]);
	const right = new Map<string, string[]>();
	for (const item of made)
		for (const question of byItem.get(item.id) ?? [])
			if (answersTo(question, item)) right.set(question.text, [...(right.get(question.text) ?? []), item.id]);
	return questions.map((question) => ({
		...question,
		answers: [...question.answers, ...(right.get(question.text) ?? [])],
	}));
};
