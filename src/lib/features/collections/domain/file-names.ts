const MOST = 120;

/** Names that Windows gives to devices and to no file. */
const device = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Words as a file name that every system takes: no sign that one of them reads as its own, not too long. */
export const cleanName = (words: string): string => {
	const clean = words
		.normalize('NFC')
		.replace(/[/\\:|]/g, '-')
		// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly those must go
		.replace(/[*?"<>\u0000-\u001f\u007f]/g, '')
		.replace(/\s+/g, ' ')
		.trim();
	const short = clean.length > MOST ? clean.slice(0, MOST).replace(/\s\S*$/, '') : clean;
	const end = short.replace(/[. ]+$/, '');
	return device.test(end) ? `_${end}` : end || '_';
};

/** The ending of a file as it was given, in small letters; none when it has none. */
const endingOf = (fileName: string): string => /\.[a-z0-9]{1,8}$/i.exec(fileName)?.[0].toLowerCase() ?? '';

/** What a file in an export is called by. */
export type Named = { typeName: string; number: string | null; title: string; fileName: string };

/**
 * Clean names for files, in order and unlike one another also where capitals do not count: their place, what the
 * document is called, how its title begins.
 */
export const exportNames = (files: readonly (Named & { place: number })[]): string[] => {
	const taken = new Set<string>();
	return files.map(({ place, typeName, number, title, fileName }) => {
		const called = number ? `${typeName} ${number}` : typeName;
		const stem = cleanName(`${String(place).padStart(2, '0')} - ${called} - ${title}`);
		const ending = endingOf(fileName);
		let name = `${stem}${ending}`;
		for (let copy = 2; taken.has(name.toLowerCase()); copy += 1) name = `${stem} (${copy})${ending}`;
		taken.add(name.toLowerCase());
		return name;
	});
};
