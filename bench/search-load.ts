import { randomUUID } from 'node:crypto';
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type postgres from 'postgres';
import { countTerms } from '#lib/features/search/counting.server.ts';
import { entriesOf } from '#lib/features/search/domain/entries.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { asRole, type Database, openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startEmbedded } from '#lib/platform/database/embedded.ts';
import { ensureDatabase, migrate } from '#lib/platform/database/migrate.ts';
import { transactionAs } from '#lib/platform/database/transaction.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { numberKey } from '#lib/text/fold.ts';
import { foldWord } from '#lib/text/search-tokens.ts';
import { clausesOfItem, type Item } from './search-data.ts';

export type Loaded = {
	db: Database;
	owner: postgres.Sql;
	actor: Actor;
	reader: Actor;
	idOf: ReadonlyMap<string, string>;
	/** Where the database lies, of which the processor time is asked. */
	cluster: string;
	stop: () => Promise<void>;
	/** What filling and counting took, in seconds. */
	took: Record<string, number>;
};

const field = (value: string | number | boolean | null): string =>
	value === null
		? '\\N'
		: String(value).replace(
				/[\\\n\r\t]/g,
				(sign) => ({ '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' })[sign] ?? sign,
			);
const line = (...values: (string | number | boolean | null)[]): string => `${values.map(field).join('\t')}\n`;

const copy = async (sql: postgres.Sql, into: string, lines: Iterable<string>): Promise<void> => {
	await sql.begin(async (tx) => {
		await tx`set local session_replication_role = replica`;
		await pipeline(Readable.from(lines), await tx.unsafe(`copy ${into} from stdin`).writable());
	});
};

const place = (unitId: string, path: string) => ({ unitId, path, unitName: 'Đảng bộ đo tải' });

/** What is written beside a kept database, so that a later run measures the same one without filling it again. */
type Note = {
	tenantId: string;
	unitId: string;
	clerkId: string;
	memberId: string;
	idOf: [string, string][];
	took: Record<string, number>;
};

