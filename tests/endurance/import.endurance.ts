import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { post, setUp, signIn } from '../support/forms.ts';
import { type ServedApp, serveApp } from '../support/served.ts';

const FILES = 100;
const nameOf = (index: number): string => `nghi-quyet-${index}.txt`;
const textOf = (index: number): string =>
	[
		'CHI BỘ SỞ NỘI VỤ',
		'*',
		`Số ${String(index).padStart(2, '0')}-NQ/CB`,
		'Sông Lam, ngày 03 tháng 3 năm 2026',
		'NGHỊ QUYẾT',
		`về nhiệm vụ công tác lần thứ ${index}`,
		'1. Nhiệm vụ chuyên môn',
		'Hoàn thành đúng hạn các nhiệm vụ được giao.',
		'2. Xây dựng chi bộ',
		'Giữ nền nếp sinh hoạt.',
	].join('\n');

type Told = { state: string; intakeId: string | null };

const drop = async (app: ServedApp, cookie: string, index: number): Promise<Told> => {
	const form = new FormData();
	form.set('file', new File([textOf(index)], nameOf(index)));
	form.set('path', nameOf(index));
	form.set('batchId', randomUUID());
	const [told] = (await (await post(app, '/van-ban/them/tep', form, cookie)).json()) as Told[];
	if (!told) throw new Error(`${nameOf(index)} was not answered`);
	return told;
};

const confirm = async (app: ServedApp, cookie: string, intakeId: string, index: number): Promise<void> => {
	const form = new URLSearchParams({
		typeName: 'Nghị quyết',
		number: `${index}-NQ/CB`,
		title: `về nhiệm vụ công tác lần thứ ${index}`,
	});
	const answer = await post(app, `/van-ban/cho/${intakeId}?/xac-nhan`, form, cookie);
	if (answer.status !== 303) throw new Error(`${answer.status} ${await answer.text()}`);
};

test('kill -9 in the middle of an import: what was confirmed is there, nothing is twice, the rest can be dropped again', async () => {
	let app = await serveApp();
	try {
		await setUp(app);
		const [founder] = await app.owner`select tenant_id, id from person`;
		const [unit] = await app.owner`select id from unit`;
		await app.owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
			values (${founder?.['tenant_id']}, ${randomUUID()}, ${founder?.['id']}, ${unit?.['id']}, 'clerk', '2024-01-01')`;
		const cookie = await signIn(app);

		const confirmed: number[] = [];
		for (let index = 1; index <= 20; index++) {
			const { intakeId } = await drop(app, cookie, index);
			await confirm(app, cookie, intakeId ?? '', index);
			confirmed.push(index);
		}
		// The other eighty are on their way, four at a time, when the power goes.
		let next = 21;
		let answered = 0;
		const hurry = async (): Promise<void> => {
			while (next <= FILES) {
				await drop(app, cookie, next++);
				answered += 1;
				if (answered === 25) await app.kill();
			}
		};
		await Promise.allSettled(Array.from({ length: 4 }, hurry));
		expect(next).toBeLessThanOrEqual(FILES);

		app = await serveApp({ DATA_DIR: app.dataDir });
		const kept = await app.owner`select i.file_path, count(d.id)::int as documents from intake i
			left join document d on d.id = i.document_id group by 1, i.id`;
		expect(kept.length).toBeGreaterThanOrEqual(20 + 25);
		expect(new Set(kept.map((row) => row['file_path'])).size).toBe(kept.length);
		for (const index of confirmed) expect(kept).toContainEqual({ file_path: nameOf(index), documents: 1 });

		const again = await signIn(app);
		for (let index = 1; index <= FILES; index++) await drop(app, again, index);
		const [whole] =
			await app.owner`select count(*)::int as intakes, count(distinct sha256)::int as files from intake`;
		expect(whole).toEqual({ intakes: FILES, files: FILES });
		const [documents] = await app.owner`select count(*)::int as count from document`;
		expect(documents?.['count']).toBe(confirmed.length);
	} finally {
		await app.stop();
	}
});
