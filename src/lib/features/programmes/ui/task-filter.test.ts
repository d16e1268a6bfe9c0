import { expect, test } from 'vitest';
import { filterHref, filterOf } from './task-filter.ts';

test('a filter goes into an address and comes back the same; the unknown narrows nothing', () => {
	const filter = { condition: 'late', ownerId: 'p', programmeId: undefined, sort: 'title' } as const;
	const href = filterHref('/nhiem-vu?cua=don-vi', filter, 3);
	expect(href).toBe('/nhiem-vu?cua=don-vi&loc=qua-han&nguoi=p&xep=ten&trang=3');
	expect(filterOf(new URL(href, 'http://x').searchParams)).toEqual({ filter, page: 3 });
	expect(filterOf(new URLSearchParams('loc=toString&trang=-4&xep=x'))).toEqual({ filter: {}, page: 1 });
	expect(filterHref('/nhiem-vu', {})).toBe('/nhiem-vu');
});
