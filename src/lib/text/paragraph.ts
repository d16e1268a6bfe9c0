/** A paragraph as a reader of files gives it: text in reading order with the little that its look tells. */
export type Paragraph = {
	text: string;
	page?: number;
	/** Level of a heading, where the file says so. */
	heading?: number;
	bold?: boolean;
	align?: 'left' | 'center' | 'right';
	/** The table cell in which it stands. Two-column heads of official documents are tables. */
	table?: { table: number; row: number; cell: number };
};
