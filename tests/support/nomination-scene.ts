import '#lib/features/nominations/due.server.ts';
import { sql } from 'kysely';
import { signNomination, writeNomination } from '#lib/features/nominations/nominate.server.ts';
import { openAward } from '#lib/features/nominations/open.server.ts';
import { awardPage } from '#lib/features/nominations/queries-award.server.ts';
import { recordSession, recordVote } from '#lib/features/nominations/vote.server.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from './builders.ts';
import type { TestDatabase } from './database.ts';

const today = '2026-11-23';

export type Person = Actor & { personId: string };

export const EVERY = '00000000-0000-0000-0000-000000000000';

/** A committee whose cells are nominated for a title. */
export const nominationScenes = (database: TestDatabase) => {
	/** A committee with two cells of nine people and two small ones, whose figures of the year are kept. */
	const scene = async () => {
		const tenant = await buildTenant(database);
		const { root } = tenant;
		const person = (unit: typeof root, name: string, roles: Parameters<typeof buildPerson>[4] = {}) =>
			buildPerson(database, tenant, unit, name, roles);
		const deputy = await person(root, 'Hồ Văn Cấp Trên', { roles: ['deputy'] });
		const chief = await person(root, 'Đỗ Thị Thường Trực', { roles: ['secretary'] });
		const cells = [];
		for (const [name, people, onTime] of [
			['Chi bộ Một', 9, 9],
			['Chi bộ Hai', 9, 7],
			['Chi bộ Ba', 3, 6],
			['Chi bộ Bốn', 4, 5],
		] as const) {
			const unit = await buildUnit(database, tenant, name);
			const head = await person(unit, `Bí thư ${name}`, { standing: 'official', roles: ['secretary'] });
			await database.owner`insert into unit_people (tenant_id, unit_id, own, below) values (${tenant.tenantId}, ${unit.id}, ${people}, ${people})`;
			await database.owner`insert into unit_progress (tenant_id, unit_id, document_id, year, quarter, documents, with_programme, asked, studied, study_asked, study_done,
				papers_asked, papers, tasks, tasks_done, tasks_on_time, tasks_proved, examples)
				values (${tenant.tenantId}, ${unit.id}, ${EVERY}, 2026, 1, 10, 8, ${people}, ${people}, ${people}, ${people}, ${people}, ${people}, 10, 10, ${onTime}, 9, 2)`;
			cells.push({ unit, head });
		}
		const [one, two, small] = cells;
		if (!one || !two || !small) throw new Error('three cells');
		const input = {
			unitId: root.id,
			name: 'Tổ chức cơ sở đảng tiêu biểu năm 2026',
			year: '2026',
			wanted: '1',
			kinds: ['cell'],
			nominateBy: '2026-12-01',
			decideBy: '2026-12-20',
		};
		const open = async (more = {}) => (await openAward(database.door(deputy), { ...input, ...more })).awardId;
		const written = {
			statement: 'Chi bộ trả 100% hồ sơ đúng hạn, cắt 12 ngày ở 5 thủ tục.',
			values: [
				{ criterion: 'level', met: 'yes', words: 'Quyết định số 41-QĐ/ĐU' },
				{ criterion: 'discipline', met: 'yes', words: 'Báo cáo tổng kết năm' },
			],
		};
		const nominate = async (awardId: string, { unit, head }: typeof one, more = {}) => {
			const of = { awardId, unitId: unit.id };
			await writeNomination(database.door(head), { ...of, ...written, ...more });
			await signNomination(database.door(head), of);
		};
		const page = (actor: Actor, awardId: string, order = 'name') =>
			look(database.door(actor), (tx) => awardPage(tx, actor, { awardId, order, today }));
		const vote = async (
			awardId: string,
			voters: Person[],
			counts: [string, number][],
			by: Person = deputy,
		) => {
			await recordSession(database.door(by), {
				awardId,
				metOn: today,
				ballot: 'secret',
				voters: voters.map(({ personId }) => ({ personId, isPresent: true })),
			});
			const ballots = String(voters.length);
			await recordVote(database.door(by), {
				awardId,
				handedOut: ballots,
				returned: ballots,
				valid: ballots,
				counts: counts.map(([unitId, votes]) => ({ unitId, votes })),
			});
		};
		return { tenant, root, deputy, chief, one, two, small, input, open, written, nominate, page, vote };
	};
	const rowsOf = async (actor: Actor, table: string): Promise<number> =>
		look(database.door(actor), async (tx) => {
			const found = await sql<{ n: number }>`select count(*)::int as n from ${sql.table(table)}`.execute(tx);
			return found.rows[0]?.n ?? 0;
		});
	return { scene, rowsOf };
};
