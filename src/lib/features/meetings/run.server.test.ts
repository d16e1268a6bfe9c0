import { expect, test } from 'vitest';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { meetingScenes } from '../../../../tests/support/meeting-scene.ts';
import { checkIn, markAttendance } from './attendance.server.ts';
import { chooseNote, closeMeeting, writeNote } from './run.server.ts';
import { castBallot, closeBallot, countHands, openBallot } from './votes.server.ts';

const database = useDatabase();
const { running } = meetingScenes(database);

test('two who write of one item keep a text each; the chair chooses which the minutes take', async () => {
	const { door, agendaItemId, secretary, taker, member, page } = await running();
	await writeNote(door, { agendaItemId, body: 'Bí thư ghi' });
	await writeNote(database.door(taker), { agendaItemId, body: 'Người ghi biên bản ghi' });
	await writeNote(database.door(taker), { agendaItemId, body: 'Người ghi biên bản ghi lại' });
	await expect(writeNote(database.door(member), { agendaItemId, body: 'x' })).rejects.toMatchObject({
		key: 'refused_record_meeting',
	});
	expect((await page(member)).items[0]?.notes.map(({ body }) => body)).toEqual([
		'Người ghi biên bản ghi lại',
		'Bí thư ghi',
	]);
	await chooseNote(door, { agendaItemId, authorId: secretary.personId, chosen: 'no' });
	expect((await page(member)).items[0]?.notes.map(({ isChosen }) => isChosen)).toEqual([true, false]);
});

test('people say by the code that they are there; who is absent with a reason has one', async () => {
	const { door, meetingId, member, probationary, staff, page, secretary } = await running();
	const code = (await page(secretary)).checkInCode ?? '';
	expect((await page(member)).checkInCode).toBeNull();
	await expect(
		markAttendance(door, { meetingId, personId: member.personId, presence: 'excused' }),
	).rejects.toMatchObject({ issues: [{ path: 'reason' }] });
	await markAttendance(door, { meetingId, personId: member.personId, presence: 'absent' });
	const wrong = code === '000000' ? '111111' : '000000';
	await expect(checkIn(database.door(member), { meetingId, checkInCode: wrong })).rejects.toMatchObject({
		issues: [{ path: 'checkInCode' }],
	});
	await checkIn(database.door(member), { meetingId, checkInCode: `${code.slice(0, 3)} ${code.slice(3)}` });
	await expect(checkIn(database.door(staff), { meetingId, checkInCode: code })).rejects.toMatchObject({
		kind: 'missing',
	});
	await markAttendance(door, {
		meetingId,
		personId: probationary.personId,
		presence: 'excused',
		reason: 'Đi học',
	});
	expect((await page(member)).figures).toEqual({
		invited: 4,
		present: 3,
		officialPresent: 3,
		official: 3,
		quorum: true,
	});
});

test('by hands: the count is entered once, never more hands than people', async () => {
	const { door, meetingId, agendaItemId, secretary, page } = await running();
	const { ballotId } = await openBallot(door, {
		meetingId,
		agendaItemId,
		question: 'Thông qua nghị quyết',
		method: 'hand',
	});
	await expect(countHands(door, { ballotId, yes: '3', no: '1', abstain: '0' })).rejects.toMatchObject({
		issues: [{ path: 'yes' }],
	});
	await expect(closeMeeting(door, { meetingId })).rejects.toMatchObject({ issues: [{ path: 'ballotId' }] });
	await countHands(door, { ballotId, yes: '2', no: '1', abstain: '0' });
	await expect(countHands(door, { ballotId, yes: '3', no: '0', abstain: '0' })).rejects.toMatchObject({
		key: 'refused_ballot_closed',
	});
	expect((await page(secretary)).ballots).toMatchObject([{ yes: 2, no: 1, entitled: 3, carried: true }]);
});

test('of a secret ballot it is kept who has voted and the sums; nothing ties a voter to a choice', async () => {
	const { door, meetingId, member, taker, probationary, secretary, page } = await running();
	const { ballotId } = await openBallot(door, {
		meetingId,
		question: 'Đề nghị công nhận',
		method: 'secret',
		majority: 'two_thirds',
	});
	const cast = (actor: Actor, choice: string) => castBallot(database.door(actor), { ballotId, choice });
	await expect(cast(probationary, 'yes')).rejects.toMatchObject({ key: 'refused_vote' });
	await cast(member, 'yes');
	await expect(cast(member, 'no')).rejects.toMatchObject({ key: 'refused_voted_already' });
	await cast(taker, 'no');
	expect((await page(secretary)).ballots).toMatchObject([{ yes: null, no: null, voted: 2, carried: null }]);
	const [voter] = await database.owner`select * from ballot_voter limit 1`;
	expect(Object.keys(voter ?? {}).sort()).toEqual(['ballot_id', 'person_id', 'tenant_id']);
	const told =
		await database.owner`select 1 from event where actor_person_id = ${member.personId} and verb like '%ballot%'`;
	expect(told).toHaveLength(0);
	await cast(secretary, 'yes');
	await closeBallot(door, { ballotId });
	expect((await page(secretary)).ballots).toMatchObject([{ yes: 2, no: 1, abstain: 0, carried: true }]);
});
