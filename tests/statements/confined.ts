/** A node of a plan, as EXPLAIN (FORMAT JSON, VERBOSE) tells it. */
export type PlanNode = {
	'Node Type': string;
	'Relation Name'?: string;
	Schema?: string;
	Alias?: string;
	Plans?: PlanNode[];
	[detail: string]: unknown;
};

const conditions = [
	'Index Cond',
	'Recheck Cond',
	'Filter',
	'Join Filter',
	'Hash Cond',
	'Merge Cond',
	'One-Time Filter',
];

const name = '(?:"[^"]+"|[a-z_][a-z0-9_$]*)';
const column = (alias: string): string => `${alias}\\.tenant_id`;
/** What stands for the tenant of the transaction: a parameter, a value, a setting, a look that was taken once. */
const given = "\\(?(?:\\$\\d+|'[^']*'|\\(?InitPlan|meta\\.tenant\\(\\)|current_setting)";

const everyNode = (node: PlanNode): PlanNode[] => [node, ...(node.Plans ?? []).flatMap(everyNode)];

const textOf = (node: PlanNode): string =>
	conditions
		.map((key) => node[key])
		.filter((value) => typeof value === 'string')
		.join('\n');

/**
 * Which tenant tables a plan reads without naming the tenant. A table is confined when its tenant_id is compared with a value, or is
 * equal to that of one that is (the planner writes each such equality where it uses it). Parts that are plans of their own (CTE, subquery,
 * function, list of values) are judged where they are read.
 * @param isTenantTable whether a table holds rows of tenants   @returns table and alias of each that is not confined
 */
export const notConfined = (plan: PlanNode, isTenantTable: (table: string) => boolean): string[] => {
	const nodes = everyNode(plan);
	const tables = new Map<string, string>();
	const confined = new Set<string>();
	const equal: [string, string][] = [];
	for (const node of nodes) {
		const alias = node.Alias;
		const table = node['Relation Name'];
		const isScan = node['Node Type'] !== 'ModifyTable';
		if (!alias || !isScan) continue;
		if (table && isTenantTable(`${node.Schema}.${table}`)) tables.set(alias, table);
		else confined.add(alias);
	}
	const plain = (text: string): string => text.replaceAll('"', '');
	for (const node of nodes) {
		const text = textOf(node);
		for (const [, alias = ''] of text.matchAll(new RegExp(`(${name})\\.tenant_id\\)? = ${given}`, 'g')))
			confined.add(plain(alias));
		for (const [, alias = ''] of text.matchAll(
			new RegExp(`${given}[^=()]*\\)* = (${name})\\.tenant_id`, 'g'),
		))
			confined.add(plain(alias));
		for (const [, one = '', other = ''] of text.matchAll(
			new RegExp(`${column(`(${name})`)} = ${column(`(${name})`)}`, 'g'),
		))
			equal.push([plain(one), plain(other)]);
	}
	for (let grew = true; grew; ) {
		grew = false;
		for (const [one, other] of equal) {
			if (confined.has(one) === confined.has(other)) continue;
			confined.add(one).add(other);
			grew = true;
		}
	}
	return [...tables].filter(([alias]) => !confined.has(alias)).map(([alias, table]) => `${table} ${alias}`);
};
