import { expect, test } from 'vitest';
import { notConfined, type PlanNode } from './confined.ts';

const scan = (alias: string, details: Record<string, unknown> = {}): PlanNode => ({
	'Node Type': 'Seq Scan',
	'Relation Name': 'unit',
	Schema: 'public',
	Alias: alias,
	...details,
});
const join = (condition: string, ...parts: PlanNode[]): PlanNode => ({
	'Node Type': 'Hash Join',
	'Hash Cond': condition,
	Plans: parts,
});
const judge = (plan: PlanNode): string[] => notConfined(plan, (table) => table === 'public.unit');

test('a table whose tenant is compared with a parameter, a value or a setting is confined', () => {
	for (const condition of [
		'(u.tenant_id = $1)',
		"(u.tenant_id = '019a1e07-8280-7001-b1a1-693aaca1b89f'::uuid)",
		'((u.tenant_id = $2) AND (u.id = $3))',
		'(u.tenant_id = (InitPlan 1).col1)',
		'(u.tenant_id = meta.tenant())',
		'($1 = u.tenant_id)',
	])
		expect([condition, judge(scan('u', { Filter: condition }))]).toEqual([condition, []]);
});

test('a table that is asked for by its id alone is not', () => {
	expect(judge(scan('u', { 'Index Cond': '(u.id = $1)' }))).toEqual(['unit u']);
	expect(judge(scan('u', { Filter: '(u.tenant_id <> $1)' }))).toEqual(['unit u']);
});

test('what is equal to a confined one is confined, however far along', () => {
	const first = scan('a', { 'Index Cond': '(a.tenant_id = $1)' });
	const plan = join(
		'((c.tenant_id = b.tenant_id) AND (c.x = b.y))',
		join('(b.tenant_id = a.tenant_id)', scan('b'), first),
		scan('c'),
	);
	expect(judge(plan)).toEqual([]);
	expect(judge(join('(b.id = a.parent_id)', scan('b'), first))).toEqual(['unit b']);
	expect(judge(join('(b.tenant_id = a.tenant_id)', scan('b'), scan('a')))).toEqual(['unit b', 'unit a']);
});

test('a part that is a plan of its own is judged where it reads', () => {
	const part: PlanNode = { 'Node Type': 'CTE Scan', Alias: 'w', Plans: [] };
	expect(judge(join('(u.tenant_id = w.tenant_id)', scan('u'), part))).toEqual([]);
});

test('a row that is written is no look', () => {
	const insert: PlanNode = {
		'Node Type': 'ModifyTable',
		'Relation Name': 'unit',
		Schema: 'public',
		Alias: 'unit',
		Plans: [],
	};
	expect(judge(insert)).toEqual([]);
});
