import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor, Role } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { ownDuties } from '../notifications/public.server.ts';
import { setIssuingBody } from '../papers/commands.server.ts';
import { writePaper } from '../papers/public.server.ts';
import { behindPage } from './behind.server.ts';
import { countsOf } from './counts.server.ts';
import { acceptReport, returnReport } from './decide.server.ts';
import { shippedReports } from './domain/kinds.ts';
import './due.server.ts';
import { askForReport, askNoMore } from './kinds.server.ts';
import { reportPaper } from './paper.server.ts';
import { reportPage, reportsPage } from './queries.server.ts';
import { gatheredPage, matrixPage } from './queries-below.server.ts';
import { gatheredSheet } from './sheet.server.ts';
import { correctReport, sendReport, signReport } from './sign.server.ts';
import { urgeReports } from './urge.server.ts';
import { citeReport, openReport, refreshReport, setFigure, writeReport } from './write.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const today = '2026-11-23';
type Person = Actor & { personId: string };
const third = '2026-07-01';

const scene = async () => {
	const tenant = await buildTenant(database, 'Đảng ủy các cơ quan');
	const office = tenant.root;
	const cell = await buildUnit(database, tenant, 'Chi bộ Sở Thông tin');
	const other = await buildUnit(database, tenant, 'Chi bộ Sở Nội vụ');
	const of = (name: string, unit: typeof cell, ...roles: Role[]) =>
		buildPerson(database, tenant, unit, name, { standing: 'official', roles });
	const above = await of('Lê Đảng Ủy', office, 'secretary');
	const officer = await of('Vũ Theo Dõi', office, 'higher_officer');
	const head = await of('Phạm Bí Thư', cell, 'secretary');
	const clerk = await of('Trần Văn Thư', cell, 'clerk');
	const member = await of('Hồ Đảng Viên', cell);
	for (const nth of [1, 2, 3]) await of(`Đỗ Đảng Viên ${nth}`, cell);
	const otherHead = await of('Đỗ Bí Thư', other, 'secretary');
	for (const [unit, name, sign, person, kind] of [
		[cell, 'Chi bộ Sở Thông tin', 'CB', head, 'cell'],
		[other, 'Chi bộ Sở Nội vụ', 'CB', otherHead, 'cell'],
		[office, 'Đảng ủy các cơ quan', 'ĐU', above, 'grassroots_committee'],
	] as const)
		await setIssuingBody(database.door(person), {
			unitId: unit.id,
			side: 'party',
			kind,
			superior: 'Đảng bộ tỉnh',
			name,
			sign,
			place: 'Sông Lam',
			collective: 'Chi bộ',
			head: 'Bí thư',
			deputy: 'Phó Bí thư',
			kept: 'Lưu',
			validFrom: '2025-01-01',
		});
	const [pattern] = shippedReports.patterns;
	const { kindId } = await askForReport(database.door(above), {
		unitId: office.id,
		...pattern,
		validFrom: third,
	});
	const open = async (actor: Person = clerk, unit = cell, periodFrom = third): Promise<string> =>
		(await openReport(database.door(actor), { unitId: unit.id, kindId, periodFrom })).periodicReportId;
	const page = (periodicReportId: string, actor: Person = clerk, version: number | null = null) =>
		look(database.door(actor), (tx) => reportPage(tx, actor, { reportId: periodicReportId, version, today }));
	/** Writes something wherever the figures gave no words. */
	const complete = async (periodicReportId: string, actor: Person, words = 'Không có'): Promise<void> => {
		const { sections } = await page(periodicReportId, actor);
		await writeReport(database.door(actor), {
			periodicReportId,
			sections: sections.map(({ key, body, revision }) => ({ key, body: body || words, revision })),
		});
	};
	const sent = async (actor: Person, unit = cell, words = 'Không có'): Promise<string> => {
		const periodicReportId = await open(actor, unit);
		await complete(periodicReportId, actor, words);
		await signReport(database.door(actor), { periodicReportId, issuedOn: '2026-10-03' });
		await sendReport(database.door(actor), { periodicReportId });
		return periodicReportId;
	};
	const gathered = (actor: Person = above) =>
		look(database.door(actor), (tx) =>
			gatheredPage(tx, actor, { unitId: office.id, kindKey: kindId, periodFrom: third, today }),
		);
	const matrix = (actor: Person = above, onlyLate = false) =>
		look(database.door(actor), (tx) =>
			matrixPage(tx, actor, { unitId: office.id, kindKey: null, onlyLate, page: 1, today }),
		);
	return {
		tenant,
		office,
		cell,
		other,
		above,
		officer,
		head,
		clerk,
		member,
		otherHead,
		kindId,
		open,
		page,
		complete,
		sent,
		gathered,
		matrix,
	};
};

