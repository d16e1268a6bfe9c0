import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { studyScenes } from '../../../../tests/support/study-scene.ts';
import { urgePeople } from '../notifications/commands.server.ts';
import { recordAttendance } from './attendance.server.ts';
import { closeRound } from './commands.server.ts';
import { publishRound } from './publish.server.ts';
import { reachPage } from './queries.server.ts';
import { urgeInRound } from './urge.server.ts';

// The moment of the tests is 23/11/2026, 09:00.
const database = useDatabase();
const { scene } = studyScenes(database);

test('those who are behind are urged once within the pause, each told of it, wherever it was done', async () => {
	const { cell, document, secretary, member, staff, lead, roundId, session } = await scene();
	const { sessionId } = await session();
	await publishRound(lead, { roundId, audience: 'unit' });
	await recordAttendance(lead, { studySessionId: sessionId, personId: staff.personId, presence: 'absent' });
	await expect(urgeInRound(database.door(member), { roundId, everybody: 'any' })).rejects.toMatchObject({
		kind: 'refused',
	});
	await expect(urgeInRound(lead, { roundId })).rejects.toMatchObject({ kind: 'invalid' });
	expect(await urgeInRound(lead, { roundId, personIds: [staff.personId, secretary.personId] })).toEqual({
		urged: 1,
		passedOver: 0,
	});
	const told =
		await database.owner`select person_id, words, is_urgent from notification where kind = 'study.urged' and subject_id = ${roundId}`;
	expect(told).toEqual([{ person_id: staff.personId, words: 'told_study_urged', is_urgent: true }]);
	const kinds = await database.owner`select kind from urge where person_id = ${staff.personId} order by kind`;
	expect(kinds.map(({ kind }) => kind)).toEqual(['read', 'study_make_up', 'study_paper']);

	expect(await urgeInRound(lead, { roundId, everybody: 'read' })).toEqual({ urged: 1, passedOver: 1 });
	await expect(urgeInRound(lead, { roundId, everybody: 'any' })).rejects.toMatchObject({ kind: 'too_many' });
	await expect(
		urgePeople(lead, { unitId: cell.id, thing: [`read:${document.id}:${member.personId}`] }),
	).rejects.toMatchObject({ kind: 'too_many' });
	const { participants } = await look(lead, (tx) => reachPage(tx, secretary, roundId, database.clock()));
	expect(participants.map(({ name, urgedAt }) => `${name} ${urgedAt !== null}`)).toEqual([
		'Trần Văn An true',
		'Lê Thị Quần Chúng true',
		'Nguyễn Thị Bí Thư false',
	]);
	await closeRound(lead, { roundId });
	const [settled] =
		await database.owner`select count(*)::int as left from notification where subject_id = ${roundId} and settled_at is null and kind = 'study.urged'`;
	expect(settled?.['left']).toBe(0);
});
