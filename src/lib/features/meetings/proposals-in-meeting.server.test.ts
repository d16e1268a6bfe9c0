import { randomUUID } from 'node:crypto';
import { expect, test } from 'vitest';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { propose } from '../proposals/propose.server.ts';
import { proposalPage } from '../proposals/queries.server.ts';
import { recordProposal } from './given.server.ts';
import { addItem, callMeeting, planMeeting, removeItem } from './plan.server.ts';
import { meetingPage } from './queries.server.ts';
import { openMeeting } from './run.server.ts';

const database = useDatabase();
const today = '2026-11-23';

const scene = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
	const person = (name: string, place: Parameters<typeof buildPerson>[4]) =>
		buildPerson(database, tenant, cell, name, place);
	const secretary = await person('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
	// Who takes the minutes need not be of the committee.
	const taker = await person('Trần Thị Ghi', { standing: 'official' });
	const member = await person('Lê Văn An', { standing: 'official' });
	const fellow = await person('Phạm Thị Bình', { standing: 'official' });
	const door = database.door(secretary);
	const { meetingId } = await planMeeting(door, {
		unitId: cell.id,
		kind: 'regular',
		title: 'Sinh hoạt chi bộ tháng 11',
		day: '2026-11-27',
		time: '08:00',
		minutesPlanned: '90',
		chairId: secretary.personId,
		takerId: taker.personId,
	});
	const page = (actor: Actor) => look(database.door(actor), (tx) => meetingPage(tx, actor, meetingId, today));
	return { tenant, cell, secretary, taker, member, fellow, door, meetingId, page };
};

test('proposals that wait are offered for the agenda once, and stand under their item', async () => {
	const { cell, secretary, member, door, meetingId, page } = await scene();
	expect((await page(secretary)).waiting?.proposals).toBe(0);
	await propose(database.door(member), {
		unitId: cell.id,
		text: 'Đề nghị gửi dự thảo trước kỳ họp hai ngày.',
	});
	expect((await page(secretary)).waiting?.proposals).toBe(1);
	await addItem(door, { meetingId, kind: 'proposal', title: 'Xem xét, trả lời 1 đề xuất' });
	const after = await page(secretary);
	expect(after.waiting?.proposals).toBe(0);
	expect(after.waitingProposals).toMatchObject([{ name: 'Đề nghị gửi dự thảo trước kỳ họp hai ngày.' }]);
	await callMeeting(door, { meetingId });
	expect((await page(member)).waitingProposals).toEqual([]);
});

test('what is proposed in a meeting is written down by whoever takes the minutes, once, and owed an answer', async () => {
	const { secretary, taker, member, fellow, door, meetingId, page } = await scene();
	const { agendaItemId } = await addItem(door, { meetingId, kind: 'other', title: 'Thảo luận' });
	await callMeeting(door, { meetingId });
	const line = {
		meetingId,
		agendaItemId,
		personId: member.personId,
		text: 'Đề nghị sửa mái che lối vào.',
		proposalKey: randomUUID(),
	};
	await expect(recordProposal(database.door(taker), line)).rejects.toMatchObject({ kind: 'refused' });
	await openMeeting(door, { meetingId });
	await expect(recordProposal(database.door(fellow), line)).rejects.toMatchObject({ kind: 'refused' });
	const { proposalId } = await recordProposal(database.door(taker), line);
	expect(await recordProposal(database.door(taker), line)).toEqual({ proposalId });
	for (const actor of [secretary, taker, member])
		expect((await page(actor)).proposals).toMatchObject([{ id: proposalId, sourceId: agendaItemId }]);
	expect((await page(fellow)).proposals).toEqual([]);
	const seen = await look(database.door(member), (tx) => proposalPage(tx, member, proposalId, today));
	expect(seen).toMatchObject({
		isOwn: true,
		proposal: { source: 'meeting' },
		steps: [{ kind: 'received', byName: 'Trần Thị Ghi' }],
	});
	await expect(removeItem(door, { agendaItemId })).rejects.toMatchObject({ kind: 'invalid' });
});
