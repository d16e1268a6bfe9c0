/** How somebody likes to read, on this device: the size of the letters and the ground on which they stand. */
export type ReadingLook = { size: 1 | 2 | 3 | 4; ground: Ground | null };
export type Ground = (typeof grounds)[number];

export const sizes = [1, 2, 3, 4] as const;
/** Paper (as the light theme), the highest contrast, dark. None chosen: as the whole application looks. */
export const grounds = ['giay', 'tuong-phan', 'toi'] as const;

/** The cookie in which it is remembered. */
export const lookCookie = 'cach-doc';

export const usualLook: ReadingLook = { size: 2, ground: null };

/** What the cookie says; anything that it can not say reads as the usual look. */
export const lookOf = (cookie: string | undefined): ReadingLook => {
	const [size, ground] = cookie?.split('.') ?? [];
	return {
		size: sizes.find((one) => String(one) === size) ?? usualLook.size,
		ground: grounds.find((one) => one === ground) ?? null,
	};
};

export const cookieOf = ({ size, ground }: ReadingLook): string => `${size}.${ground ?? ''}`;

const themes = { giay: 'light', 'tuong-phan': 'contrast', toi: 'dark' } as const;

/** The theme in which the page of the reader is drawn. */
export const themeOf = <Theme extends string>(
	{ ground }: ReadingLook,
	usual: Theme,
): Theme | (typeof themes)[Ground] => (ground ? themes[ground] : usual);
