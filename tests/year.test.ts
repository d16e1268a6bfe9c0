import { expect, test } from 'vitest';
import { openCampaign } from '#lib/features/commitments/campaign-life.server.ts';
import { beginCampaign, changeCampaign } from '#lib/features/commitments/campaigns.server.ts';
import { checkRegistration, selfCheck } from '#lib/features/commitments/checking.server.ts';
import { confirmRegistrations } from '#lib/features/commitments/confirming.server.ts';
import { type EntryOutcome, outcomes } from '#lib/features/commitments/domain/states.ts';
import '#lib/features/commitments/figures.server.ts';
import { handInRegistration } from '#lib/features/commitments/hand-in.server.ts';
import { openQuarters } from '#lib/features/commitments/jobs.server.ts';
import { commitmentStandings } from '#lib/features/commitments/public.server.ts';
import { closeQuarter } from '#lib/features/commitments/quarters.server.ts';
import { campaignPage } from '#lib/features/commitments/queries.server.ts';
import { saveRegistration } from '#lib/features/commitments/writing.server.ts';
import {
	agreePlan,
	answerLimit,
	closeLimit,
	doStep,
	planLimit,
} from '#lib/features/limits/commands.server.ts';
import '#lib/features/limits/figures.server.ts';
import { giveLimit, openLimit } from '#lib/features/limits/give.server.ts';
import { limitsOf } from '#lib/features/limits/public.server.ts';
import { limitPage } from '#lib/features/limits/queries.server.ts';
import { agree } from '#lib/features/recognition/commands.server.ts';
import '#lib/features/recognition/figures.server.ts';
import { propose } from '#lib/features/recognition/propose.server.ts';
import { concludeReview, settleResults } from '#lib/features/reviews/conclude.server.ts';
import type { Marks } from '#lib/features/reviews/domain/points.ts';
import { openReview } from '#lib/features/reviews/open.server.ts';
import '#lib/features/reviews/own-figures.server.ts';
import { yearRecord } from '#lib/features/reviews/public.server.ts';
import { rate, rateSelf } from '#lib/features/reviews/rate.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { buildPerson, buildTenant, buildUnit } from './support/builders.ts';
import { useDatabase } from './support/database.ts';
import { sceneDocument, scenePublication } from './support/trace-scene.ts';

// What the cell of the brief did in 2017, as a whole year of 27 people through the commands, the clock at the day of each.
const database = useDatabase('2026-12-31T09:00:00+07:00');
type Person = Actor & { personId: string };

const titles = ['Chuyên môn', 'Phong trào', 'Đoàn kết', 'Đạo đức công vụ', 'Tiết kiệm', 'Nêu gương'];
const quarterEnds = ['2026-03-31', '2026-06-30', '2026-09-30', '2026-12-31'] as const;

const cast = async () => {
	const tenant = await buildTenant(database);
	const cell = await buildUnit(database, tenant, 'Chi bộ Sở Thông tin và Truyền thông');
	const held = [['secretary'], ['deputy'], ['committee_member'], ['committee_member']] as const;
	const people: Person[] = [];
	for (let nth = 0; nth < 27; nth++)
		people.push(
			await buildPerson(database, tenant, cell, `Nguyễn Văn ${nth}`, {
				standing: nth < 22 ? 'official' : 'non_party',
				roles: [...(held[nth] ?? [])],
			}),
		);
	const who = (nth: number): Person => {
		const person = people[nth];
		if (!person) throw new Error(`nobody is ${nth}`);
		return person;
	};
	const [secretary, deputy] = [who(0), who(1)];
	const on = (actor: Actor, day: Day, hour = '09') =>
		database.door(actor, fixedClock(`${day}T${hour}:00:00+07:00`));
	const heldMeeting = async (day: Day): Promise<string> => {
		const id = crypto.randomUUID();
		await database.owner`insert into meeting (tenant_id, id, unit_id, kind, title, starts_at, minutes_planned, chair_id, taker_id, state, check_in_code, created_by, created_at)
			values (${tenant.tenantId}, ${id}, ${cell.id}, 'regular', 'Họp chi bộ', ${`${day}T08:00:00+07:00`}, 90, ${secretary.personId}, ${deputy.personId}, 'closed', '1', ${secretary.personId}, now())`;
		return id;
	};
	return { tenant, cell, people, who, secretary, deputy, on, heldMeeting };
};
type Cast = Awaited<ReturnType<typeof cast>>;

/** What is found of an entry, by a rule that touches everybody and every quarter differently. */
const plantedOutcome = (nth: number, quarter: number, at: number): EntryOutcome =>
	outcomes[((nth * 5 + quarter * 2 + at * 3) % 7) % 3] ?? 'met';

