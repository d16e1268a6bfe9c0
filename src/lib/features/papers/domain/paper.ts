import type { Day } from '#lib/shared/calendar.ts';

/** Whose rules a paper follows: those of the Party's documents or those of the State's. */
export type Side = 'party' | 'state';

/** The papers that the product writes; a layout knows more types, which are numbered in the registers only. */
export const paperKinds = [
	'minutes',
	'resolution',
	'action_programme',
	'plan',
	'report',
	'notice',
	'submission',
	'invitation',
	'official_letter',
] as const;
export type PaperKind = (typeof paperKinds)[number];

/** What a person signs and a committee confirms: in the layout of papers, with neither number nor register. */
export type UnnumberedKind = 'commitment';

/** A paper that goes with a person from one body to another, in a register of its own. */
export type CardKind = 'introduction';

/** A stretch of text; emphasis beyond that of its part is rare. */
export type Run = { text: string; bold?: boolean; italic?: boolean };
/** Text with or without emphasis. Line breaks within it begin a new line of the same paragraph. */
export type Words = string | readonly Run[];

export type Column = {
	title: string /** Its part of the width, against those of the others. */;
	share: number;
	align?: 'left' | 'center';
};

/** What stands between head and signature, in order. Labels of headings and items are counted by the layout. */
export type Block =
	/** A ground on which the paper rests ("Căn cứ …"), without a mark at its end: the layout sets it. */
	| { kind: 'basis'; text: Words }
	/** A named part: I- (level 1), 1. (level 2), a) (level 3). */
	| { kind: 'heading'; level: 1 | 2 | 3; text: string }
	/** A numbered paragraph, counted together with the headings of its level. */
	| { kind: 'item'; level: 2 | 3; text: Words }
	| { kind: 'paragraph'; text: Words }
	| { kind: 'dash'; text: Words }
	| { kind: 'plus'; text: Words }
	| { kind: 'table'; columns: readonly Column[]; rows: readonly (readonly string[])[] }
	/** A code that a phone reads ('1' is a dark square), with what it is for beside it. */
	| { kind: 'code'; squares: readonly string[]; beside: readonly string[] };

/** Who signs: on whose behalf ("T/M CHI BỘ"), as what ("BÍ THƯ"), and the name below the signature. */
export type Signature = { authority: readonly string[]; office: string | null; name: string | null };

/** The number of a paper in its register; without one it is a draft, and the place stays open. */
export type PaperNumber = {
	number: number | null /** The letters of the issuer: CB, ĐU, UBND. */;
	sign: string;
};

/** One paper, whatever it is written as. Everything that a form prescribes (marks, labels, words) is the layout's part. */
export type Paper = {
	type: PaperKind | UnnumberedKind | CardKind;
	head: {
		/** The name that a form prescribes in place of that of the type ("Bản cam kết", "Bản kiểm điểm cá nhân"). */
		typeName?: string;
		/** The body directly above, or null where there is none ("Đảng bộ Sở Thông tin và Truyền thông"). */
		superior: string | null;
		/** Lines may be broken by hand. */
		issuer: string;
		/** Null: it has none and wants none. */
		number: PaperNumber | null;
		place: string;
		/** Null while the day of signing is open. */
		day: Day | null;
		/** The year that is printed while the day is open. */
		year?: string;
		/** What the paper is about (trích yếu). */
		title: string;
		/** Below the name of the type, where the issuer is named with it ("của Ban Thường vụ Đảng ủy"). */
		ofWhom?: string | null;
		/** To whom an official letter goes. */
		addressees?: readonly string[];
		/** "Dự thảo lần 2": which draft it is. */
		draft?: number | null;
		/** "Tài liệu hội nghị", "Xong hội nghị trả lại" … */
		circulation?: string | null;
	};
	body: readonly Block[];
	signatures: { right: Signature; left?: Signature | null };
	/** Who gets it, the last one the file ("Lưu Chi bộ"), without marks at their ends. */
	copies: readonly string[];
};