const kindsOf = async (actor: Person) =>
	(await look(database.door(actor), (tx) => ownDuties(tx, actor.tenantId, actor.personId, 20))).items
		.map(({ kind }) => kind)
		.filter((kind) => kind.startsWith('periodic_'));

test('a report opens with figures and words from the records; a figure changed by hand keeps what was counted', async () => {
	const { cell, clerk, head, open, page, tenant } = await scene();
	for (const day of ['2026-07-10', '2026-08-10', '2026-10-10'])
		await database.owner`insert into meeting (tenant_id, id, unit_id, kind, title, starts_at, minutes_planned, chair_id, taker_id, state, check_in_code, created_by, created_at)
			values (${tenant.tenantId}, gen_random_uuid(), ${cell.id}, 'regular', 'Sinh hoạt', ${`${day}T08:00:00+07:00`}, 90, ${head.personId}, ${clerk.personId}, 'closed', '1234', ${head.personId}, now())`;
	const id = await open();
	const first = await page(id);
	expect(first.report).toMatchObject({
		title: 'Báo cáo công tác xây dựng Đảng quý III năm 2026',
		dueOn: '2026-10-05',
		state: 'writing',
	});
	const figure = async (key: string) => (await page(id)).figures.find((one) => one.key === key);
	expect(await figure('meetings')).toMatchObject({ value: 2, counted: 2, below: null, before: 0 });
	expect(await figure('members')).toMatchObject({ value: 6 });
	const body = async (key: string) => (await page(id)).sections.find((one) => one.key === key)?.body;
	expect(await body('sinh-hoat')).toContain('Trong quý III năm 2026, đã tổ chức 2 kỳ sinh hoạt chi bộ');

	// Every figure about work opens the records that were counted, and they are as many.
	for (const key of [
		'meetings',
		'meetings_committee',
		'resolutions',
		'documents',
		'rounds',
		'programmes',
		'tasks',
		'tasks_late',
	] as const) {
		const behind = await look(database.door(clerk), (tx) => behindPage(tx, clerk, { reportId: id, key }));
		expect([key, behind.records?.length]).toEqual([key, (await figure(key))?.counted]);
	}

	await expect(
		setFigure(database.door(clerk), { periodicReportId: id, key: 'meetings', value: '3' }),
	).rejects.toMatchObject({ kind: 'invalid' });
	await setFigure(database.door(clerk), {
		periodicReportId: id,
		key: 'meetings',
		value: '3',
		reason: 'Một cuộc họp chưa nhập biên bản',
	});
	await refreshReport(database.door(clerk), { periodicReportId: id });
	expect(await figure('meetings')).toMatchObject({ value: 3, counted: 2 });
	// Words that nobody has touched follow the figures.
	expect(await body('sinh-hoat')).toContain('3 kỳ sinh hoạt');
});

test('two who write at once lose nothing: a section that another has changed is not overwritten', async () => {
	const { clerk, head, open, page } = await scene();
	const id = await open();
	const { sections } = await page(id);
	const one = sections.find(({ key }) => key === 'phuong-huong');
	const write = (actor: Person, body: string, revision = one?.revision) =>
		writeReport(database.door(actor), {
			periodicReportId: id,
			sections: [{ key: 'phuong-huong', body, revision }],
		});
	await write(head, 'Bí thư viết');
	await expect(write(clerk, 'Văn thư viết')).rejects.toMatchObject({
		kind: 'invalid',
		issues: [{ path: 'body.phuong-huong' }],
	});
	await write(clerk, 'Bí thư viết\nVăn thư viết', (one?.revision ?? 0) + 1);
	expect((await page(id)).sections.find(({ key }) => key === 'phuong-huong')?.body).toBe(
		'Bí thư viết\nVăn thư viết',
	);
});