/** January: the campaign is opened, everybody registers, the committee confirms, nobody the own. */
const register = async ({ cell, people, secretary, deputy, on }: Cast) => {
	const document = await sceneDocument(
		database,
		{ tenantId: secretary.tenantId, root: cell },
		cell,
		secretary.personId,
		titles,
	);
	await scenePublication(
		database,
		{ tenantId: secretary.tenantId, root: cell },
		cell,
		document.id,
		secretary.personId,
		{ readBy: '2026-12-01', assigned: 27, opened: 0, studied: 0, readers: {} },
	);
	const lead = on(secretary, '2026-01-05');
	const plan = { title: 'Đăng ký năm 2026', registerBy: '2026-01-31' };
	const { campaignId } = await beginCampaign(lead, {
		...plan,
		unitId: cell.id,
		documentId: document.id,
		startsOn: '2026-01-01',
		endsOn: '2026-12-31',
	});
	await changeCampaign(lead, {
		...plan,
		campaignId,
		audience: 'unit',
		contents: titles.map((title, at) => ({ title, clauseId: document.sections[at]?.id })),
		criteria: ['Chấp hành giờ giấc'],
		fields: titles.slice(0, 4),
		quarters: [],
	});
	await openCampaign(lead, { campaignId });
	const { contents } = await look(lead, (tx) => campaignPage(tx, secretary, campaignId, '2026-01-05'));
	const ids = new Map<string, string>();
	for (const [nth, person] of people.entries()) {
		const fields: Record<string, string> = {};
		for (const at of [0, 1]) {
			fields[`e:a-${at}:content`] = contents[(nth + at) % 6]?.id ?? '';
			fields[`e:a-${at}:act`] = `Việc ${at + 1} của người ${nth}`;
		}
		const door = on(person, '2026-01-12', '20');
		await saveRegistration(door, { campaignId, revision: 0, fields });
		ids.set(person.personId, (await handInRegistration(door, { campaignId })).registrationId);
	}
	const idOf = ({ personId }: Person): string => ids.get(personId) ?? '';
	await confirmRegistrations(on(secretary, '2026-01-30'), {
		registrationIds: people.filter((person) => person !== secretary).map(idOf),
	});
	await confirmRegistrations(on(deputy, '2026-01-30'), { registrationIds: [idOf(secretary)] });
	const known = await look(lead, (tx) => campaignPage(tx, secretary, campaignId, '2026-02-01'));
	const checkerOf = ({ personId }: Person): Person => {
		const row = known.people.find((one) => one.personId === personId);
		const checker = people.find((one) => one.personId === row?.checkerId);
		if (!checker) throw new Error('nobody checks');
		return checker;
	};
	return { campaignId, idOf, checkerOf };
};

const tasks = { planned: 10, done: 10, faults: 0, late: 0, beyond: 0 };
const full = { politics: 8, ethics: 8, style: 7, discipline: 7 };
/** Whose year was what: three stood out, one was late once, one left a third undone; everybody else did well. */
const marksOf = (nth: number): Marks => {
	if ([5, 9, 14].includes(nth)) return { general: full, tasks: { ...tasks, beyond: 4 }, fixed: true };
	if (nth === 17) return { general: full, tasks: { ...tasks, late: 1, faults: 12 }, fixed: true };
	if (nth === 20) return { general: full, tasks: { ...tasks, done: 6, late: 4, faults: 6 }, fixed: false };
	return { general: { ...full, style: 5, discipline: 5 }, tasks: { ...tasks, faults: 6 }, fixed: true };
};
const plantedLevel = (nth: number): string =>
	[5, 9, 14].includes(nth) ? 'excellent' : nth === 17 ? 'done' : nth === 20 ? 'not_done' : 'good';

