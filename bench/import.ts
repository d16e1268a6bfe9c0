/**
 * Files a second from the drop to the library: `npm run bench -- import [FILES]`. Text files of a page are received,
 * confirmed with what was recognised and given their clauses, sixteen under way at a time, in a database of
 * their own.
 */
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { confirmIntake, receiveFile } from '#lib/features/library/commands.server.ts';
import { systemClock } from '#lib/platform/clock.ts';
import type { Door } from '#lib/platform/command/command.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { readSecrets } from '#lib/platform/config/secrets.ts';
import { asRole, openDatabase, openPool } from '#lib/platform/database/connect.ts';
import { startEmbedded } from '#lib/platform/database/embedded.ts';
import { ensureDatabase, migrate } from '#lib/platform/database/migrate.ts';
import { openFileStore } from '#lib/platform/files/store.ts';
import { buildPerson, buildTenant, buildUnit } from '../tests/support/builders.ts';
import type { TestDatabase } from '../tests/support/database.ts';

const textOf = (at: number): string =>
	[
		'ĐẢNG BỘ SỞ NỘI VỤ',
		'CHI BỘ VĂN PHÒNG',
		'*',
		`Số ${at}-NQ/CB`,
		'Sông Lam, ngày 03 tháng 3 năm 2026',
		'NGHỊ QUYẾT',
		`về nhiệm vụ thứ ${at} của chi bộ`,
		'-----',
		...Array.from(
			{ length: 24 },
			(_, line) =>
				`${line + 1}. Việc ${at * 31 + line * 7}: đồng chí thứ ${(at + line) % 27} chủ trì, hoàn thành trước ngày ${(line % 28) + 1}, báo cáo kết quả kèm minh chứng số ${at * line}.`,
		),
	].join('\n');

export const main = async ([count = '400']: string[]): Promise<void> => {
	const folder = mkdtempSync(join(tmpdir(), 'thuctien-import-bench-'));
	chmodSync(folder, 0o755);
	const secrets = readSecrets(folder);
	const server = await startEmbedded(findRoot(), folder, secrets.databaseOwner);
	try {
		const ownerUrl = await ensureDatabase(server.ownerUrl, 'bench_import');
		await migrate(findRoot(), ownerUrl, secrets);
		const owner = openPool(ownerUrl, 1);
		const db = openDatabase(asRole(ownerUrl, 'thuctien_app', secrets.databaseApp), 12);
		const database = { owner } as TestDatabase;
		const tenant = await buildTenant(database);
		const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
		const actor = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', {
			standing: 'official',
			roles: ['clerk'],
		});
		const files = openFileStore(join(folder, 'files'));
		const door: Door = { db, files, clock: systemClock, actor, requestId: 'bench' };
		const batchId = randomUUID();
		const encoder = new TextEncoder();
		let next = 0;
		const total = Number(count);
		const work = async (): Promise<void> => {
			for (let at = next++; at < total; at = next++) {
				const bytes = new Uint8Array(encoder.encode(textOf(at)));
				const received = await receiveFile(door, { unitId: cell.id, batchId, filePath: `${at}.txt`, bytes });
				await confirmIntake(door, {
					intakeId: received.intakeId,
					typeName: 'Nghị quyết',
					number: `${at}-NQ/CB`,
					title: `về nhiệm vụ thứ ${at} của chi bộ`,
				});
			}
		};
		const started = performance.now();
		await Promise.all(Array.from({ length: 16 }, work));
		const seconds = (performance.now() - started) / 1000;
		console.log(`${total} text files in ${seconds.toFixed(1)} s: ${(total / seconds).toFixed(0)} a second`);
		await db.destroy();
		await owner.end();
	} finally {
		await server.stop();
		rmSync(folder, { recursive: true, force: true });
	}
};
