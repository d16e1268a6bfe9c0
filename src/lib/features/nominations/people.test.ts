import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { findRoot } from '#lib/platform/config/config.ts';
import { figureSources } from './domain/criteria.ts';
import * as schema from './schema.ts';

// Nobody can rank people: the promise of this feature, held by its shape.

/** The columns of each table of the migration. */
const columns = (): Map<string, string[]> => {
	const text = readFileSync(join(findRoot(), 'db/migrations/0049_nominations.sql'), 'utf8');
	return new Map(
		[...text.matchAll(/create table (\w+) \(([\s\S]*?)\n\);/g)].map(([, name = '', body = '']) => [
			name,
			[...body.matchAll(/^\t(\w+) (?:uuid|text|date|integer|boolean|jsonb|double|timestamptz)/gm)].map(
				([, column = '']) => column,
			),
		]),
	);
};

test('no table has a person among what is nominated, compared, counted or chosen', () => {
	const known = columns();
	const about = [
		'award',
		'nomination',
		'nomination_value',
		'nomination_evidence',
		'award_tally',
		'award_choice',
	];
	expect([...known.keys()]).toEqual(expect.arrayContaining(about));
	for (const table of about) {
		expect(known.get(table), table).not.toContain('person_id');
		expect(
			known.get(table)?.filter((column) => /rank|place|order/.test(column)),
			table,
		).toEqual([]);
	}
	// A person stands only where somebody votes.
	expect([...known].filter(([, names]) => names.includes('person_id')).map(([name]) => name)).toEqual([
		'award_voter',
		'award_vote',
	]);
});

/** The names of all fields of an input, also within lists. */
const fieldsOf = (json: unknown): string[] => {
	if (typeof json !== 'object' || json === null) return [];
	const own = 'properties' in json ? Object.keys(json.properties as object) : [];
	return [...own, ...Object.values(json).flatMap(fieldsOf)];
};

test('no input takes a person, but for who votes', async () => {
	const { z } = await import('zod');
	for (const [name, one] of Object.entries(schema)) {
		const json = z.toJSONSchema(one as import('zod').ZodType, { unrepresentable: 'any', io: 'input' });
		const people = fieldsOf(json).filter((field) => /person|people|member|who/i.test(field));
		expect(people, name).toEqual(name === 'SessionInput' || name === 'VoteInput' ? ['personId'] : []);
	}
});

test('no criterion takes its value from single people', () => {
	expect(figureSources.filter((source) => /person|people|member|rating/.test(source))).toEqual([]);
});