/** A round of reviews: everybody says of themselves, is rated by who heads the cell, is decided on, in the meeting after it. */
const review = async (
	{ cell, people, secretary, deputy, on, heldMeeting }: Cast,
	{ quarter, from }: { quarter: number; from: Day },
): Promise<void> => {
	const isYear = quarter === 0;
	const { roundId } = await openReview(on(secretary, from), {
		unitId: cell.id,
		kind: isYear ? 'year' : 'quarter',
		year: 2026,
		quarter,
		audience: isYear ? 'party_members' : 'unit',
		selfDueOn: addDays(from, 4),
		rateDueOn: addDays(from, 8),
		concludeOn: addDays(from, 10),
	});
	const reviewed = isYear ? people.slice(0, 22) : people;
	const raterOf = (person: Person): Person => (person === secretary ? deputy : secretary);
	for (const person of reviewed) {
		const marks = marksOf(people.indexOf(person));
		await rateSelf(on(person, addDays(from, 2), '20'), {
			roundId,
			marks,
			words: { done: 'Đã làm', fixed: 'Đã khắc phục', duty: 'Gương mẫu' },
			handsIn: true,
		});
		await rate(on(raterOf(person), addDays(from, 6)), {
			roundId,
			personId: person.personId,
			marks,
			words: 'Đúng như tự nhận.',
		});
	}
	const settle = (by: Person, whom: readonly Person[]) =>
		settleResults(on(by, addDays(from, 10), '10'), {
			roundId,
			results: whom.map((person) => ({
				personId: person.personId,
				level: plantedLevel(people.indexOf(person)),
				reason: '',
			})),
		});
	await settle(
		secretary,
		reviewed.filter((person) => person !== secretary),
	);
	await settle(deputy, [secretary]);
	const meetingId = await heldMeeting(addDays(from, 10));
	await concludeReview(on(secretary, addDays(from, 10), '11'), { roundId, meetingId, words: 'Nhất trí.' });
};

/** A quarter: each checks the own registration, who is in charge checks, the cell rates and concludes. */
const quarterOfYear = async (
	all: Cast,
	registered: Awaited<ReturnType<typeof register>>,
	quarter: number,
) => {
	const { people, secretary, on } = all;
	const end = quarterEnds[quarter - 1] ?? '2026-12-31';
	const day = addDays(end, -6);
	const { actor: _nobody, ...clockless } = on(secretary, day);
	expect(await openQuarters({ ...clockless, clock: fixedClock(`${day}T01:00:00+07:00`) })).toBe(1);
	for (const [nth, person] of people.entries()) {
		const registrationId = registered.idOf(person);
		const entries = [0, 1].map((at) => ({
			entryKey: `a-${at}`,
			outcome: plantedOutcome(nth, quarter, at),
			done: 'Đã làm',
			words: '',
		}));
		await selfCheck(on(person, day), { registrationId, quarter, entries });
		await checkRegistration(on(registered.checkerOf(person), day, '15'), {
			registrationId,
			quarter,
			entries,
		});
	}
	await closeQuarter(on(secretary, day, '17'), { campaignId: registered.campaignId, quarter });
	await review(all, { quarter, from: addDays(end, 1) });
};

const honour = async (
	{ cell, secretary, deputy, who, on }: Cast,
	day: Day,
	whom: { person: number } | { collective: string; members: number[] },
): Promise<void> => {
	const { recognitionId } = await propose(on(who(25), day), {
		unitId: cell.id,
		kind: 'example',
		title: 'Số hóa hồ sơ trước hạn hai tháng',
		deed: 'Tự học cách quét, lập danh mục và hoàn thành 4.200 hồ sơ.',
		field: 'Chuyên môn',
		evidenceText: 'Biên bản bàn giao ngày 12.',
		...('person' in whom
			? { personId: who(whom.person).personId }
			: { collective: whom.collective, memberIds: whom.members.map((nth) => who(nth).personId) }),
	});
	const decider = 'person' in whom && who(whom.person) === secretary ? deputy : secretary;
	await agree(on(decider, addDays(day, 2)), { recognitionId, committeeOn: addDays(day, 1) });
};

/** A named fact, told to the person first, answered, put right by a plan and closed by another than who gave it. */
const talkOver = async ({ cell, secretary, deputy, who, on }: Cast, nth: number, day: Day): Promise<void> => {
	const person = who(nth);
	const { limitId } = await giveLimit(on(secretary, day), {
		unitId: cell.id,
		personId: person.personId,
		kind: 'review',
		source: 'described',
		fact: 'Báo cáo tháng gửi chậm hai lần',
		factOn: addDays(day, -3),
		evidence: 'Sổ văn bản đến, số 120 và 141',
		words: 'Đề nghị đồng chí nêu nguyên nhân và cách sửa.',
	});
	await openLimit(on(person, day, '14'), { limitId });
	await answerLimit(on(person, addDays(day, 1)), {
		limitId,
		answer: 'Tôi nhận thiếu sót; hai việc dồn cùng ngày.',
	});
	await planLimit(on(person, addDays(day, 1), '10'), {
		limitId,
		body: 'Lập lịch nhắc trước hạn ba ngày',
		dueOn: addDays(day, 20),
	});
	await agreePlan(on(deputy, addDays(day, 2)), { limitId });
	const { steps } = await look(on(person, addDays(day, 3)), (tx) =>
		limitPage(tx, person, { limitId, today: addDays(day, 3) }),
	);
	for (const { id } of steps)
		await doStep(on(person, addDays(day, 15)), {
			limitId,
			stepId: id,
			result: 'Đã lập lịch, tháng này đúng hạn',
		});
	await closeLimit(on(deputy, addDays(day, 22)), { limitId, conclusion: 'Đã sửa, hai tháng liền đúng hạn.' });
};

