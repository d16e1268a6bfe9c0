/**
 * The syllables that Vietnamese spelling allows: an onset, a rhyme, one tone. Not every such syllable is a word, but
 * what is none of them is no Vietnamese word.
 */
const rhymes = new Set(
	`a ac ach ai am an ang anh ao ap at au ay
ăc ăm ăn ăng ăp ăt âc âm ân âng âp ât âu ây
e ec em en eng eo ep et ê êch êm ên ênh êp êt êu
i ia ich iêc iêm iên iêng iêp iêt iêu im in inh ip it iu
o oa oac oach oai oam oan oang oanh oao oap oat oay oăc oăm oăn oăng oăt oc oe oen oeo oet oi om on ong ooc oong op ot
ô ôc ôi ôm ôn ông ôp ôt ơ ơi ơm ơn ơp ơt
u ua uân uâng uât uây uc uê uêch uênh ui um un ung uôc uôi uôm uôn uông uôt up ut uơ uy uya uych uyên uyêt uynh uyt uyu
ư ưa ưc ưi ưm ưn ưng ươc ươi ươm ươn ương ươp ươt ươu ưt ưu
y yêm yên yêng yêt yêu`.split(/\s+/),
);
const onset = /^(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])/;
const toneMark = /[\u0300\u0301\u0303\u0309\u0323]/g;

/** Letters without their tone, and the tone ('' for the level one); null when a syllable bears more than one. */
export const parted = (word: string): { bare: string; tone: string } | null => {
	const apart = word.toLowerCase().normalize('NFD');
	const tones = apart.match(toneMark) ?? [];
	if (tones.length > 1) return null;
	return { bare: apart.replace(toneMark, '').normalize('NFC'), tone: tones[0] ?? '' };
};

const isRhyme = (text: string, tone: string): boolean =>
	rhymes.has(text) && (!/(?:[cpt]|ch)$/.test(text) || tone === '\u0301' || tone === '\u0323');

const known = new Map<string, boolean>();
const MOST_KNOWN = 20_000;

const check = (word: string): boolean => {
	const split = parted(word);
	if (!split) return false;
	const { bare, tone } = split;
	const start = onset.exec(bare)?.[0] ?? '';
	const rest = bare.slice(start.length);
	if (start === 'gi' && (rest === '' || isRhyme(`i${rest}`, tone))) return true;
	if (!isRhyme(rest, tone)) return false;
	const isFront = /^[eêiy]/.test(rest);
	if (start === 'k' || start === 'gh' || start === 'ngh') return isFront;
	if (start === 'c' || start === 'g' || start === 'ng') return !isFront;
	return !(start !== '' && start !== 'qu' && rest.startsWith('yê'));
};

/** Could this be a Vietnamese syllable? Case does not count. */
export const isSyllable = (word: string): boolean => {
	const found = known.get(word);
	if (found !== undefined) return found;
	if (known.size >= MOST_KNOWN) known.clear();
	const answer = check(word);
	known.set(word, answer);
	return answer;
};
