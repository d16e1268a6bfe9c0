import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Door, look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, dayOf } from '#lib/shared/calendar.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import {
	agreePlan,
	answerLimit,
	closeLimit,
	doStep,
	extendStep,
	planLimit,
	putInCharge,
	withdrawLimit,
} from './commands.server.ts';
import { giveLimit, openLimit } from './give.server.ts';
import { limitPage } from './queries.server.ts';

const database = useDatabase();
type Person = Actor & { personId: string };

const acts = [
	'give',
	'open',
	'answer',
	'plan',
	'do',
	'agree',
	'extend',
	'charge',
	'close',
	'withdraw',
] as const;
const sequence = fc.array(
	fc.record({ who: fc.nat(5), whom: fc.nat(5), which: fc.nat(3), act: fc.constantFrom(...acts) }),
	{ minLength: 40, maxLength: 60 },
);

test('through the commands too: whatever people try, nobody has part in the own one, and each sees what is about them', async () => {
	const done = new Map<string, number>();
	await fc.assert(
		fc.asyncProperty(sequence, async (steps) => {
			const tenant = await buildTenant(database);
			const cell = await buildUnit(database, tenant, 'Chi bộ Văn phòng');
			const of = (name: string, roles: Parameters<typeof buildPerson>[4], unit = cell) =>
				buildPerson(database, tenant, unit, name, roles);
			const people: Person[] = [
				await of('Nguyễn Bí Thư', { standing: 'official', roles: ['secretary'] }),
				await of('Trịnh Phó Bí Thư', { standing: 'official', roles: ['deputy'] }),
				await of('Lê Chi Ủy', { standing: 'official', roles: ['committee_member'] }),
				await of('Trần Văn An', { standing: 'official' }),
				await of('Phạm Thị Bình', { standing: 'non_party' }),
				await of('Hồ Cấp Trên', { standing: 'official', roles: ['higher_officer'] }, tenant.root),
			];
			const given: { id: string; person: Person }[] = [];
			for (const { who, whom, which, act } of steps) {
				const [actor, other] = [people[who] as Person, people[whom] as Person];
				const one = given[which % Math.max(1, given.length)];
				if (act !== 'give' && !one) continue;
				const limitId = one?.id ?? '';
				const today = dayOf(database.clock());
				const stepId = async (): Promise<string> => {
					const page = await look(database.door(actor), (tx) => limitPage(tx, actor, { limitId, today }));
					return page.steps.find(({ doneAt }) => !doneAt)?.id ?? '';
				};
				const tries: Record<(typeof acts)[number], (door: Door) => Promise<unknown>> = {
					give: async (door) => {
						const { limitId: id } = await giveLimit(door, {
							unitId: cell.id,
							personId: other.personId,
							kind: 'talk',
							source: 'described',
							fact: 'Gửi báo cáo muộn.',
							factOn: today,
							evidence: 'Sổ giao ban.',
							words: 'Cùng xem lại.',
						});
						given.push({ id, person: other });
					},
					open: (door) => openLimit(door, { limitId }),
					answer: (door) => answerLimit(door, { limitId, answer: 'Tôi nhận.' }),
					plan: (door) => planLimit(door, { limitId, body: 'Gửi đúng ngày', dueOn: addDays(today, 5) }),
					do: async (door) => doStep(door, { limitId, stepId: await stepId(), result: 'Đã gửi.' }),
					agree: (door) => agreePlan(door, { limitId }),
					extend: async (door) =>
						extendStep(door, {
							limitId,
							stepId: await stepId(),
							dueOn: addDays(today, 9 + who),
							reason: 'Chờ số liệu.',
						}),
					charge: (door) => putInCharge(door, { limitId, inChargeId: other.personId }),
					close: (door) => closeLimit(door, { limitId, conclusion: 'Đã khắc phục.' }),
					withdraw: (door) => withdrawLimit(door, { limitId, reason: 'Đã rõ.' }),
				};
				try {
					await tries[act](database.door(actor));
				} catch (error) {
					// Refused, invalid or not there for this actor; anything else is a bug.
					if (!isFailure(error)) throw error;
					continue;
				}
				done.set(act, (done.get(act) ?? 0) + 1);
				const isOthers = ['give', 'agree', 'extend', 'charge', 'close', 'withdraw'].includes(act);
				const about = act === 'give' ? other : one?.person;
				expect(actor.personId === about?.personId).toBe(!isOthers);
			}
			for (const { id, person } of given) {
				const today = dayOf(database.clock());
				const page = await look(database.door(person), (tx) => limitPage(tx, person, { limitId: id, today }));
				expect(page.isOwn).toBe(true);
			}
			const own = await database.owner`select count(*)::int as own from personal_limit
				where tenant_id = ${tenant.tenantId} and person_id in (given_by, in_charge_id, plan_agreed_by, closed_by)`;
			expect(own[0]?.['own']).toBe(0);
		}),
		{ numRuns: 6, seed: 2017 },
	);
	for (const act of ['give', 'open', 'answer', 'plan', 'close', 'withdraw'])
		expect(done.get(act), act).toBeGreaterThan(0);
}, 120_000);