const fill = async (owner: postgres.Sql, db: Database, items: Iterable<Item>): Promise<Note> => {
	const took: Record<string, number> = {};
	const timed = async (what: string, run: () => Promise<void>): Promise<void> => {
		const from = performance.now();
		await run();
		took[what] = Math.round((performance.now() - from) / 100) / 10;
	};

	const tenantId = randomUUID();
	const unitId = randomUUID();
	const clerkId = randomUUID();
	const memberId = randomUUID();
	const path = treeLabel(unitId);
	await owner`insert into tenant (tenant_id, name, kind, created_at) values (${tenantId}, 'Đảng bộ đo tải', 'grassroots_committee', now())`;
	await owner`insert into unit (tenant_id, id, kind, name, short_name, path, founded_on) values (${tenantId}, ${unitId}, 'grassroots_committee', 'Đo tải', 'Đo tải', ${path}, '2000-01-01')`;
	for (const id of [clerkId, memberId])
		await owner`insert into person (tenant_id, id, full_name, given_name, sort_key, created_at) values (${tenantId}, ${id}, 'Nguyễn Văn Thư', 'Thư', 'Thư', now())`;
	await owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from) values (${tenantId}, ${randomUUID()}, ${clerkId}, ${unitId}, 'clerk', '2024-01-01')`;

	const idOf = new Map<string, string>();
	const terms = new Set<string>();
	await owner`drop index search_passage_words, search_passage_recent`;
	const batches = function* (): Generator<Item[]> {
		let batch: Item[] = [];
		for (const item of items) {
			batch.push(item);
			if (batch.length === 4_000) {
				yield batch;
				batch = [];
			}
		}
		yield batch;
	};
	await timed('rows', async () => {
		for (const batch of batches()) {
			const documents: string[] = [];
			const clauses: string[] = [];
			const passages: string[] = [];
			for (const item of batch) {
				const id = randomUUID();
				idOf.set(item.id, id);
				const listed = clausesOfItem(item);
				documents.push(
					line(
						tenantId,
						id,
						unitId,
						'TT',
						item.typeName,
						item.number,
						numberKey(item.number ?? ''),
						item.issuer,
						item.day,
						item.title.slice(0, 2_000),
						'published',
						clerkId,
						'2026-01-01T00:00:00Z',
					),
				);
				for (const clause of listed) {
					const own = randomUUID();
					clauses.push(
						line(
							tenantId,
							own,
							id,
							clause.ordinal,
							own,
							`c-${clause.ordinal}`,
							'paragraph',
							clause.label,
							clause.heading,
							clause.text,
							1,
							clause.isSection,
						),
					);
				}
				const facets = `{u:${path},d:${path},p:${path},a:${path},r:${path},k:TT,y:${item.day.slice(0, 4)}}`;
				for (const entry of entriesOf(item, listed)) {
					for (const term of entry.terms) terms.add(term);
					passages.push(
						line(
							tenantId,
							id,
							entry.part,
							entry.firstOrdinal,
							entry.lastOrdinal,
							item.day,
							facets,
							entry.vector,
						),
					);
				}
			}
			await copy(
				owner,
				'document (tenant_id, id, unit_id, type_code, type_name, number, number_key, issuer, issued_on, title, state, filed_by, filed_at)',
				documents,
			);
			await copy(
				owner,
				'clause (tenant_id, id, document_id, ordinal, section_id, anchor, kind, label, heading, text, depth, is_section)',
				clauses,
			);
			await copy(
				owner,
				'search_passage (tenant_id, document_id, part, first_ordinal, last_ordinal, day, facets, words)',
				passages,
			);
		}
		await copy(
			owner,
			'search_term (tenant_id, folded, term)',
			[...terms].map((term) => line(tenantId, foldWord(term), term)),
		);
		const publication = randomUUID();
		await owner`insert into publication (tenant_id, id, document_id, unit_id, audience, read_by, published_by, published_at)
			values (${tenantId}, ${publication}, ${idOf.values().next().value ?? ''}, ${unitId}, 'unit', '2026-12-31', ${clerkId}, now())`;
		await owner`insert into reading (tenant_id, document_id, person_id, unit_id, publication_id, read_by)
			select tenant_id, id, ${memberId}, unit_id, ${publication}, '2026-12-31' from document where abs(hashtext(id::text)) % 100 = 0`;
	});
	// Loaded at once, not filed one by one: the line between recent and older is drawn before there is an index.
	await owner`update search_passage set is_recent = false where day < (select day from search_passage order by day desc offset 16000 limit 1)`;
	await owner`vacuum full search_passage`;
	await timed('index', async () => {
		await owner.unsafe(
			`set maintenance_work_mem = '1GB'; create index search_passage_words on search_passage using gin (words, facets);
			create index search_passage_recent on search_passage using gin (words) where is_recent`,
		);
		await owner`analyze`;
	});
	await timed('counting', () =>
		transactionAs(db, systemActor(tenantId), 'write', (tx) => countTerms(tx, tenantId)),
	);
	return { tenantId, unitId, clerkId, memberId, idOf: [...idOf], took };
};

/**
 * A temporary database with all items as documents that one unit holds and has published; a clerk, who sees all of them,
 * and a member, who was asked to read one in a hundred. Rows go in by COPY, the index is built at the end; what the rows
 * hold comes from the code of the product.
 * @param kept a folder in which the database stays and is found again; without one it is gone at the end
 */
export const loadItems = async (items: Iterable<Item>, kept?: string): Promise<Loaded> => {
	const folder = kept ?? mkdtempSync(join(tmpdir(), 'thuctien-search-'));
	mkdirSync(folder, { recursive: true });
	chmodSync(folder, 0o755);
	const noteFile = join(folder, 'loaded.json');
	const note = existsSync(noteFile) ? (JSON.parse(readFileSync(noteFile, 'utf8')) as Note) : null;
	const secrets = readSecrets(folder);
	const server = await startEmbedded(findRoot(), folder, secrets.databaseOwner);
	const ownerUrl = await ensureDatabase(server.ownerUrl, 'thuctien');
	await migrate(findRoot(), ownerUrl, secrets);
	const owner = openPool(ownerUrl, 2);
	const db = openDatabase(asRole(ownerUrl, 'thuctien_app', secrets.databaseApp), 2);
	const filled = note ?? (await fill(owner, db, items));
	if (kept && !note) writeFileSync(noteFile, JSON.stringify(filled));
	const { tenantId, unitId, clerkId, memberId, took } = filled;
	const path = treeLabel(unitId);
	const base = {
		kind: 'person' as const,
		tenantId,
		tenantName: '',
		isSample: false,
		userId: null,
		name: 'Nguyễn Văn Thư',
		mustChangePassword: false,
	};
	return {
		db,
		owner,
		actor: { ...base, personId: clerkId, standings: [], roles: [{ ...place(unitId, path), role: 'clerk' }] },
		reader: {
			...base,
			personId: memberId,
			standings: [{ ...place(unitId, path), standing: 'official' }],
			roles: [],
		},
		idOf: new Map(filled.idOf),
		took,
		cluster: join(server.folder, 'postgres'),
		stop: async () => {
			await db.destroy();
			await owner.end({ timeout: 2 });
			await server.stop();
			if (!kept) rmSync(folder, { recursive: true, force: true });
		},
	};
};
