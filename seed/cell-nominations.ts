import { conclude } from '#lib/features/inspections/conclude.server.ts';
import { openInspection } from '#lib/features/inspections/decide.server.ts';
import { answer, find, report } from '#lib/features/inspections/findings.server.ts';
import { openRecord } from '#lib/features/inspections/look.server.ts';
import { inspectionPage } from '#lib/features/inspections/queries.server.ts';
import { takeRecords } from '#lib/features/inspections/take.server.ts';
import { decideAward } from '#lib/features/nominations/decide.server.ts';
import { signNomination, writeNomination } from '#lib/features/nominations/nominate.server.ts';
import { nominateUnits, openAward } from '#lib/features/nominations/open.server.ts';
import { setAwardRules } from '#lib/features/nominations/rule.server.ts';
import { fixFigures, recordSession, recordVote } from '#lib/features/nominations/vote.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { committeeCriteria, nominationTexts, toldBefore } from './nomination-texts.ts';

/** A cell below the committee with its people. */
export type Cell = { unitId: string; shortName: string; people: readonly Player[] };
type Committee = { unitId: string; head: Player; officer: Player };

const headOf = ({ people, shortName }: Cell): Player => {
	const head = people.find(({ part }) => part.roles.includes('secretary'));
	if (!head) throw new Error(`${shortName} of the sample has no secretary`);
	return head;
};

const playRules = (stage: Stage, { unitId, officer }: Committee, daysAgo: number) =>
	setAwardRules(stage.at(officer, daysAgo, 8), {
		unitId,
		validFrom: addDays(stage.today, -daysAgo),
		source: 'Hướng dẫn số 03-HD/ĐU về xét danh hiệu tổ chức cơ sở đảng tiêu biểu hằng năm',
		criteria: committeeCriteria,
		ballot: 'secret',
		majorityOf: 'entitled',
		majorityShare: '50',
		quorumShare: '67',
		ownUnit: 'abstains',
	});

const valuesOf = (shortName: string, figures: Record<string, string>) => [
	{ criterion: 'level', met: 'yes', words: 'Quyết định công nhận kết quả xếp loại của Đảng ủy' },
	{ criterion: 'discipline', met: 'yes', words: 'Báo cáo tổng kết công tác xây dựng Đảng năm' },
	...Object.entries(figures).map(([criterion, amount]) => ({
		criterion,
		amount,
		words:
			criterion === 'ways'
				? (nominationTexts[shortName]?.waysWords ?? '')
				: 'Sổ theo dõi nhiệm vụ của chi bộ',
	})),
];

const nominate = async (
	stage: Stage,
	cell: Cell,
	given: { awardId: string; daysAgo: number; figures: Record<string, string>; signs: boolean; by?: Player },
): Promise<void> => {
	const of = { awardId: given.awardId, unitId: cell.unitId };
	const head = headOf(cell);
	await writeNomination(stage.at(given.by ?? head, given.daysAgo, 9), {
		...of,
		statement: nominationTexts[cell.shortName]?.statement,
		values: valuesOf(cell.shortName, given.figures),
	});
	if (given.signs) await signNomination(stage.at(head, given.daysAgo, 15), of);
};

/** The title of last year: four cells, a secret ballot, two chosen. */
const playDecided = async (stage: Stage, committee: Committee, cells: readonly Cell[]): Promise<void> => {
	const { head, officer, unitId } = committee;
	const year = Number(stage.today.slice(0, 4)) - 1;
	const { awardId } = await openAward(stage.at(officer, 345, 9), {
		unitId,
		name: `Tổ chức cơ sở đảng tiêu biểu năm ${year}`,
		year: String(year),
		wanted: '2',
		kinds: ['cell'],
		nominateBy: addDays(stage.today, -330),
		decideBy: addDays(stage.today, -310),
	});
	const nominated = cells.filter(({ shortName }) => toldBefore[shortName]);
	for (const [nth, cell] of nominated.entries()) {
		const figures = toldBefore[cell.shortName] ?? {};
		// The last one is late by a day.
		await nominate(stage, cell, {
			awardId,
			daysAgo: nth === nominated.length - 1 ? 329 : 335 - nth,
			figures,
			signs: true,
		});
	}
	await fixFigures(stage.at(officer, 326, 9), { awardId });
	const voters = [head, ...cells.map(headOf)];
	await recordSession(stage.at(officer, 318, 16), {
		awardId,
		metOn: addDays(stage.today, -318),
		ballot: 'secret',
		voters: voters.map(({ personId }, nth) => ({ personId, isPresent: nth !== voters.length - 1 })),
	});
	const ballots = String(voters.length - 1);
	const votes = [6, 4, 5, 1];
	await recordVote(stage.at(officer, 318, 17), {
		awardId,
		handedOut: ballots,
		returned: ballots,
		valid: ballots,
		counts: nominated.map((cell, nth) => ({
			unitId: cell.unitId,
			votes: Math.min(votes[nth] ?? 0, voters.length - 2),
		})),
	});
	await decideAward(stage.at(head, 315, 9), {
		awardId,
		unitIds: [nominated[0], nominated[2]].flatMap((cell) => cell?.unitId ?? []),
		decisionNumber: '07-QĐ/ĐU',
		decisionOn: addDays(stage.today, -316),
	});
};

