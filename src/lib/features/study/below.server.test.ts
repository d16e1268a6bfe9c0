import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit, type TestUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument, scenePublication, sceneReader } from '../../../../tests/support/trace-scene.ts';
import { checkInToSession, planMakeUp, recordAttendance } from './attendance.server.ts';
import { beginRound } from './commands.server.ts';
import { roundForPaper } from './public.server.ts';
import { publishRound } from './publish.server.ts';
import { reachPage, roundList, roundPage, sessionPage } from './queries.server.ts';
import { addSession } from './sessions.server.ts';

const database = useDatabase();

/** A committee that prepares a round, with two cells below. */
const scene = async () => {
	const tenant = await buildTenant(database, 'Đảng bộ Sở');
	const office = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const inspection = await buildUnit(database, tenant, 'Chi bộ Thanh tra');
	const chair = await buildPerson(database, tenant, tenant.root, 'Nguyễn Thị Bí Thư', {
		standing: 'official',
		roles: ['secretary'],
	});
	const head = await buildPerson(database, tenant, office, 'Lê Văn Trưởng', {
		standing: 'official',
		roles: ['secretary'],
	});
	const member = await buildPerson(database, tenant, office, 'Trần Văn An');
	const inspector = await buildPerson(database, tenant, inspection, 'Đỗ Thị Bình');
	const document = await sceneDocument(database, tenant, tenant.root, chair.personId, ['Thể chế']);
	const publish = async (unit: TestUnit, ...people: (Actor & { personId: string })[]) => {
		const publication = await scenePublication(database, tenant, unit, document.id, chair.personId, {
			readBy: '2026-12-01',
			assigned: people.length,
			opened: 0,
			studied: 0,
			readers: {},
		});
		for (const { personId } of people)
			await sceneReader(database, tenant, unit, publication, document.id, personId, '2026-12-01');
	};
	await publish(tenant.root, chair);
	await publish(office, head, member);
	const lead = database.door(chair);
	const { roundId } = await beginRound(lead, {
		unitId: tenant.root.id,
		title: 'Quán triệt Nghị quyết 57-NQ/TW',
		startsOn: '2026-11-23',
		documentIds: [document.id],
	});
	const { sessionId } = await addSession(lead, { roundId, day: '2026-11-23', time: '08:00', minutes: 180 });
	const send = (...units: string[]) => publishRound(lead, { roundId, audience: 'unit', unitIds: units });
	const reach = (actor: Actor) =>
		look(database.door(actor), (tx) => reachPage(tx, actor, roundId, database.clock()));
	return {
		office,
		inspection,
		chair,
		head,
		member,
		inspector,
		document,
		publish,
		lead,
		roundId,
		sessionId,
		send,
		reach,
	};
};

test('a committee calls its cells too: figures unit by unit, and each cell sees its own people only', async () => {
	const {
		office,
		inspection,
		chair,
		head,
		member,
		inspector,
		document,
		publish,
		lead,
		roundId,
		sessionId,
		send,
		reach,
	} = await scene();
	const stranger = await buildTenant(database);
	await expect(send(stranger.root.id)).rejects.toMatchObject({ kind: 'missing' });
	await expect(send(office.id, inspection.id)).rejects.toMatchObject({
		kind: 'conflict',
		detail: { unit: 'Chi bộ Thanh tra' },
	});
	await publish(inspection, inspector);
	expect(await send(office.id, inspection.id)).toEqual({ participants: 4 });
	await database.owner`update reading set studied_at = now() where document_id = ${document.id} and person_id = ${member.personId}`;
	await recordAttendance(lead, {
		studySessionId: sessionId,
		personId: inspector.personId,
		presence: 'absent',
	});

	const whole = await reach(chair);
	expect(
		whole.units
			.map(({ unitName, required, reach: of }) => `${unitName} ${required} ${of.read.done}/${of.read.of}`)
			.sort(),
	).toEqual(['Chi bộ Thanh tra 1 0/1', 'Chi bộ Văn phòng 2 1/2', 'Đảng bộ Sở 1 0/1']);
	expect(whole.reach.read).toEqual({ done: 1, of: 4 });

	const own = await reach(head);
	expect(own.participants.map(({ name, mayRecord }) => `${name} ${mayRecord}`)).toEqual([
		'Trần Văn An true',
		'Lê Văn Trưởng true',
	]);
	const list = (actor: Actor) =>
		look(database.door(actor), (tx) =>
			roundList(tx, actor, { unitId: office.id, page: 1, now: database.clock() }),
		);
	expect((await list(head)).rounds).toHaveLength(1);
	expect((await list(member)).rounds).toHaveLength(1);
	expect((await list(inspector)).rounds).toHaveLength(0);
	await expect(reach(member)).rejects.toMatchObject({ kind: 'refused' });

	const below = database.door(head);
	const session = await look(below, (tx) => sessionPage(tx, head, { roundId, sessionId }));
	expect(session.session.checkInCode).toBeNull();
	await recordAttendance(below, { studySessionId: sessionId, personId: member.personId, presence: 'absent' });
	await planMakeUp(below, { roundId, personId: member.personId, way: 'recording', dueOn: '2026-11-30' });
	await expect(
		planMakeUp(below, { roundId, personId: inspector.personId, way: 'recording', dueOn: '2026-11-30' }),
	).rejects.toMatchObject({ kind: 'missing' });
	await expect(
		look(database.door(member), (tx) => roundForPaper(tx, member, roundId)),
	).resolves.toMatchObject({ homeUnitId: office.id });
});

test('after five wrong codes within a minute even the right one has to wait', async () => {
	const { office, chair, member, roundId, sessionId, send } = await scene();
	await send(office.id);
	const { sessions } = await look(database.door(chair), (tx) => roundPage(tx, chair, roundId, '2026-11-23'));
	const code = sessions[0]?.checkInCode ?? '';
	const wrong = code === '111111' ? '222222' : '111111';
	const tryOut = (checkInCode: string, seconds = 0) =>
		checkInToSession(
			{
				...database.door(member),
				clock: () => new Date(database.clock().getTime() + seconds * 1000),
			},
			{ studySessionId: sessionId, checkInCode },
		);
	for (let nth = 0; nth < 5; nth++) expect(await tryOut(wrong, nth)).toEqual({ isPresent: false });
	await expect(tryOut(code, 10)).rejects.toMatchObject({ kind: 'too_many' });
	expect(await tryOut(code, 61)).toEqual({ isPresent: true });
});
