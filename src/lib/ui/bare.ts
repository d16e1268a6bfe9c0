/** A text as one would type it in haste, for narrowing a list on the device: without marks, in small letters. */
export const bare = (text: string): string =>
	text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replaceAll('đ', 'd');
