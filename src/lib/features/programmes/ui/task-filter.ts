/** How lists of tasks are narrowed and sorted in an address. */
const conditions = {
	'qua-han': 'late',
	'sap-den-han': 'soon',
	'dang-lam': 'open',
	'moi-giao': 'assigned',
	'dang-thuc-hien': 'in_progress',
	'cho-duyet': 'reported',
	xong: 'accepted',
} as const;
export type Condition = (typeof conditions)[keyof typeof conditions];
const sorts = { ten: 'title', nguoi: 'owner' } as const;
export type Sort = 'due' | (typeof sorts)[keyof typeof sorts];

export type Filter = {
	condition?: Condition | undefined;
	ownerId?: string | undefined;
	stepOfId?: string | undefined;
	programmeId?: string | undefined;
	sort?: Sort | undefined;
};

const isKey = <T extends object>(table: T, key: string): key is string & keyof T => Object.hasOwn(table, key);

/** The filter and the page (from 1) that an address asks for; what is unknown narrows nothing. */
export const filterOf = (query: URLSearchParams): { filter: Filter; page: number } => {
	const condition = query.get('loc') ?? '';
	const sort = query.get('xep') ?? '';
	return {
		filter: {
			condition: isKey(conditions, condition) ? conditions[condition] : undefined,
			ownerId: query.get('nguoi') || undefined,
			stepOfId: query.get('buoc-cua') || undefined,
			programmeId: query.get('chuong-trinh') || undefined,
			sort: isKey(sorts, sort) ? sorts[sort] : undefined,
		},
		page: Math.min(10_000, Math.max(1, Math.trunc(Number(query.get('trang'))) || 1)),
	};
};

const slugOf = <T extends Record<string, string>>(table: T, value: string | undefined): string | undefined =>
	Object.entries(table).find(([, known]) => known === value)?.[0];

/** The address of a list with a filter. @param base may have a query already */
export const filterHref = (base: string, filter: Filter, page = 1): string => {
	const query = new URLSearchParams();
	const set = (name: string, value: string | undefined): void => {
		if (value) query.set(name, value);
	};
	set('loc', slugOf(conditions, filter.condition));
	set('nguoi', filter.ownerId);
	set('buoc-cua', filter.stepOfId);
	set('chuong-trinh', filter.programmeId);
	set('xep', slugOf(sorts, filter.sort));
	if (page > 1) query.set('trang', String(page));
	const text = query.toString();
	if (text === '') return base;
	return `${base}${base.includes('?') ? '&' : '?'}${text}`;
};

/** The choices of the filter's form: what the address says, and the condition itself. */
export const conditionChoices: readonly { slug: string; condition: Condition }[] = Object.entries(
	conditions,
).map(([slug, condition]) => ({ slug, condition }));
export const slugOfCondition = (condition: Condition | undefined): string =>
	slugOf(conditions, condition) ?? '';
export const slugOfSort = (sort: Sort | undefined): string => slugOf(sorts, sort) ?? '';
