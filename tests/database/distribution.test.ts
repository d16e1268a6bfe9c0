import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';
import { distributionOf, inOrder } from '../../db/distribution.ts';
import { tenantTables } from '../support/any-row.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

test('the script for a cluster is that of the present schema (npm run distribution writes it)', async () => {
	const kept = readFileSync(join(findRoot(), 'ops/citus/distribute.sql'), 'utf8');
	expect(await distributionOf(database.owner)).toBe(kept);
	for (const { schema, name } of await tenantTables(database.owner))
		if (schema === 'public') expect(kept).toContain(`call meta.distribute('${name}');`);
});

test('a table comes after those that it leads to; a circle is opened', () => {
	const key = (from: string, to: string) => ({ from, to, name: `${from}_${to}`, definition: '' });
	const keys = [key('unit', 'tenant'), key('unit', 'unit'), key('a', 'b'), key('b', 'a'), key('a', 'unit')];
	const { order, circles } = inOrder(['a', 'b', 'tenant', 'unit'], keys);
	expect(order).toEqual(['tenant', 'unit', 'a', 'b']);
	expect(circles.map(({ name }) => name)).toEqual(['a_b']);
});

test('on a server that is no cluster nothing is distributed', async () => {
	const [row] = await database.owner`select meta.is_distributed('unit'::regclass) as is`;
	expect(row?.['is']).toBe(false);
});