/** The title of this year: two cells have signed, one is nominated by the committee, the cell of the story is writing. */
const playOpen = async (stage: Stage, committee: Committee, cells: readonly Cell[]): Promise<void> => {
	const { officer, unitId } = committee;
	const year = stage.today.slice(0, 4);
	const { awardId } = await openAward(stage.at(officer, 12, 9), {
		unitId,
		name: `Tổ chức cơ sở đảng tiêu biểu năm ${year}`,
		year,
		wanted: '2',
		kinds: ['cell'],
		note: 'Nêu việc làm có kết quả đo được. Số liệu lấy từ hồ sơ trên hệ thống; đơn vị chỉ ghi những điều hồ sơ không đếm được, kèm căn cứ.',
		nominateBy: addDays(stage.today, 9),
		decideBy: addDays(stage.today, 25),
	});
	const named = (shortName: string): Cell | undefined => cells.find((cell) => cell.shortName === shortName);
	const health = named('Chi bộ Sở Y tế');
	if (health) await nominateUnits(stage.at(officer, 10, 9), { awardId, unitIds: [health.unitId] });
	for (const [shortName, daysAgo] of [
		['Chi bộ Sở Nội vụ', 6],
		['Chi bộ Sở Tài chính', 5],
		['Chi bộ Sở Xây dựng', 2],
	] as const) {
		const cell = named(shortName);
		const ways = nominationTexts[shortName]?.ways ?? '0';
		if (cell) await nominate(stage, cell, { awardId, daysAgo, figures: { ways }, signs: true });
	}
	const own = cells.find((cell) => cell.unitId === stage.unitId);
	const deputy = own?.people.find(({ part }) => part.roles.includes('deputy'));
	const ways = nominationTexts['Chi bộ Sở TT&TT']?.ways ?? '0';
	if (own && deputy)
		await nominate(stage, own, { awardId, daysAgo: 1, figures: { ways }, signs: false, by: deputy });
};

/** An inspection of a cell that is nominated, whose tasks were confirmed: its figures are verified. */
const playVerified = async (stage: Stage, { officer, unitId }: Committee, cell: Cell): Promise<void> => {
	const { inspectionId } = await openInspection(stage.at(officer, 18, 9), {
		unitId,
		inspectedUnitId: cell.unitId,
		title: 'Thẩm tra kết quả nhiệm vụ phục vụ bình xét danh hiệu',
		decisionNumber: '20-QĐ/ĐU',
		decisionOn: addDays(stage.today, -19),
		purpose: 'Đối chiếu kết quả nhiệm vụ đã báo cáo với minh chứng.',
		periodFrom: `${stage.today.slice(0, 4)}-01-01`,
		periodTo: stage.today,
		kinds: ['task'],
		inspectorIds: [officer.personId],
		startsOn: addDays(stage.today, -18),
		endsOn: addDays(stage.today, 1),
	});
	const { count } = await takeRecords(stage.at(officer, 18, 10), { inspectionId, kind: 'task', way: 'full' });
	if (count === 0) return;
	const { records } = await look(stage.at(officer, 17), (tx) =>
		inspectionPage(tx, officer, { inspectionId, today: stage.today }),
	);
	for (const [nth, { id: recordId }] of records.entries()) {
		await openRecord(stage.at(officer, 17, 8 + nth), { inspectionId, recordId });
		await find(stage.at(officer, 16, 8 + nth), { inspectionId, recordId, outcome: 'confirmed' });
	}
	await report(stage.at(officer, 15, 9), {
		inspectionId,
		notes: 'Nhiệm vụ có kết quả, minh chứng đúng với báo cáo.',
	});
	await answer(stage.at(headOf(cell), 14, 9), {
		inspectionId,
		words: 'Chi bộ thống nhất với kết quả thẩm tra.',
	});
	await conclude(stage.at(officer, 13, 9), {
		inspectionId,
		conclusion: 'Kết quả nhiệm vụ của chi bộ được xác nhận, làm căn cứ bình xét danh hiệu năm.',
		concludedOn: addDays(stage.today, -13),
	});
};

/** Titles for the cells of the committee: last year's is decided, this year's is open. */
export const playNominations = async (
	stage: Stage,
	committee: Committee,
	cells: readonly Cell[],
): Promise<void> => {
	await playRules(stage, committee, 346);
	await playDecided(stage, committee, cells);
	const finance = cells.find(({ shortName }) => shortName === 'Chi bộ Sở Tài chính');
	if (finance) await playVerified(stage, committee, finance);
	await playOpen(stage, committee, cells);
};
