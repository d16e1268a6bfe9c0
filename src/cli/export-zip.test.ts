import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { expect, test } from 'vitest';
import { addItems } from '#lib/features/collections/items.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../tests/support/builders.ts';
import { useDatabase } from '../../tests/support/database.ts';
import { sceneDocument } from '../../tests/support/trace-scene.ts';
import { planOf, writeZip } from './export-zip.ts';

const database = useDatabase();

test('a collection goes by its name, documents by their numbers, and only for who may read them', async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const secretary = await buildPerson(database, tenant, cell, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, cell, 'Trần Văn An');
	const door = database.door(secretary);
	const ids: string[] = [];
	for (const number of ['05-NQ/CB', '06-NQ/CB']) {
		const { id } = await sceneDocument(database, tenant, cell, secretary.personId, ['Mục tiêu'], { number });
		const { sha256, bytes } = await door.files.put(new TextEncoder().encode(number));
		await database.owner`insert into stored_file (tenant_id, sha256, bytes, media_type, stored_at)
			values (${secretary.tenantId}, ${sha256}, ${bytes}, 'text/plain', now())`;
		await database.owner`insert into rendition (tenant_id, id, document_id, sha256, file_name, format, added_at)
			values (${secretary.tenantId}, gen_random_uuid(), ${id}, ${sha256}, 'tệp.txt', 'txt', now())`;
		ids.push(id);
	}
	await addItems(door, { unitId: cell.id, name: 'Chuyển đổi số', documentIds: ids });
	const plan = (actor: Actor, wanted: Parameters<typeof planOf>[2]) =>
		look(database.door(actor), (tx) => planOf(tx, actor, wanted));

	const whole = await plan(secretary, { collection: 'chuyển đổi SỐ', documents: [] });
	expect(whole.map(({ document }) => document.id)).toEqual(ids);
	const chosen = await plan(secretary, { documents: ['06 nq cb', ids[0] ?? ''] });
	expect(chosen.map(({ document }) => document.number)).toEqual(['06-NQ/CB', '05-NQ/CB']);
	await expect(plan(secretary, { documents: ['99-NQ/CB'] })).rejects.toThrow('99-NQ/CB');
	await expect(plan(member, { documents: ['06-NQ/CB'] })).rejects.toThrow('06-NQ/CB');
	await expect(plan(member, { collection: 'Chuyển đổi số', documents: [] })).rejects.toThrow('Chuyển đổi số');

	const folder = mkdtempSync(join(tmpdir(), 'thuctien-export-'));
	const out = join(folder, 'chuyen-de.zip');
	const bytes = await writeZip(door.files, whole, out);
	expect(readFileSync(out)).toHaveLength(bytes);
	const entries = unzipSync(new Uint8Array(readFileSync(out)));
	expect(Object.keys(entries)).toHaveLength(3);
	expect(Object.keys(entries)).toContain('danh-muc.xlsx');
	rmSync(folder, { recursive: true });
});
