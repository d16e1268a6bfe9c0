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
	oversight: 'oversight',
	documents: 'document',
	meetings: 'calendar',
	programmes: 'programme',
	tasks: 'task',
	study: 'book',
	commitments: 'edit',
	proposals: 'chat',
	recognition: 'star',
	site: 'language',
	talks: 'flag',
	reports: 'send',
	inspections: 'check-circle',
	models: 'flag',
	nominations: 'star',
	organisation: 'organisation',
	administration: 'administration',
};

/** The bar at the foot of a phone has room for these; the others stand in the menu of the account. */
const onPhone: readonly NavigationKey[] = ['home', 'documents', 'meetings', 'programmes', 'tasks'];
/** What people open every day; on a wide screen the others are one press further. */
const everyDay: readonly NavigationKey[] = [...onPhone, 'oversight', 'study', 'commitments', 'proposals'];

export const isOnPhone = (key: NavigationKey): boolean => onPhone.includes(key);
export const isEveryDay = (key: NavigationKey): boolean => everyDay.includes(key);

/** Is this part the one in which the page lies? */
export const isCurrent = (href: string, path: string): boolean =>
	href === '/' ? path === '/' : path === href || path.startsWith(`${href}/`);
