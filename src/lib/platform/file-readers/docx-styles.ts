import { SaxesParser } from 'saxes';

export type DocxFont = { ascii?: string | undefined; other?: string | undefined };
/** What a style says of its text. */
export type DocxStyle = { font: DocxFont; bold: boolean | undefined };

/** The fonts that an element w:rFonts names. */
export const fontOf = (attributes: Record<string, unknown>): DocxFont => ({
	ascii: attributes['w:ascii'] === undefined ? undefined : String(attributes['w:ascii']),
	other: attributes['w:hAnsi'] === undefined ? undefined : String(attributes['w:hAnsi']),
});

/** What `own` leaves open is taken from `base`. */
export const over = (base: DocxFont, own: DocxFont): DocxFont => ({
	ascii: own.ascii ?? base.ascii,
	other: own.other ?? base.other,
});

export const isOn = (value: string): boolean => value !== '0' && value !== 'false' && value !== 'off';

/** The styles of word/styles.xml (ECMA-376, 17.7), each with those that it is based on; '' is the default paragraph. */
export const readDocxStyles = (xml: string | undefined): ((id: string) => DocxStyle) => {
	const styles = new Map<string, DocxStyle & { base: string }>();
	const defaults: DocxStyle = { font: {}, bold: undefined };
	let normal = '';
	if (xml) {
		let current: (DocxStyle & { base: string }) | null = null;
		let inDefaults = false;
		const parser = new SaxesParser();
		parser.on('opentag', ({ name, attributes }) => {
			const value = String(attributes['w:val'] ?? '');
			if (name === 'w:docDefaults') inDefaults = true;
			else if (name === 'w:style') {
				const id = String(attributes['w:styleId'] ?? '');
				current = { font: {}, bold: undefined, base: '' };
				styles.set(id, current);
				if (attributes['w:type'] === 'paragraph' && isOn(String(attributes['w:default'] ?? '0'))) normal = id;
			} else if (name === 'w:rFonts') {
				const target = current ?? (inDefaults ? defaults : null);
				if (target) target.font = over(target.font, fontOf(attributes));
			} else if (name === 'w:basedOn' && current) current.base = value;
			else if (name === 'w:b' && current) current.bold = isOn(value);
		});
		parser.on('closetag', ({ name }) => {
			if (name === 'w:docDefaults') inDefaults = false;
			else if (name === 'w:style') current = null;
		});
		parser.write(xml).close();
	}
	const resolved = new Map<string, DocxStyle>();
	const resolve = (id: string, depth: number): DocxStyle => {
		const own = styles.get(id);
		if (!own || depth > 12) return defaults;
		const base = own.base ? resolve(own.base, depth + 1) : defaults;
		return { font: over(base.font, own.font), bold: own.bold ?? base.bold };
	};
	return (id) => {
		const wanted = id || normal;
		const style = resolved.get(wanted) ?? resolve(wanted, 0);
		resolved.set(wanted, style);
		return style;
	};
};
