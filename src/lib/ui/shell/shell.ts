import type { NavigationKey } from '#lib/shared/feature.ts';
import type { IconName } from '../icons.ts';

/** What the frame around every page shows. */
export type Shell = {
	person: { name: string; roleLine: string };
	tenantName: string;
	isSample: boolean;
	unit: { id: string; name: string };
	units: readonly { id: string; name: string }[];
	navigation: readonly { key: NavigationKey; href: string }[];
	/** What the person was told and has not read. */
	unread: number;
	theme: 'light' | 'dark' | 'auto';
	locale: string;
};

export const navigationIcon: Record<NavigationKey, IconName> = {
	home: 'home',
	documents: 'document',
	meetings: 'calendar',
	programmes: 'programme',
	tasks: 'task',
	proposals: 'chat',
	organisation: 'organisation',
	administration: 'administration',
};

/** Is this part the one in which the page lies? */
export const isCurrent = (href: string, path: string): boolean =>
	href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