test('the record of a year is what was planted, to the person: three individual and one collective examples, two reviewed and set right', async () => {
	const all = await cast();
	const { cell, people, secretary, who, on, tenant } = all;
	const registered = await register(all);
	await quarterOfYear(all, registered, 1);
	await honour(all, '2026-04-20', { person: 5 });
	await talkOver(all, 17, '2026-05-10');
	await quarterOfYear(all, registered, 2);
	await honour(all, '2026-07-20', { person: 9 });
	await honour(all, '2026-08-20', { collective: 'Bộ phận Một cửa', members: [6, 7, 8] });
	await talkOver(all, 20, '2026-08-03');
	await quarterOfYear(all, registered, 3);
	await honour(all, '2026-11-02', { person: 14 });
	await quarterOfYear(all, registered, 4);
	await review(all, { quarter: 0, from: '2027-01-12' });

	const record = await look(on(secretary, '2027-01-31'), (tx) =>
		yearRecord(tx, secretary, cell.id, 2026, '2027-01-31'),
	);
	const figure = (key: string) => record.figures.find((one) => one.key === key);
	const met = people.flatMap((_, nth) =>
		[1, 2, 3, 4].flatMap((quarter) => [0, 1].filter((at) => plantedOutcome(nth, quarter, at) === 'met')),
	).length;
	expect(figure('individual_examples')).toMatchObject({
		value: 3,
		names: [who(5).name, who(9).name, who(14).name],
	});
	expect(figure('collective_examples')).toMatchObject({ value: 1, names: ['Bộ phận Một cửa'] });
	expect(figure('limits')).toMatchObject({ value: 2, of: 2 });
	expect(figure('commitments')).toMatchObject({ value: met, of: 27 * 8 });
	const levels = ['excellent', 'good', 'done', 'not_done'].map((key) => figure(`level_${key}`)?.value ?? 0);
	expect(levels).toEqual([3, 17, 1, 1]);

	const standings = await look(on(secretary, '2027-01-31'), (tx) =>
		commitmentStandings(tx, tenant.tenantId, { unitId: cell.id, year: 2026 }),
	);
	for (const [nth, person] of people.entries()) {
		const count = (quarter: number, wanted: EntryOutcome): number =>
			[0, 1].filter((at) => plantedOutcome(nth, quarter, at) === wanted).length;
		const found = standings.find(({ personId }) => personId === person.personId);
		expect(found?.quarters.map(({ quarter, met, partly, notMet }) => [quarter, met, partly, notMet])).toEqual(
			[1, 2, 3, 4].map((quarter) => [quarter, ...outcomes.map((outcome) => count(quarter, outcome))]),
		);
	}
	// A member sees their own alone.
	expect(
		await look(on(who(10), '2027-01-31'), (tx) =>
			commitmentStandings(tx, tenant.tenantId, { unitId: cell.id, year: 2026 }),
		),
	).toHaveLength(1);

	const rows = await database.owner`select person_id as person, level from review_announced a
		join review_round r on r.tenant_id = a.tenant_id and r.id = a.round_id and r.kind = 'year' where a.tenant_id = ${tenant.tenantId}`;
	for (const { person, level } of rows)
		expect(level).toBe(plantedLevel(people.findIndex(({ personId }) => personId === person)));
	// Closed, they stand in the person's own file and in the year's count, and in no list of anybody.
	for (const nth of [17, 20]) {
		const own = await look(on(who(nth), '2027-01-31'), (tx) => limitsOf(tx, who(nth), who(nth).personId));
		expect(own.map(({ state, kind }) => [state, kind])).toEqual([['closed', 'review']]);
		expect(
			await look(on(secretary, '2027-01-31'), (tx) => limitsOf(tx, secretary, who(nth).personId)),
		).toEqual([]);
	}
	// Nobody decided on their own record, whoever led.
	const [own] = await database.owner`select
		(select count(*)::int from registration where checker_id = person_id or confirmed_by = person_id) as registrations,
		(select count(*)::int from quarter_check where checked_by = person_id) as checks,
		(select count(*)::int from review_rating where rater_id = person_id) as ratings,
		(select count(*)::int from review_result where decided_by = person_id) as results,
		(select count(*)::int from recognition where decided_by = person_id or decided_by = proposer_id) as honours,
		(select count(*)::int from personal_limit where person_id in (given_by, closed_by, plan_agreed_by)) as limits`;
	expect(own).toEqual({ registrations: 0, checks: 0, ratings: 0, results: 0, honours: 0, limits: 0 });
}, 300_000);
