import '#lib/features/reviews/due.server.ts';
import '#lib/features/reviews/own-figures.server.ts';
import { ownDuties } from '#lib/features/notifications/public.server.ts';
import { concludeReview, settleResults } from '#lib/features/reviews/conclude.server.ts';
import { openReview } from '#lib/features/reviews/open.server.ts';
import { rate } from '#lib/features/reviews/rate.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

export type Person = Actor & { personId: string };

export const marks = (late = 0, more: Record<string, unknown> = {}) => ({
	general: { politics: 8, ethics: 8, style: 7, discipline: 7 },
	tasks: { planned: 10, done: 10, faults: 0, late, beyond: 4 },
	fixed: true,
	...more,
});

/** A cell that rates its people, before a round and in one. */
export const reviewScenes = (database: TestDatabase) => {
	const cast = async (base: TestDatabase) => {
		const tenant = await buildTenant(base);
		const cell = await buildUnit(base, tenant, 'Chi bộ Văn phòng');
		const join = (name: string, place: Parameters<typeof buildPerson>[4], unit = cell) =>
			buildPerson(base, tenant, unit, name, place);
		const secretary = await join('Nguyễn Thị Bí Thư', { standing: 'official', roles: ['secretary'] });
		const deputy = await join('Phạm Văn Phó', { standing: 'official', roles: ['deputy'] });
		const officer = await join('Đỗ Thị Ủy', { standing: 'official', roles: ['committee_member'] });
		const clerk = await join('Võ Thị Thư', { standing: 'official', roles: ['clerk'] });
		const member = await join('Trần Văn An', { standing: 'official' });
		const staff = await join('Lê Thị Bình', { standing: 'non_party' });
		const above = await join(
			'Hồ Văn Trên',
			{ standing: 'official', roles: ['secretary'] },
			{ ...tenant.root },
		);
		const meetingId = crypto.randomUUID();
		await base.owner`insert into meeting (tenant_id, id, unit_id, kind, title, starts_at, minutes_planned, chair_id, taker_id, state, check_in_code, created_by, created_at)
			values (${tenant.tenantId}, ${meetingId}, ${cell.id}, 'regular', 'Họp tháng 11', '2026-11-20T08:00:00+07:00', 90, ${secretary.personId}, ${secretary.personId}, 'closed', '1', ${secretary.personId}, now())`;
		return { tenant, cell, secretary, deputy, officer, clerk, member, staff, above, meetingId };
	};
	const scene = async (kind: 'quarter' | 'year' = 'quarter', audience: 'unit' | 'party_members' = 'unit') => {
		const all = await cast(database);
		const { roundId } = await openReview(database.door(all.secretary), {
			unitId: all.cell.id,
			kind,
			year: 2026,
			quarter: kind === 'year' ? 0 : 4,
			audience,
			selfDueOn: '2026-11-28',
			rateDueOn: '2026-12-05',
			concludeOn: '2026-12-10',
		});
		const everybody = [all.secretary, all.deputy, all.officer, all.clerk, all.member];
		const people = audience === 'unit' ? [...everybody, all.staff] : everybody;
		const raterOf = (person: Person): Person =>
			person.personId === all.secretary.personId ? all.deputy : all.secretary;
		const rateAll = async (): Promise<void> => {
			for (const person of people)
				await rate(database.door(raterOf(person)), {
					roundId,
					personId: person.personId,
					marks: marks(),
					words: 'Đều tay.',
				});
		};
		const settle = (by: Person, ...of: Person[]) =>
			settleResults(database.door(by), {
				roundId,
				results: of.map(({ personId }) => ({ personId, level: 'excellent', reason: '' })),
			});
		const settleAll = async (): Promise<void> => {
			await settle(all.secretary, ...people.filter((one) => one !== all.secretary));
			await settle(all.deputy, all.secretary);
		};
		const conclude = (by: Person = all.secretary) =>
			concludeReview(database.door(by), { roundId, meetingId: all.meetingId, words: 'Nhất trí.' });
		const rows = (actor: Actor, table: 'review_rating' | 'review_result' | 'review_self') =>
			look(database.door(actor), (tx) => tx.selectFrom(table).select('person_id').execute()).then(
				(found) => found.length,
			);
		const duties = (actor: Person) =>
			look(database.door(actor), (tx) => ownDuties(tx, all.tenant.tenantId, actor.personId, 6)).then(
				({ items }) => items.map(({ kind, more }) => [kind, ...more].join(' ')),
			);
		return { ...all, roundId, people, rateAll, settle, settleAll, conclude, rows, duties };
	};
	return { cast, scene };
};
