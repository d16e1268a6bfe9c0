import { openCampaign } from '#lib/features/commitments/campaign-life.server.ts';
import { beginCampaign, changeCampaign } from '#lib/features/commitments/campaigns.server.ts';
import { checkRegistration, selfCheck } from '#lib/features/commitments/checking.server.ts';
import { confirmRegistrations } from '#lib/features/commitments/confirming.server.ts';
import { handInRegistration } from '#lib/features/commitments/hand-in.server.ts';
import { closeQuarter, openQuarter } from '#lib/features/commitments/quarters.server.ts';
import { campaignPage } from '#lib/features/commitments/queries.server.ts';
import { saveRegistration } from '#lib/features/commitments/writing.server.ts';
import { clausesOf } from '#lib/features/library/public.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { acts, contents, criteria, exampleFields, limits, type RegisteredAct } from './commitment-texts.ts';

/** Days before today on which it was opened, and those within which people registered. */
const OPENED = 288;
const CONFIRMED = 268;
/** So many days after its last day a quarter is closed. */
const CLOSED_AFTER = 12;
/** The place of the one who has not registered. */
const MISSING = 25;

type Registered = { registrationId: string; player: Player; acts: readonly RegisteredAct[] };
type Items = { contents: readonly { id: string }[]; fields: readonly { id: string }[] };

/** Which contents somebody registers for: all professional work or public-service ethics, and one more; who leads sets an example. */
const choiceOf = (nth: number, leads: boolean): number[] => [
	leads ? 5 : nth % 2 === 0 ? 0 : 3,
	leads ? 0 : ([1, 2, 4][nth % 3] ?? 1),
];
const actOf = (content: number, nth: number): RegisteredAct => {
	const list = acts[content] ?? [];
	const found = list[Math.floor(nth / 2) % list.length];
	if (!found) throw new Error('The sample has no act for a content');
	return found;
};

const fieldsOf = (items: Items, chosen: readonly number[], nth: number): Record<string, string> => {
	const fields: Record<string, string> = {
		'part:thought':
			'Đọc, nghiên cứu đủ văn bản được phát hành trong thời hạn; liên hệ với việc của mình trong bài thu hoạch.',
		'part:limits': limits[nth % limits.length] ?? '',
	};
	for (const [at, content] of chosen.entries()) {
		const one = actOf(content, nth);
		const put = (piece: string, text: string | undefined): void => {
			if (text) fields[`e:a-${at}:${piece}`] = text;
		};
		put('content', items.contents[content]?.id);
		put('act', one.act);
		put('measure', one.measure);
		put('evidence', one.evidence);
		for (const [quarter, mark] of one.marks.entries()) put(`q${quarter + 1}`, mark);
		if (at === 0) put('field', items.fields[[0, 1, 2, 3, 0, 3][content] ?? 0]?.id);
	}
	return fields;
};

const register = async (stage: Stage, campaignId: string, items: Items): Promise<Registered[]> => {
	const registered: Registered[] = [];
	for (const [nth, player] of stage.people.entries()) {
		if (nth === MISSING) continue;
		const chosen = choiceOf(
			nth,
			player.part.roles.some((role) => role !== 'clerk'),
		);
		const door = stage.at(player, OPENED - 4 - (nth % 9), 20);
		await saveRegistration(door, { campaignId, revision: 0, fields: fieldsOf(items, chosen, nth) });
		const { registrationId } = await handInRegistration(door, { campaignId });
		registered.push({ registrationId, player, acts: chosen.map((content) => actOf(content, nth)) });
	}
	// The cell itself, towards an advanced collective.
	const chair = stage.people.find(({ part }) => part.roles.includes('secretary'));
	if (!chair) throw new Error('The sample has no secretary');
	const door = stage.at(chair, OPENED - 6, 21);
	const fields = fieldsOf(items, [0, 3], 0);
	await saveRegistration(door, { campaignId, revision: 0, fields, ofUnit: stage.unitId });
	const { registrationId } = await handInRegistration(door, { campaignId, ofUnit: stage.unitId });
	registered.push({ registrationId, player: chair, acts: [actOf(0, 0), actOf(3, 0)] });
	return registered;
};

