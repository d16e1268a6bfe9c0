import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { numberKey } from '#lib/text/fold.ts';
import type { ParsedClause } from './domain/clauses.ts';
import { shippedTypes, typeByCode, typeByName } from './domain/document-types.ts';
import { bandsOf } from './domain/likeness.ts';

type Write = Pick<CommandContext, 'tx' | 'actor' | 'now' | 'newId'>;

export const mediaTypes: Record<string, string> = {
	docx: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
	pdf: 'application/pdf',
	html: 'text/html',
	txt: 'text/plain',
	md: 'text/markdown',
	doc: 'application/msword',
	jpg: 'image/jpeg',
	png: 'image/png',
	tiff: 'image/tiff',
	gif: 'image/gif',
	webp: 'image/webp',
	pptx: 'application/vnd.openxmlformats-officedocument.presentationml.presentation',
};

/** Says of bytes that the file store has taken that this tenant owns them. */
export const insertStoredFile = async (
	{ tx, actor, now }: Pick<Write, 'tx' | 'actor' | 'now'>,
	file: { sha256: string; bytes: number; format: string | null },
): Promise<void> => {
	await tx
		.insertInto('stored_file')
		.values({
			tenant_id: actor.tenantId,
			sha256: file.sha256,
			bytes: file.bytes,
			media_type: mediaTypes[file.format ?? ''] ?? 'application/octet-stream',
			stored_at: now,
		})
		.onConflict((conflict) => conflict.columns(['tenant_id', 'sha256']).doNothing())
		.execute();
};

export type Facts = {
	typeCode?: string | undefined;
	typeName?: string | undefined;
	number?: string | undefined;
	issuer?: string | undefined;
	issuedOn?: string | undefined;
	title: string;
};

/** Facts as columns: the type by its code or its name; a type that nobody shipped keeps its name and has the code "khac". */
export const factColumns = (facts: Facts) => {
	const type = facts.typeCode
		? typeByCode(facts.typeCode, shippedTypes)
		: facts.typeName
			? typeByName(facts.typeName, shippedTypes)
			: null;
	return {
		type_code: type?.code ?? 'khac',
		type_name: type?.name ?? facts.typeName ?? 'Văn bản',
		number: facts.number ?? null,
		number_key: facts.number ? numberKey(facts.number) : '',
		issuer: facts.issuer ?? null,
		issued_on: facts.issuedOn ?? null,
		title: facts.title,
	};
};

/**
 * Writes the clause tree in one statement; a document of 2,000 clauses is no more trouble than one of ten.
 * @param known ids of clauses that go on from an earlier version, by anchor
 */
export const insertClauses = async (
	{ tx, actor, newId }: Write,
	documentId: string,
	clauses: readonly ParsedClause[],
	known: ReadonlyMap<string, string> = new Map(),
): Promise<void> => {
	const ids = new Map(clauses.map(({ anchor }) => [anchor, known.get(anchor) ?? newId()]));
	const rows = clauses.map((clause, ordinal) => ({
		id: ids.get(clause.anchor),
		ordinal,
		parent_id: clause.parentAnchor === null ? null : (ids.get(clause.parentAnchor) ?? null),
		section_id: ids.get(clause.sectionAnchor) ?? ids.get(clause.anchor),
		anchor: clause.anchor,
		kind: clause.kind,
		label: clause.label,
		heading: clause.heading,
		text: clause.text,
		depth: clause.depth,
		page: clause.page,
		is_section: clause.isSection,
	}));
	await sql`
		insert into clause (tenant_id, id, document_id, ordinal, parent_id, section_id, anchor, kind, label, heading, text, depth, page, is_section)
		select ${actor.tenantId}, c.id, ${documentId}, c.ordinal, c.parent_id, c.section_id, c.anchor, c.kind, c.label, c.heading, c.text, c.depth, c.page, c.is_section
		from jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as c(id uuid, ordinal int, parent_id uuid, section_id uuid, anchor text, kind text,
			label text, heading text, text text, depth int, page int, is_section boolean)
		on conflict (tenant_id, id) do update set ordinal = excluded.ordinal, parent_id = excluded.parent_id, section_id = excluded.section_id,
			anchor = excluded.anchor, kind = excluded.kind, label = excluded.label, heading = excluded.heading, text = excluded.text,
			depth = excluded.depth, page = excluded.page, is_section = excluded.is_section`.execute(tx);
};

export const insertRendition = async (
	{ tx, actor, now, newId }: Write,
	rendition: { documentId: string; sha256: string; filePath: string; format: string; isOriginal: boolean },
): Promise<void> => {
	await tx
		.insertInto('rendition')
		.values({
			tenant_id: actor.tenantId,
			id: newId(),
			document_id: rendition.documentId,
			sha256: rendition.sha256,
			file_name: rendition.filePath.split(/[/\\]/).at(-1) ?? rendition.filePath,
			format: rendition.format,
			is_original: rendition.isOriginal,
			added_at: now,
		})
		.execute();
};

/** Keeps under which keys a document meets texts like its own. */
export const insertBands = async (
	{ tx, actor }: Pick<Write, 'tx' | 'actor'>,
	document: { id: string; unitId: string; sketch: readonly number[] | null },
): Promise<void> => {
	if (!document.sketch) return;
	await tx
		.insertInto('text_band')
		.values(
			[...new Set(bandsOf(document.sketch))].map((band) => ({
				tenant_id: actor.tenantId,
				unit_id: document.unitId,
				band,
				document_id: document.id,
			})),
		)
		.execute();
};

/** The same anew, for a document whose text is another one now. */
export const replaceBands = async (
	write: Pick<Write, 'tx' | 'actor'>,
	document: Parameters<typeof insertBands>[1],
): Promise<void> => {
	await write.tx
		.deleteFrom('text_band')
		.where('tenant_id', '=', write.actor.tenantId)
		.where('document_id', '=', document.id)
		.execute();
	await insertBands(write, document);
};
