import { randomUUID } from 'node:crypto';
import type postgres from 'postgres';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openPool } from '#lib/platform/database/connect.ts';
import { anyRow, type Table, tenantTables } from '../support/any-row.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const own = randomUUID();
const other = randomUUID();
let app: postgres.Sql;
let tables: Table[] = [];

const NOT_ALLOWED = '42501';
/** What is one person's alone is hidden from jobs too. */
const privateTables = [
	'note',
	'reading_view',
	'collection',
	'collection_item',
	'study_answer',
	'study_guess',
	'reflection_text',
	'reflection_version',
	'reflection_file',
	'reflection_remark',
	'reflection_review',
	'registration_text',
	'registration_version',
	'registration_verdict',
	'registration_entry',
	'self_check',
	'check_mark',
	'check_file',
	'review_self',
	'review_rating',
	'review_result',
	'review_collective',
	'talk_text',
	'talk_version',
	'talk_remark',
	'talk_review',
	'talk_response',
	'residence_remark',
];
const nameOf = ({ schema, name }: Table): string => `"${schema}"."${name}"`;

/** Runs as the application in the name of a tenant; gives the rows, or the code of the error. The transaction is undone. */
const asTenant = async (
	tenantId: string,
	text: string,
	values: (string | null)[] = [],
	settings: { person?: string; system?: boolean } = { system: true },
): Promise<Record<string, unknown>[] | string> => {
	let answer: Record<string, unknown>[] | string = 'nothing';
	await app
		.begin(async (tx) => {
			await tx`select set_config('app.tenant', ${tenantId}, true), set_config('app.person', ${settings.person ?? ''}, true),
				set_config('app.system', ${settings.system ? 'on' : ''}, true)`;
			answer = [...(await tx.unsafe(text, values))];
			throw new Error('undo');
		})
		.catch((error: unknown) => {
			if (error instanceof Error && error.message === 'undo') return;
			answer = (error as { code?: string }).code ?? String(error);
		});
	return answer;
};

beforeAll(async () => {
	app = openPool(database.appUrl, 2);
	tables = await tenantTables(database.owner);
	for (const table of tables) {
		for (const tenantId of [own, other]) {
			const { text, values } = await anyRow(database.owner, table, tenantId);
			await database.owner.begin(async (tx) => {
				await tx`set local session_replication_role = replica`; // the rows stand alone: what they refer to need not be there
				await tx.unsafe(text, values);
			});
		}
	}
});
afterAll(() => app.end({ timeout: 2 }));

/** What an attempt on each table answers, where it is not what is wanted. */
const wrongWhere = async (
	attempt: (table: Table) => Promise<unknown>,
	isRight: (answer: unknown) => boolean,
) => {
	const wrong: Record<string, unknown> = {};
	for (const table of tables) {
		const answer = await attempt(table);
		if (!isRight(answer)) wrong[nameOf(table)] = answer;
	}
	return wrong;
};

test('a tenant sees its own rows in every table and none of another', async () => {
	const hidden = ['account', 'verification', 'sign_in_attempt']; // the application may not read them at all
	const wrong = await wrongWhere(
		(table) => asTenant(own, `select tenant_id from ${nameOf(table)}`),
		(answer) => JSON.stringify(answer) === JSON.stringify([{ tenant_id: own }]),
	);
	for (const name of privateTables) {
		expect(wrong[`"public"."${name}"`], name).toEqual([]);
		delete wrong[`"public"."${name}"`];
	}
	expect(Object.keys(wrong).sort()).toEqual(hidden.map((name) => `"auth"."${name}"`).sort());
	for (const answer of Object.values(wrong)) expect(answer).toBe(NOT_ALLOWED);
});

test('without a tenant nothing is there', async () => {
	const wrong = await wrongWhere(
		(table) => asTenant('', `select tenant_id from ${nameOf(table)}`),
		(answer) => answer === NOT_ALLOWED || (Array.isArray(answer) && answer.length === 0),
	);
	expect(wrong).toEqual({});
});

test('no row is written in the name of another tenant', async () => {
	const wrong = await wrongWhere(
		async (table) => {
			const { text, values } = await anyRow(database.owner, table, other);
			return asTenant(own, text, values);
		},
		(answer) => answer === NOT_ALLOWED,
	);
	expect(wrong).toEqual({});
});

test('no row is handed over to another tenant, and none of theirs is changed or removed', async () => {
	const wrong = await wrongWhere(
		async (table) => [
			await asTenant(own, `update ${nameOf(table)} set tenant_id = $1::text::uuid`, [other]),
			await asTenant(
				own,
				`update ${nameOf(table)} set tenant_id = tenant_id where tenant_id = $1::text::uuid returning 1`,
				[other],
			),
			await asTenant(own, `delete from ${nameOf(table)} where tenant_id = $1::text::uuid returning 1`, [
				other,
			]),
			privateTables.includes(table.name),
		],
		(answer) => {
			const [moved, changed, removed, isPrivate] = answer as unknown[];
			const none = (result: unknown): boolean =>
				result === NOT_ALLOWED || (Array.isArray(result) && result.length === 0);
			return (moved === NOT_ALLOWED || (isPrivate === true && none(moved))) && none(changed) && none(removed);
		},
	);
	expect(wrong).toEqual({});
});

test('a row about a person is hidden from the others of the same tenant', async () => {
	const personal = await database.owner<
		{ schema: string; name: string }[]
	>`select n.nspname as schema, c.relname as name from pg_policy p
		join pg_class c on c.oid = p.polrelid join pg_namespace n on n.oid = c.relnamespace where p.polname = 'person_range' order by 2`;
	expect(personal.map(({ name }) => name)).toEqual(
		expect.arrayContaining(['event', 'reading', 'section_reading']),
	);
	for (const table of personal) {
		const stranger = { person: randomUUID() };
		expect(await asTenant(own, `select tenant_id from ${nameOf(table)}`, [], stranger), table.name).toEqual(
			[],
		);
	}
});
