/** What may stand on the public site (trang công khai), by where it comes from. */
export const siteKinds = ['talk', 'example', 'model', 'document', 'programme'] as const;
export type SiteKind = (typeof siteKinds)[number];

/** A piece of text of an entry: a heading, a paragraph, or words of somebody else with their source. */
export type SiteBlock =
	| { kind: 'heading'; text: string }
	| { kind: 'paragraph'; text: string }
	| { kind: 'quotation'; text: string; source: string };

/** The words of a kind in the addresses of its pages. */
export const kindPlaces: Record<SiteKind, string> = {
	talk: 'sinh-hoat-duoi-co',
	example: 'guong-sang',
	model: 'mo-hinh',
	document: 'van-ban',
	programme: 'chuong-trinh',
};

/** The kind of which an address speaks, or null. */
export const kindAt = (place: string): SiteKind | null =>
	siteKinds.find((kind) => kindPlaces[kind] === place) ?? null;
