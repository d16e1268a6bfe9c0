import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import {
	type Abbreviation,
	abbreviationsOf,
	type OwnAbbreviation,
	shippedAbbreviations,
} from './domain/abbreviations.ts';
import type { KindKey } from './domain/kind-keys.ts';
import { parseQuery, withoutMarksOf } from './domain/query.ts';
import { type Filters, type FoundPassages, findPassages, makePlan } from './find.server.ts';
import type { Hit, Hits, Seeking } from './kinds/kind.ts';
import { kinds } from './kinds/kinds.server.ts';
import { nearestQuery } from './nearest.server.ts';

export type { Filters } from './find.server.ts';
export type { Hit } from './kinds/kind.ts';

/** What this tenant added to the rules' abbreviations, or struck. */
export const ownAbbreviations = async (
	tx: Tx,
	tenantId: string,
): Promise<(OwnAbbreviation & { changedBy: string; changedAt: Date })[]> => {
	const found = await sql<OwnAbbreviation & { changedBy: string; changedAt: Date }>`
		select a.short, a.long, a.state, p.full_name as "changedBy", a.changed_at as "changedAt" from abbreviation a
		join person p on p.tenant_id = a.tenant_id and p.id = a.changed_by
		where a.tenant_id = ${tenantId} order by a.short_key, a.long_key`.execute(tx);
	return found.rows;
};

/** The abbreviations that hold in a tenant. */
export const abbreviationsFor = async (tx: Tx, tenantId: string): Promise<readonly Abbreviation[]> => {
	const own = await ownAbbreviations(tx, tenantId);
	return own.length === 0 ? shippedAbbreviations : abbreviationsOf(own);
};

export type Group = { kind: KindKey; hits: Hit[]; found: number; isMore: boolean };
export type Choice = { value: string; count: number; name: string };
export type Results = {
	groups: Group[];
	/** By what the documents that were found can be narrowed. */
	choices: { types: Choice[]; issuers: Choice[]; years: Choice[]; inForce: boolean };
	/** A spelling that would find something, when nothing was found. */
	nearest: string | null;
};

type Counted = Choice & { documentId: string };

const choicesIn = (found: FoundPassages, mark: string): Counted[] => {
	const documents = new Map(found.passages.map(({ documentId, facets }) => [documentId, facets]));
	const counts = new Map<string, Counted>();
	for (const [documentId, facets] of documents)
		for (const facet of facets) {
			if (!facet.startsWith(mark)) continue;
			const value = facet.slice(mark.length);
			counts.set(value, { value, name: value, documentId, count: (counts.get(value)?.count ?? 0) + 1 });
		}
	return [...counts.values()]
		.sort((one, other) => other.count - one.count || (one.value < other.value ? -1 : 1))
		.slice(0, MOST_CHOICES);
};

/** Facets are in lower case; types and issuers are shown as the documents have them. */
const named = async (
	tx: Tx,
	tenantId: string,
	choices: Counted[],
	column: 'type_name' | 'issuer',
): Promise<Choice[]> => {
	if (choices.length === 0) return [];
	const found = await sql<{ id: string; name: string }>`
		select id, ${sql.ref(column)} as name from document
		where tenant_id = ${tenantId} and id = any(${`{${choices.map(({ documentId }) => documentId).join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	const names = new Map(found.rows.map(({ id, name }) => [id, name]));
	return choices.map(({ value, count, documentId }) => ({
		value,
		count,
		name: names.get(documentId) ?? value,
	}));
};

/** Is it known from when and until when documents are in force? */
const knowsForce = async (tx: Tx): Promise<boolean> => {
	const found = await sql<{
		known: boolean;
	}>`select to_regclass('public.document_effect') is not null as known`.execute(tx);
	return found.rows[0]?.known ?? false;
};

const MOST_CHOICES = 20;
/** So many passages are ranked; more are counted, not shown: whoever looks for one thing narrows the search. */
const RANKED = 400;

/**
 * Everything that the actor may see and that matches, by kind. With `only` one kind, from the given place on.
 */
export const searchFor = async (
	tx: Tx,
	actor: Actor,
	wanted: {
		text: string;
		filters: Filters;
		today: Day;
		only?: KindKey | undefined;
		from: number;
		count: number;
	},
): Promise<Results> => {
	const { filters, today, only, from, count } = wanted;
	const query = parseQuery(wanted.text, await abbreviationsFor(tx, actor.tenantId));
	const { plan } = await makePlan(tx, actor.tenantId, query);
	let found: Promise<FoundPassages> | null = null;
	const passages = (): Promise<FoundPassages> => {
		found ??= findPassages(tx, actor.tenantId, query, { filters, today, most: RANKED });
		return found;
	};
	const bare =
		query.hasMarks && query.phrases.length === 0
			? (await makePlan(tx, actor.tenantId, withoutMarksOf(query))).plan
			: null;
	const seeking: Seeking = { tx, actor, today, plan, filters, passages };
	const isNarrowed = Object.values(filters).some(Boolean);
	const groups: Group[] = [];
	for (const kind of kinds) {
		if (isNarrowed && !kind.isFiltered) continue;
		// Of kinds that are not looked at only the number is shown.
		const [start, size] = only === undefined ? [0, count] : only === kind.key ? [from, count] : [0, 1];
		let hits: Hits = await kind.find(seeking, start, size);
		if (hits.found === 0 && bare && !kind.isFiltered)
			hits = await kind.find({ ...seeking, plan: bare }, start, size);
		groups.push({
			kind: kind.key,
			hits: only === undefined || only === kind.key ? hits.hits : [],
			found: hits.found,
			isMore: hits.isMore,
		});
	}
	const all = await passages();
	return {
		groups,
		choices: {
			types: await named(tx, actor.tenantId, choicesIn(all, 'k:'), 'type_name'),
			issuers: await named(tx, actor.tenantId, choicesIn(all, 'i:'), 'issuer'),
			years: choicesIn(all, 'y:').sort((one, other) => Number(other.value) - Number(one.value)),
			inForce: await knowsForce(tx),
		},
		nearest:
			query.words.length > 0 && groups.every((group) => group.found === 0)
				? await nearestQuery(tx, actor.tenantId, wanted.text)
				: null,
	};
};

export type SavedSearch = { id: string; name: string; query: string };

/** The searches that a person keeps, the latest first. */
export const savedSearchesOf = async (tx: Tx, actor: Actor): Promise<SavedSearch[]> => {
	const found = await sql<SavedSearch>`
		select id, name, query from saved_search where tenant_id = ${actor.tenantId} and person_id = ${actor.personId}
		order by saved_at desc, id limit 50`.execute(tx);
	return found.rows;
};
