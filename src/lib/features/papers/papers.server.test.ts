import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { command, look } from '#lib/platform/command/command.ts';
import type { Role } from '#lib/shared/actor.ts';
import { allowed } from '#lib/shared/decision.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { cancelPaper, numberPaper, setIssuingBody, setTerm } from './commands.server.ts';
import { readLayoutForm } from './layout-form.ts';
import { setLayout } from './layouts.server.ts';
import { takeNumber } from './numbers.server.ts';
import { issuingBodyOf, layoutFor, numberedPaperOf, outgoingRegister, termsOf } from './queries.server.ts';

const database = useDatabase();

const scene = async (roles: Role[] = ['clerk']) => {
	const tenant = await buildTenant(database, 'Đảng ủy Sở Nội vụ');
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const clerk = await buildPerson(database, tenant, cell, 'Nguyễn Văn Thư', { standing: 'official', roles });
	const door = database.door(clerk);
	const paper = (over: Record<string, unknown> = {}) => ({
		unitId: cell.id,
		type: 'resolution',
		title: 'về nhiệm vụ tháng 12',
		issuedOn: '2026-11-23',
		...over,
	});
	const register = (side: 'party' | 'state' = 'party', period: string | null = null) =>
		look(door, (tx) =>
			outgoingRegister(tx, clerk, { unitId: cell.id, side, period, series: null, today: '2026-11-23' }),
		);
	return { tenant, cell, clerk, door, paper, register };
};

const stateBody = (unitId: string) => ({
	unitId,
	side: 'state',
	kind: 'single_head',
	superior: 'Ủy ban nhân dân tỉnh Hà Tĩnh',
	name: 'Sở Nội vụ',
	sign: 'SNV',
	place: 'Hà Tĩnh',
	head: 'Giám đốc',
	deputy: 'Phó Giám đốc',
	kept: 'Lưu: VT',
	validFrom: '2026-01-01',
});

test('twenty papers numbered at once get the numbers 01 to 20, each once', async () => {
	const { door, paper, register } = await scene();
	const given = await Promise.all(Array.from({ length: 20 }, () => numberPaper(door, paper())));
	expect(given.map(({ mark }) => mark).sort()).toEqual(
		Array.from({ length: 20 }, (_, at) => `${String(at + 1).padStart(2, '0')}-NQ/CB`),
	);
	expect((await register()).lines.map(({ number }) => number)).toEqual(
		Array.from({ length: 20 }, (_, at) => at + 1),
	);
});

test('each type has numbers of its own, and a programme shares them with an action programme', async () => {
	const { door, paper } = await scene();
	const marks = [];
	for (const type of ['resolution', 'plan', 'programme', 'action_programme', 'resolution'])
		marks.push((await numberPaper(door, paper({ type }))).mark);
	expect(marks).toEqual(['01-NQ/CB', '01-KH/CB', '01-CTr/CB', '02-CTr/CB', '02-NQ/CB']);
});

test('a command that fails gives its number back', async () => {
	const { door, cell, paper } = await scene();
	const failing = command('paper.number', z.object({}), async (context) => {
		context.permit(allowed);
		await takeNumber(context, {
			unitId: cell.id,
			side: 'party',
			type: 'resolution',
			title: 'x',
			day: '2026-11-23',
		});
		throw new Error('something else went wrong');
	});
	await numberPaper(door, paper());
	await expect(failing(door, {})).rejects.toThrow('something else');
	expect((await numberPaper(door, paper())).mark).toBe('02-NQ/CB');
});

