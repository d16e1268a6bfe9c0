import '#lib/features/talks/due.server.ts';
import '#lib/features/talks/site-source.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { talkPage } from '#lib/features/talks/queries-talk.server.ts';
import { assignTalkReviewer } from '#lib/features/talks/review.server.ts';
import { drawUpRota, publishRota } from '#lib/features/talks/rota.server.ts';
import { saveTalk, sendTalk } from '#lib/features/talks/writing.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';

export const held = '2026-12-07';

export type Person = Actor & { personId: string };

export const body =
	'Kính thưa các đồng chí!\n\n> Lấy người dân làm trung tâm.\n> — Nghị quyết 57-NQ/TW\n\nTôi xin kể một việc nhỏ.';

/** A cell that hears a talk under the flag, and its talks on their way. */
export const talkScenes = (database: TestDatabase) => {
	const scene = async () => {
		const tenant = await buildTenant(database);
		const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
		const of = (name: string, roles: Parameters<typeof buildPerson>[4], unit = cell) =>
			buildPerson(database, tenant, unit, name, roles);
		const secretary = await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] });
		const deputy = await of('Trịnh Phó Bí Thư', { standing: 'official', roles: ['deputy'] });
		const member = await of('Trần Văn An', { standing: 'official' });
		const fellow = await of('Phạm Thị Bình', { standing: 'non_party' });
		const stranger = await of('Đỗ Người Ngoài', { standing: 'official' }, tenant.root);
		const on = (actor: Person, day = today) => database.door(actor, fixedClock(`${day}T09:00:00+07:00`));
		const plan = async (...slots: { heldOn: string; personId: string }[]): Promise<string[]> => {
			await drawUpRota(on(secretary), {
				unitId: cell.id,
				slots: slots.map(({ heldOn, personId }) => `${heldOn} ${personId}`),
			});
			const rows = await database.owner<{ id: string }[]>`
				select id from talk where tenant_id = ${tenant.tenantId} and state = 'planned' order by held_on`;
			return rows.map(({ id }) => id);
		};
		/** A talk of the member, published. */
		const given = async (): Promise<string> => {
			const [id] = await plan({ heldOn: held, personId: member.personId });
			await publishRota(on(secretary), { unitId: cell.id });
			return id ?? '';
		};
		const write = (talkId: string, over: Record<string, unknown> = {}, day = today) =>
			saveTalk(on(member, day), { talkId, revision: 0, title: 'Lời nói và việc làm', body, ...over });
		const sent = async (): Promise<string> => {
			const talkId = await given();
			await write(talkId);
			await sendTalk(on(member), { talkId });
			await assignTalkReviewer(on(secretary), { talkId, reviewerId: deputy.personId });
			return talkId;
		};
		const page = (actor: Person, talkId: string, day = today) =>
			look(on(actor), (tx) => talkPage(tx, actor, { talkId, today: day }));
		const own = (actor: Person, day = today) =>
			look(on(actor), (tx) => ownDuties(tx, tenant.tenantId, actor.personId, 9, day)).then(({ items }) =>
				items.map(({ kind }) => kind),
			);
		const versionsSeen = (actor: Person, talkId: string) =>
			look(on(actor), (tx) =>
				tx.selectFrom('talk_version').select('version').where('talk_id', '=', talkId).execute(),
			).then((rows) => rows.length);
		return {
			tenant,
			cell,
			secretary,
			deputy,
			member,
			fellow,
			stranger,
			on,
			plan,
			given,
			write,
			sent,
			page,
			own,
			versionsSeen,
		};
	};
	return { scene };
};