test('signed it has its number and stays; sent, given back, completed, accepted; each version is kept', async () => {
	const { above, clerk, head, open, page, complete } = await scene();
	const id = await open();
	const sign = () => signReport(database.door(head), { periodicReportId: id, issuedOn: '2026-10-03' });
	await expect(sign()).rejects.toMatchObject({ kind: 'invalid' });
	await complete(id, clerk);
	await expect(
		signReport(database.door(clerk), { periodicReportId: id, issuedOn: '2026-10-03' }),
	).rejects.toMatchObject({ key: 'refused_periodic_sign' });
	await expect(sendReport(database.door(clerk), { periodicReportId: id })).rejects.toMatchObject({
		key: 'refused_periodic_unsigned',
	});
	expect(await sign()).toEqual({ mark: '01-BC/CB' });
	await expect(complete(id, clerk)).rejects.toMatchObject({ key: 'refused_periodic_signed' });
	// Before it is sent it is nobody's above.
	await expect(page(id, above)).rejects.toMatchObject({ kind: 'missing' });
	await sendReport(database.door(clerk), { periodicReportId: id });
	expect(await kindsOf(above)).toContain('periodic_decide');
	expect((await page(id, above)).shown?.content.signer).toBe('Phạm Bí Thư');

	await returnReport(database.door(above), { periodicReportId: id, remarks: 'Bổ sung số liệu học tập' });
	expect((await page(id)).report).toMatchObject({ state: 'returned', reason: 'Bổ sung số liệu học tập' });
	const { sections } = await page(id);
	await writeReport(database.door(clerk), {
		periodicReportId: id,
		sections: sections.map(({ key, body, revision }) => ({
			key,
			revision,
			body: key === 'hoc-tap' ? 'Đã học 2 nghị quyết' : body,
		})),
	});
	// What is written anew is not seen above until it is sent again.
	expect((await page(id, above)).shown?.content.sections.find(({ key }) => key === 'hoc-tap')?.body).toBe(
		'Không có',
	);
	expect(await sign()).toEqual({ mark: '01-BC/CB' });
	await sendReport(database.door(clerk), { periodicReportId: id });
	await acceptReport(database.door(above), { periodicReportId: id });
	const done = await page(id, above);
	expect(done.report.state).toBe('accepted');
	expect(done.versions.map(({ version, remarks }) => [version, remarks])).toEqual([
		[2, ''],
		[1, 'Bổ sung số liệu học tập'],
	]);
	expect((await page(id, above, 1)).shown?.content.sections.find(({ key }) => key === 'hoc-tap')?.body).toBe(
		'Không có',
	);
	await correctReport(database.door(head), { periodicReportId: id, reason: 'Sai số người dự' });
	expect((await page(id)).report).toMatchObject({ state: 'writing', reason: 'Sai số người dự' });
	expect((await page(id, above)).shown?.version).toBe(2);
	// What was signed cannot be changed by whoever reaches the table.
	const [may] =
		await database.owner`select has_column_privilege('thuctien_app', 'report_version', 'content', 'update') as content`;
	expect(may).toEqual({ content: false });
});

test('it comes out in the prescribed layout, as .docx and PDF', async () => {
	const { clerk, open } = await scene();
	const draft = await open();
	const paperOf = (actor: Person, reportId: string) =>
		look(database.door(actor), (tx) => reportPaper(tx, actor, { reportId, today }));
	expect((await paperOf(clerk, draft)).paper.head).toMatchObject({ number: { number: null }, draft: 1 });
	const other = await scene();
	const id = await other.sent(other.head);
	const { paper, layout, mark } = await paperOf(other.head, id);
	expect(mark).toBe('01-BC/CB');
	expect(paper.head.title).toBe('công tác xây dựng Đảng quý III năm 2026');
	expect(paper.signatures.right.name).toBe('Phạm Bí Thư');
	expect((await writePaper(paper, layout, 'docx')).byteLength).toBeGreaterThan(3_000);
	expect((await writePaper(paper, layout, 'pdf')).byteLength).toBeGreaterThan(3_000);
});

