import { expect, test } from 'vitest';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { meetingScenes } from '../../../../tests/support/meeting-scene.ts';
import { correctMinutes, saveMinutes, signMinutes } from './minutes.server.ts';
import { bookOfMinutes, minutesPage } from './minutes-queries.server.ts';
import { closeMeeting, concludeMeeting, writeNote } from './run.server.ts';

const database = useDatabase();
const today = '2026-11-23';
const { running } = meetingScenes(database);

test('two who write the conclusion at once lose nothing, sent twice it is there once, and the chair chooses', async () => {
	const { door, meetingId, taker, page, secretary } = await running();
	const conclusion = async () => (await page(secretary)).meeting.conclusion;
	await concludeMeeting(door, { meetingId, conclusion: 'Giao chi ủy.' });
	const ofTaker = { meetingId, conclusion: 'Giao chi ủy, xong trong tháng 12.', known: 'Giao chi ủy.' };
	await concludeMeeting(database.door(taker), ofTaker);
	const ofChair = { meetingId, conclusion: 'Giao đồng chí An.', known: 'Giao chi ủy.' };
	await concludeMeeting(door, ofChair);
	const both = 'Giao chi ủy, xong trong tháng 12.\n\nGiao đồng chí An.';
	expect(await conclusion()).toBe(both);
	await concludeMeeting(door, ofChair);
	await concludeMeeting(database.door(taker), ofTaker);
	expect(await conclusion()).toBe(both);
	await concludeMeeting(door, { meetingId, conclusion: 'Giao đồng chí An, tháng 12.', known: both });
	// Changed again on the device before it was heard that the first had come.
	await concludeMeeting(door, {
		meetingId,
		conclusion: 'Giao đồng chí An trong tháng 12.',
		known: both,
		mine: 'Giao đồng chí An, tháng 12.',
	});
	expect(await conclusion()).toBe('Giao đồng chí An trong tháng 12.');
});

test('minutes write themselves, are signed by two, numbered, and are then fixed', async () => {
	const { door, cell, meetingId, agendaItemId, secretary, taker, member } = await running();
	await writeNote(door, { agendaItemId, body: 'Các đồng chí thống nhất.' });
	await concludeMeeting(door, { meetingId, conclusion: 'Giao chi ủy thực hiện.' });
	const minutes = (actor: Actor) =>
		look(database.door(actor), (tx) => minutesPage(tx, actor, meetingId, today));
	expect((await minutes(secretary)).powers).toEqual({ write: false, sign: false, correct: false });
	await expect(minutes(member)).rejects.toMatchObject({ kind: 'missing' });
	await closeMeeting(database.door(secretary, fixedClock('2026-11-27T09:40:00+07:00')), { meetingId });
	const written = await minutes(secretary);
	expect(written.body).toContain('Các đồng chí thống nhất.');
	expect(written.body).toContain('Hội nghị kết thúc lúc 09:40');
	await expect(signMinutes(door, { meetingId })).rejects.toMatchObject({ key: 'failure_no_minutes' });
	await saveMinutes(door, { meetingId, body: `${written.body}\nBổ sung.` });
	await expect(minutes(member)).rejects.toMatchObject({ kind: 'missing' });
	await signMinutes(door, { meetingId });
	await expect(saveMinutes(door, { meetingId, body: 'khác' })).rejects.toMatchObject({
		key: 'refused_minutes_signed',
	});
	await expect(correctMinutes(door, { meetingId, body: 'x' })).rejects.toMatchObject({
		key: 'refused_minutes_not_fixed',
	});
	await signMinutes(database.door(taker), { meetingId });
	await expect(signMinutes(database.door(member), { meetingId })).rejects.toMatchObject({
		key: 'refused_sign_minutes',
	});
	await correctMinutes(door, { meetingId, body: 'Số người có mặt là 4.' });
	const fixed = await minutes(member);
	expect(fixed).toMatchObject({
		number: 1,
		year: 2026,
		isUnaltered: true,
		corrections: [{ body: 'Số người có mặt là 4.' }],
	});
	expect(fixed.body).toContain('Bổ sung.');
	expect(await look(door, (tx) => bookOfMinutes(tx, secretary, cell.id, 2026))).toMatchObject([
		{ number: 1 },
	]);
	await database.owner`update meeting_minutes set body = body || ' ' where meeting_id = ${meetingId}`;
	expect((await minutes(member)).isUnaltered).toBe(false);
});
