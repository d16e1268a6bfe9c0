import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Door } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { isFailure } from '#lib/shared/failures.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { agree, decline, setConsent, setNamed, withdraw } from './commands.server.ts';
import { propose } from './propose.server.ts';

const database = useDatabase();
type Person = Actor & { personId: string };

const acts = ['propose', 'agree', 'decline', 'withdraw', 'consent', 'name'] as const;
const sequence = fc.array(
	fc.record({
		who: fc.nat(4),
		whom: fc.nat(4),
		which: fc.nat(2),
		act: fc.constantFrom(...acts),
		isCollective: fc.boolean(),
	}),
	{ minLength: 40, maxLength: 60 },
);

test('through the commands too: whatever people try, nobody proposes or decides for themselves, or alone on their own collective', async () => {
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
				await of('Trần Văn An', { standing: 'official' }),
				await of('Phạm Thị Bình', { standing: 'non_party' }),
				await of('Hồ Cấp Trên', { standing: 'official', roles: ['higher_officer'] }, tenant.root),
			];
			const proposed: { id: string; personId: string | null; proposerId: string }[] = [];
			for (const { who, whom, which, act, isCollective } of steps) {
				const [actor, other] = [people[who] as Person, people[whom] as Person];
				const one = proposed[which % Math.max(1, proposed.length)];
				if (act !== 'propose' && !one) continue;
				const recognitionId = one?.id ?? '';
				const tries: Record<(typeof acts)[number], (door: Door) => Promise<unknown>> = {
					propose: async (door) => {
						const subject = isCollective
							? { collective: 'Tổ một cửa', memberIds: [actor.personId, other.personId] }
							: { personId: other.personId };
						const { recognitionId: id } = await propose(door, {
							unitId: cell.id,
							kind: 'example',
							title: 'Giúp người dân nộp hồ sơ',
							deed: 'Ở lại ngoài giờ để hướng dẫn.',
							evidenceText: 'Sổ tiếp dân.',
							...subject,
						});
						proposed.push({
							id,
							personId: isCollective ? null : other.personId,
							proposerId: actor.personId,
						});
					},
					agree: (door) => agree(door, { recognitionId, committeeOn: '2026-11-20' }),
					decline: (door) => decline(door, { recognitionId, reason: 'Cần thêm minh chứng.' }),
					withdraw: (door) => withdraw(door, { recognitionId }),
					consent: (door) => setConsent(door, { recognitionId, consent: 'yes' }),
					name: (door) => setNamed(door, { recognitionId, named: isCollective ? 'no' : 'yes' }),
				};
				try {
					await tries[act](database.door(actor));
				} catch (error) {
					// Refused, invalid or not there for this actor; anything else is a bug.
					if (!isFailure(error)) throw error;
					continue;
				}
				done.set(act, (done.get(act) ?? 0) + 1);
				if (act === 'propose') expect(isCollective || actor.personId !== other.personId).toBe(true);
				else if (act === 'consent' || act === 'name') expect(actor.personId).toBe(one?.personId);
				else if (act === 'withdraw') expect(actor.personId).toBe(one?.proposerId);
				else expect([one?.personId, one?.proposerId]).not.toContain(actor.personId);
			}
			const alone = await database.owner`select count(*)::int as alone from recognition r
				where r.tenant_id = ${tenant.tenantId} and r.state = 'announced' and r.collective is not null and r.first_agreed_by is null
					and exists (select from recognition_member m where m.tenant_id = r.tenant_id and m.recognition_id = r.id and m.person_id = r.decided_by)`;
			expect(alone[0]?.['alone']).toBe(0);
		}),
		{ numRuns: 12, seed: 2017 },
	);
	for (const act of acts) expect(done.get(act), act).toBeGreaterThan(0);
}, 120_000);
