/**
 * Letters of other scripts that look like Latin ones. Unlike `cleanText`, which mends slips and leaves a Russian
 * quotation alone, this is for comparing only: nothing that is read here is ever shown or kept.
 */
const pairs: readonly (readonly [string, string])[] = [
	// Cyrillic
	['АВЕКМНОРСТХУІЈЅԌԚԜҺӀѴҮҢԐƷЗ', 'abekmhopctxyijsgqwhlvynezz'],
	['авекмнорстхуіјѕԁԛԝһӏѵүґѡԍҽӓӧёїъьгп', 'abekmhopctxyijsdqwhlvyrwgeaoeibbrn'],
	// Greek
	['ΑΒΕΖΗΙΚΜΝΟΡΤΥΧϹϳ', 'abezhikmnoptyxcj'],
	['αβγεηικνορτυχϲωμσ', 'abyenikvoptuxcwuo'],
	// Armenian, and letters of phonetic script
	['օսոհցզԼՏՕ', 'ounhgqlso'],
	['ɑɡıɩʟɴʀꜱᴀʙᴄᴅᴇɢʜᴊᴋᴍᴏᴘᴛᴜᴠᴡᴢʏſɪɛɔ', 'agiilnrsabcdeghjkmoptuvwzysieo'],
];

const latinOf = new Map<string, string>();
for (const [strange, latin] of pairs)
	[...strange].forEach((letter, at) => {
		latinOf.set(letter, latin[at] ?? letter);
	});
for (const eth of 'ÐƉðɖƋƌ') latinOf.set(eth, 'đ');

/** What stands in a word without being seen: soft hyphens, joiners, marks of direction, selectors. */
export const unseen =
	'\\u00AD\\u034F\\u061C\\u115F\\u1160\\u17B4\\u17B5\\u180B-\\u180E\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u206F\\uFE00-\\uFE0F\\uFEFF';
const unseenPattern = new RegExp(`[${unseen}]`, 'g');
/** Is there a letter that plain Vietnamese has not? Most words are told so at once. */
const hasStrange = (word: string): boolean => {
	for (let at = 0; at < word.length; at++) {
		const code = word.charCodeAt(at);
		if (code > 0x24f && (code < 0x300 || code > 0x36f) && (code < 0x1e00 || code > 0x1eff)) return true;
		if (latinOf.has(word.charAt(at))) return true;
	}
	return false;
};
/** Digits that stand for letters within a word: "h0c", "ch1". */
const digits: Record<string, string> = { '0': 'o', '1': 'i', '3': 'e', '5': 's' };

/** A word in lower-case Latin letters, its marks apart (NFD), nothing unseen in it. */
export const latinLetters = (raw: string): string => {
	let word = raw.replace(unseenPattern, '');
	if (hasStrange(word))
		word = [...word.normalize('NFKC')]
			.flatMap((letter) => [...letter.normalize('NFD')])
			.map((letter) => latinOf.get(letter) ?? letter)
			.join('');
	word = word.toLowerCase().normalize('NFD');
	return /\p{L}/u.test(word) ? word.replace(/[0135]/g, (digit) => digits[digit] ?? digit) : word;
};
