import { type RawBuilder, sql } from 'kysely';
import { registerSiteSource, type SiteBlock, type SiteCandidate } from '#lib/features/site/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import type { Clause } from './queries.server.ts';

type Row = {
	id: string;
	unitId: string;
	typeName: string;
	number: string;
	issuer: string | null;
	issuedOn: Day;
	title: string;
	tenantId: string;
};

type ShownClause = Pick<Clause, 'kind' | 'label' | 'heading' | 'text' | 'isSection'>;

const parts: readonly string[] = ['part', 'chapter', 'section', 'article', 'attachment'];

/**
 * A clause as a reader of the site reads it: what divides the document stands as a heading. The head of the paper and its
 * foot (who receives it, who signed) are left out; the title and the day say what they say.
 */
const blockOf = ({ kind, label, heading, text, isSection }: ShownClause): SiteBlock[] => {
	if (kind === 'closing' || (kind === 'opening' && !isSection)) return [];
	const named = [label, heading].filter(Boolean).join(' ');
	const rest = text.trim();
	if (parts.includes(kind) && heading)
		return [{ kind: 'heading', text: named }, ...(rest ? [{ kind: 'paragraph' as const, text: rest }] : [])];
	const words = heading ? [named, rest].filter(Boolean).join('\n') : [label, rest].filter(Boolean).join(' ');
	return words ? [{ kind: 'paragraph', text: words }] : [];
};

const clausesIn = async (tx: Tx, documentIds: readonly string[]): Promise<Map<string, SiteBlock[]>> => {
	const found = await sql<ShownClause & { documentId: string }>`
		select document_id as "documentId", kind, label, heading, text, is_section as "isSection" from clause
		where tenant_id = (select meta.tenant()) and document_id = any(${`{${documentIds.join(',')}}`}::text::uuid[]) order by document_id, ordinal`.execute(
		tx,
	);
	const blocks = new Map<string, SiteBlock[]>();
	for (const clause of found.rows)
		blocks.set(clause.documentId, [...(blocks.get(clause.documentId) ?? []), ...blockOf(clause)]);
	return blocks;
};

/**
 * Documents that the unit issued or received, numbered and dated, given to everybody of it (also to non-Party officials): what
 * is given to members or to the committee only is internal and never comes here.
 */
const released = async (
	tx: Tx,
	which: RawBuilder<unknown>,
	limit: number,
	withText: boolean,
): Promise<SiteCandidate[]> => {
	const found = await sql<Row>`
		select d.id, d.unit_id as "unitId", d.type_name as "typeName", d.number, d.issuer, d.issued_on as "issuedOn", d.title, d.tenant_id as "tenantId"
		from document d
		where d.tenant_id = (select meta.tenant()) and d.state = 'published' and d.number is not null and d.issued_on is not null and ${which}
			and exists (select from publication p where p.tenant_id = d.tenant_id and p.document_id = d.id and p.unit_id = d.unit_id and p.audience = 'unit' and p.withdrawn_at is null)
			and not exists (select from publication p where p.tenant_id = d.tenant_id and p.document_id = d.id and p.audience <> 'unit' and p.withdrawn_at is null)
		order by d.issued_on desc, d.id desc limit ${limit}`.execute(tx);
	const texts = withText
		? await clausesIn(
				tx,
				found.rows.map(({ id }) => id),
			)
		: new Map<string, SiteBlock[]>();
	return found.rows.map((row) => ({
		kind: 'document',
		sourceId: row.id,
		unitId: row.unitId,
		title: `${documentName(row)}: ${row.title}`,
		theme: '',
		day: row.issuedOn,
		author: null,
		blocks: texts.get(row.id) ?? [],
	}));
};

registerSiteSource({
	kind: 'document',
	ready: (tx, { unitIds, limit }) =>
		released(tx, sql`d.unit_id = any(${`{${unitIds.join(',')}}`}::text::uuid[])`, limit, false),
	find: async (tx, sourceId) => (await released(tx, sql`d.id = ${sourceId}`, 1, true))[0] ?? null,
});