test('numbers of the Party run through a term and begin anew with the next', async () => {
	const { door, clerk, cell, tenant, paper, register } = await scene();
	await setTerm(door, { unitId: cell.id, name: '2022-2025', startsOn: '2022-05-01', endsOn: '2025-06-10' });
	await setTerm(door, { unitId: cell.id, name: '2025-2030', startsOn: '2025-06-11' });
	expect((await numberPaper(door, paper({ issuedOn: '2024-12-30' }))).mark).toBe('01-NQ/CB');
	expect((await numberPaper(door, paper({ issuedOn: '2025-01-05' }))).mark).toBe('02-NQ/CB');
	expect((await numberPaper(door, paper({ issuedOn: '2025-06-11' }))).mark).toBe('01-NQ/CB');
	await expect(numberPaper(door, paper({ issuedOn: '2020-01-01' }))).rejects.toMatchObject({
		key: 'refused_no_term',
	});
	await expect(
		setTerm(door, { unitId: cell.id, name: 'trùng', startsOn: '2030-01-01' }),
	).rejects.toMatchObject({ key: 'refused_terms_overlap' });
	const terms = await look(door, (tx) => termsOf(tx, tenant.tenantId, cell.id));
	expect(terms.map(({ name }) => name)).toEqual(['2025-2030', '2022-2025']);
	expect((await register('party', terms[1]?.id ?? null)).lines.map(({ mark }) => mark)).toEqual([
		'01-NQ/CB',
		'02-NQ/CB',
	]);
	expect(clerk.tenantId).toBe(tenant.tenantId);
});

test('without a term one begins with the first number, and its name can be put right', async () => {
	const { door, cell, tenant, paper } = await scene();
	await numberPaper(door, paper());
	const [term] = await look(door, (tx) => termsOf(tx, tenant.tenantId, cell.id));
	await setTerm(door, { unitId: cell.id, termId: term?.id, name: '2025-2030', startsOn: '2025-06-11' });
	expect((await numberPaper(door, paper())).mark).toBe('02-NQ/CB');
});

test('numbers of the State begin anew with the year, and only a body that was described has them', async () => {
	const { door, cell, paper } = await scene();
	const state = (over: Record<string, unknown>) =>
		numberPaper(door, paper({ side: 'state', type: 'plan', ...over }));
	await expect(state({})).rejects.toMatchObject({ key: 'refused_no_issuing_body' });
	await setIssuingBody(door, stateBody(cell.id));
	expect((await state({ issuedOn: '2026-12-30' })).mark).toBe('01/KH-SNV');
	expect((await state({ issuedOn: '2026-12-31' })).mark).toBe('02/KH-SNV');
	expect((await state({ issuedOn: '2027-01-04' })).mark).toBe('01/KH-SNV');
	expect((await state({ type: 'official_letter' })).mark).toBe('01/SNV');
});

test('a cell issues no directive and no guidance', async () => {
	const { door, paper } = await scene();
	for (const type of ['directive', 'guidance', 'nothing'])
		await expect(numberPaper(door, paper({ type }))).rejects.toMatchObject({ key: 'refused_type_of_paper' });
});

test('a cancelled number stays in the register with its reason, is not given again, and is cancelled once', async () => {
	const { door, paper, register } = await scene();
	const { id } = await numberPaper(door, paper());
	await cancelPaper(door, { paperId: id, reason: 'cấp nhầm loại' });
	expect((await numberPaper(door, paper())).mark).toBe('02-NQ/CB');
	const { lines } = await register();
	expect(lines.map(({ mark, cancelReason }) => [mark, cancelReason])).toEqual([
		['01-NQ/CB', 'cấp nhầm loại'],
		['02-NQ/CB', null],
	]);
	await expect(cancelPaper(door, { paperId: id, reason: 'lần nữa' })).rejects.toMatchObject({
		key: 'refused_paper_cancelled',
	});
	await expect(cancelPaper(door, { paperId: randomUUID(), reason: 'x' })).rejects.toMatchObject({
		kind: 'missing',
	});
});

test('a number says what it belongs to, until it is cancelled', async () => {
	const { door, cell, tenant } = await scene();
	const subject = { type: 'meeting', id: randomUUID() };
	const issue = command('paper.number', z.object({}), async (context) => {
		context.permit(allowed);
		return takeNumber(context, {
			unitId: cell.id,
			side: 'party',
			type: 'minutes',
			title: 'họp',
			day: '2026-11-23',
			subject,
		});
	});
	const { id } = await issue(door, {});
	const found = () => look(door, (tx) => numberedPaperOf(tx, tenant.tenantId, subject));
	expect((await found())?.mark).toBe('01-BB/CB');
	await cancelPaper(door, { paperId: id, reason: 'họp lại' });
	expect(await found()).toBeNull();
});

