import '#lib/features/meetings/due.server.ts';
import { markAllPresent } from '#lib/features/meetings/attendance.server.ts';
import { addItem, callMeeting, planMeeting } from '#lib/features/meetings/plan.server.ts';
import { meetingPage } from '#lib/features/meetings/queries.server.ts';
import { openMeeting } from '#lib/features/meetings/run.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';

/** A cell and its meeting of the month, still being prepared or running. */
export const meetingScenes = (database: TestDatabase) => {
	const scene = async () => {
		const tenant = await buildTenant(database);
		const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
		const person = (name: string, place: Parameters<typeof buildPerson>[4]) =>
			buildPerson(database, tenant, cell, name, place);
		const secretary = await person('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
		const taker = await person('Trần Thị Ghi', { standing: 'official', roles: ['committee_member'] });
		const member = await person('Lê Văn An', { standing: 'official' });
		const probationary = await person('Phạm Thị Dự Bị', { standing: 'probationary' });
		const staff = await person('Hoàng Văn Quần Chúng', { standing: 'non_party' });
		const { meetingId } = await planMeeting(database.door(secretary), {
			unitId: cell.id,
			kind: 'regular',
			title: 'Sinh hoạt chi bộ tháng 11',
			place: 'Phòng họp',
			day: '2026-11-27',
			time: '08:00',
			minutesPlanned: '60',
			chairId: secretary.personId,
			takerId: taker.personId,
		});
		const page = (actor: Actor) =>
			look(database.door(actor), (tx) => meetingPage(tx, actor, meetingId, today));
		const door = database.door(secretary);
		return { tenant, cell, secretary, taker, member, probationary, staff, door, meetingId, page };
	};
	/** A meeting that is open, with one item and the three official members present. */
	const running = async () => {
		const all = await scene();
		const door = database.door(all.secretary);
		const { agendaItemId } = await addItem(door, {
			meetingId: all.meetingId,
			kind: 'other',
			title: 'Thảo luận',
		});
		await callMeeting(door, { meetingId: all.meetingId });
		await openMeeting(door, { meetingId: all.meetingId });
		await markAllPresent(door, { meetingId: all.meetingId });
		return { ...all, door, agendaItemId };
	};
	return { scene, running };
};
