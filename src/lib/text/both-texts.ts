/**
 * A draft was changed on another device meanwhile: both texts are kept, the one that is there first. A text that holds
 * the other already is the whole.
 */
export const bothTexts = (known: string, sent: string): string => {
	if (known.includes(sent)) return known;
	if (sent.includes(known)) return sent;
	return `${known}\n\n${sent}`;
};