test('members who keep no office neither see the register nor number anything', async () => {
	const { door, cell, clerk, paper } = await scene([]);
	await expect(numberPaper(door, paper())).rejects.toMatchObject({ key: 'refused_number_papers' });
	await expect(
		look(door, (tx) =>
			outgoingRegister(tx, clerk, {
				unitId: cell.id,
				side: 'party',
				period: null,
				series: null,
				today: '2026-11-23',
			}),
		),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(setIssuingBody(door, stateBody(cell.id))).rejects.toMatchObject({
		key: 'refused_describe_issuer',
	});
});

test('a unit stands in a head as the tree says it, until it is described; each day has its own description', async () => {
	const { door, cell, tenant } = await scene();
	const body = (day: string) => look(door, (tx) => issuingBodyOf(tx, tenant.tenantId, cell.id, 'party', day));
	expect(await body('2026-11-23')).toMatchObject({
		superior: 'Đảng bộ Sở Nội vụ',
		name: 'Chi bộ Văn phòng',
		sign: 'CB',
		collective: 'Chi bộ',
		head: 'Bí thư',
	});
	await setIssuingBody(door, {
		...stateBody(cell.id),
		side: 'party',
		kind: 'cell',
		collective: 'Chi bộ',
		sign: 'CB',
		name: 'Chi bộ Sở Nội vụ',
		validFrom: '2026-06-01',
	});
	expect((await body('2026-05-31'))?.name).toBe('Chi bộ Văn phòng');
	expect((await body('2026-06-01'))?.name).toBe('Chi bộ Sở Nội vụ');
});

test('a changed layout holds from its day; papers of earlier days keep theirs, and other organisations the shipped one', async () => {
	const { tenant, door, clerk } = await scene();
	const administrator = await buildPerson(database, tenant, tenant.root, 'Lê Quản Trị', {
		standing: 'official',
		roles: ['administrator'],
	});
	const form = new FormData();
	for (const [name, value] of Object.entries({
		side: 'party',
		validFrom: '2026-12-01',
		source: 'Quy định của Đảng ủy',
		'page.top': '22',
		'page.bottom': '20',
		'page.left': '30',
		'page.right': '15',
		fromTop: '10',
		'parts.title.size': '15',
		'parts.title.line': '19',
		'parts.title.bold': 'on',
		'number.form': 'Số {number}-{type}/{body}',
		'number.letter': 'Số {number}-{type}/{body}',
		onBehalf: 'T/M {body}',
		ending: '.',
		draft: 'Dự thảo lần {count}',
		'__proto__.x': 'y',
	}))
		form.append(name, value);
	for (const type of ['resolution', 'minutes']) form.append('types.cell', type);
	const input = readLayoutForm(form);
	await expect(setLayout(door, input)).rejects.toMatchObject({ key: 'refused_change_layouts' });
	await setLayout(database.door(administrator), input);
	const on = (tenantId: string, day: string) => look(door, (tx) => layoutFor(tx, tenantId, 'party', day));
	expect((await on(tenant.tenantId, '2026-11-30')).page.top).toBe(20);
	const changed = await on(tenant.tenantId, '2026-12-01');
	expect([changed.page.top, changed.parts.title.size, changed.parts.title.bold]).toEqual([22, 15, true]);
	expect(changed.bodies['cell']?.types).toEqual(['resolution', 'minutes']);
	expect((await on(randomUUID(), '2026-12-01')).page.top).toBe(20);
	expect(clerk.roles[0]?.role).toBe('clerk');
	await expect(setLayout(database.door(administrator), readLayoutForm(new FormData()))).rejects.toMatchObject(
		{ kind: 'invalid' },
	);
});