test('the committee sees who has sent and who is behind, urges all in one press, and puts the reports together', async () => {
	const {
		office,
		other,
		above,
		officer,
		head,
		otherHead,
		clerk,
		kindId,
		open,
		sent,
		gathered,
		matrix,
		page,
	} = await scene();
	const id = await sent(head, undefined, 'Thiếu máy tính');
	const table = await matrix(officer);
	expect(
		table.rows.map(({ name, cells }) => [name, cells.map((cell) => cell && [cell.progress, cell.isLate])]),
	).toEqual([
		[
			'Chi bộ Sở Nội vụ',
			[
				['none', true],
				['none', false],
			],
		],
		[
			'Chi bộ Sở Thông tin',
			[
				['sent', false],
				['none', false],
			],
		],
	]);
	expect(table.periods[0]?.counted).toEqual({ owed: 2, sent: 1, late: 1 });
	expect((await matrix(above, true)).rows).toHaveLength(1);
	const urge = () => urgeReports(database.door(officer), { unitId: office.id, kindId, periodFrom: third });
	expect(await urge()).toEqual({ urged: 1 });
	await expect(urge()).rejects.toMatchObject({ key: 'failure_periodic_urged' });
	const told =
		await database.owner`select person_id from notification where kind = 'periodic_report.urged' and tenant_id = ${above.tenantId}`;
	expect(told.map(({ person_id }) => person_id)).toEqual([otherHead.personId]);

	// The cell has more than five people, the other one: figures about people are hidden there, and with them the sum.
	const one = await gathered();
	expect(one.units.map(({ name, isCounted }) => [name, isCounted])).toEqual([
		['Chi bộ Sở Nội vụ', false],
		['Chi bộ Sở Thông tin', true],
	]);
	expect(one.sums.members).toBe(6);
	expect(one.sections.find(({ gathers }) => gathers === 'difficulties')?.texts).toEqual([
		{ reportId: id, unitName: 'Chi bộ Sở Thông tin', body: 'Thiếu máy tính' },
	]);
	await sent(otherHead, other);
	const both = await gathered();
	expect(both.sums.members).toBe(7);
	expect(both.rows.find(({ id: unitId }) => unitId === other.id)?.figures.members).toBeNull();
	expect((await gatheredSheet('Đảng ủy', both)).byteLength).toBeGreaterThan(3_000);

	// The own report of the committee begins with the sums of what was signed below.
	const own = await open(above, office);
	const figure = (await page(own, above)).figures.find(({ key }) => key === 'members');
	expect(figure).toMatchObject({ counted: 2, below: 7, value: 9 });
	await citeReport(database.door(above), { periodicReportId: own, citedReportId: id, key: 'han-che' });
	expect((await page(own, above)).sections.find(({ key }) => key === 'han-che')?.body).toBe(
		'Chi bộ Sở Thông tin: Thiếu máy tính',
	);
	await expect(
		citeReport(database.door(clerk), { periodicReportId: own, citedReportId: id, key: 'han-che' }),
	).rejects.toMatchObject({ kind: 'missing' });
});

test('a duty lasts until the report is with the unit above; what is asked no more is owed no more', async () => {
	const { cell, above, head, clerk, kindId, sent } = await scene();
	const owed = async () =>
		(await look(database.door(clerk), (tx) => reportsPage(tx, clerk, { unitId: cell.id, today }))).open.map(
			({ periodFrom }) => periodFrom,
		);
	expect(await owed()).toEqual([third, '2026-10-01']);
	// That of the present quarter is no duty yet.
	expect(await kindsOf(head)).toEqual(['periodic_write']);
	await sent(head);
	expect(await owed()).toEqual(['2026-10-01']);
	expect(await kindsOf(head)).toEqual([]);
	await askNoMore(database.door(above), { kindId, validTo: '2026-12-01' });
	expect(await owed()).toEqual([]);
	await expect(
		askForReport(database.door(head), {
			...shippedReports.patterns[0],
			unitId: above.roles[0]?.unitId,
			validFrom: today,
		}),
	).rejects.toMatchObject({ key: 'refused_periodic_ask' });
});

test('another organisation, a sibling unit and a plain member see nothing of a report', async () => {
	const { cell, clerk, member, otherHead, open, page, head, complete } = await scene();
	const id = await open();
	await complete(id, clerk);
	await signReport(database.door(head), { periodicReportId: id, issuedOn: '2026-10-03' });
	const stranger = (await scene()).above;
	for (const actor of [member, otherHead, stranger]) {
		await expect(page(id, actor)).rejects.toMatchObject({ kind: 'missing' });
		for (const table of ['periodic_report', 'report_section', 'report_figure', 'report_version'] as const)
			expect(
				await look(database.door(actor), (tx) =>
					tx.selectFrom(table).select('unit_id').where('unit_id', '=', cell.id).execute(),
				),
			).toEqual([]);
	}
	// Nor are counts given of a unit that is not the actor's.
	const counted = await look(database.door(otherHead), (tx) =>
		countsOf(tx, cell.id, { from: third, to: '2026-09-30' }),
	);
	expect(counted).toEqual({});
});