const checkQuarter = async (
	stage: Stage,
	of: {
		campaignId: string;
		quarter: number;
		dueOn: Day;
		chair: Player;
		checkers: ReadonlyMap<string, Player>;
		unitId: string;
	},
	registered: readonly Registered[],
): Promise<void> => {
	const ago = (day: Day): number => daysBetween(day, stage.today);
	await openQuarter(stage.at(of.chair, ago(addDays(of.dueOn, -10)), 7), of);
	for (const [nth, { registrationId, player, acts: own }] of registered.entries()) {
		// A few fall short in the middle of the year, and one sees it better than the committee does.
		const self = own.map((_, at) => ((nth + of.quarter * 3 + at) % 11 === 0 ? 'partly' : 'met'));
		await selfCheck(stage.at(player, ago(of.dueOn) + 3 - (nth % 4), 19), {
			registrationId,
			quarter: of.quarter,
			entries: own.map((act, at) => ({ entryKey: `a-${at}`, outcome: self[at], done: act.done })),
		});
		const checker = of.checkers.get(registrationId);
		if (!checker) throw new Error('A registration of the sample has nobody who checks it');
		const isOtherwise = nth === 9 && of.quarter === 3;
		await checkRegistration(stage.at(checker, Math.max(0, ago(of.dueOn) - 4 - (nth % 5)), 16), {
			registrationId,
			quarter: of.quarter,
			entries: own.map((_, at) => ({
				entryKey: `a-${at}`,
				outcome: isOtherwise && at === 0 ? 'partly' : self[at],
				words:
					isOtherwise && at === 0 ? 'Số liệu một cửa còn 3 hồ sơ trễ; đề nghị rà lại cùng trưởng phòng.' : '',
			})),
		});
	}
	await closeQuarter(stage.at(of.chair, ago(addDays(of.dueOn, CLOSED_AFTER)), 15), of);
};

/** The campaign of the year from the thematic resolution, with its six contents: registered, confirmed, and each quarter that is over checked. */
export const playCommitments = async (
	stage: Stage,
	documents: ReadonlyMap<string, string>,
): Promise<void> => {
	const role = (name: string): Player | undefined =>
		stage.people.find(({ part }) => part.roles.some((held) => held === name));
	const [chair, deputy] = [role('secretary'), role('deputy')];
	const documentId = documents.get('nghi-quyet-05-nq-cb.txt');
	if (!chair || !deputy || !documentId) throw new Error('The sample has nothing to register for');
	const lead = stage.at(chair, OPENED, 9);
	const clauses = await look(lead, (tx) => clausesOf(tx, chair.tenantId, documentId));
	const startsOn = addDays(stage.today, -OPENED);
	const registerBy = addDays(stage.today, -CONFIRMED);
	const { campaignId } = await beginCampaign(lead, {
		unitId: stage.unitId,
		documentId,
		title: 'Đăng ký học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh trong năm',
		purpose:
			'Mỗi người một việc làm cụ thể, thấy được, đo được; chi bộ kiểm tra từng quý, hướng tới tập thể tiên tiến.',
		startsOn,
		endsOn: addDays(startsOn, 364),
		registerBy,
	});
	await changeCampaign(lead, {
		campaignId,
		title: 'Đăng ký học tập, làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh trong năm',
		purpose:
			'Mỗi người một việc làm cụ thể, thấy được, đo được; chi bộ kiểm tra từng quý, hướng tới tập thể tiên tiến.',
		registerBy,
		audience: 'unit',
		showsRegistered: true,
		unitRegisters: true,
		contents: contents.map(({ clause, ...content }) => ({
			...content,
			clauseId: clause
				? clauses.find(({ text, heading }) => `${heading ?? ''} ${text}`.includes(clause))?.id
				: undefined,
		})),
		criteria,
		fields: exampleFields,
		quarters: [],
	});
	await openCampaign(lead, { campaignId });
	const page = await look(lead, (tx) => campaignPage(tx, chair, campaignId, stage.today));
	const registered = await register(stage, campaignId, page);
	const own = registered.filter(({ player }) => player === chair).map(({ registrationId }) => registrationId);
	const others = registered
		.filter(({ player }) => player !== chair)
		.map(({ registrationId }) => registrationId);
	await confirmRegistrations(stage.at(chair, CONFIRMED, 10), { registrationIds: others });
	await confirmRegistrations(stage.at(deputy, CONFIRMED, 10), { registrationIds: own });
	const known = await look(lead, (tx) => campaignPage(tx, chair, campaignId, stage.today));
	const checkers = new Map(
		known.people.flatMap(({ registrationId, checkerId }): [string, Player][] => {
			const player = stage.people.find(({ personId }) => personId === checkerId);
			return registrationId && player ? [[registrationId, player]] : [];
		}),
	);
	for (const { quarter, dueOn } of page.quarters)
		if (dueOn > registerBy && addDays(dueOn, CLOSED_AFTER) < stage.today)
			await checkQuarter(
				stage,
				{ campaignId, quarter, dueOn, chair, checkers, unitId: stage.unitId },
				registered,
			);
};
