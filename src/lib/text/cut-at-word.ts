/** A text of at most so many letters; a longer one is cut after a word, with an ellipsis. */
export const cutAtWord = (text: string, most: number): string =>
	text.length > most ? `${text.slice(0, most).replace(/\s+\S*$/, '')}…` : text;
