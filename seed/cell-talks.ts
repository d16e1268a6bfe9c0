import { talkDays } from '#lib/features/talks/domain/days.ts';
import { proposeRota } from '#lib/features/talks/domain/rota.ts';
import { shippedTalkRule } from '#lib/features/talks/domain/rules.ts';
import { enterLeave } from '#lib/features/talks/leave.server.ts';
import { addTheme } from '#lib/features/talks/plan.server.ts';
import {
	answerResponse,
	markPresented,
	respondToTalk,
	setTalkConsent,
} from '#lib/features/talks/present.server.ts';
import { talksPage } from '#lib/features/talks/queries.server.ts';
import { assignTalkReviewer, remarkOnTalk, reviewTalk } from '#lib/features/talks/review.server.ts';
import { changeTalk, drawUpRota, publishRota } from '#lib/features/talks/rota.server.ts';
import { chooseTheme, saveTalk, sendTalk } from '#lib/features/talks/writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays, type Day, daysBetween } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { draft, firstVersion, inReview, presented, type TalkStory, yearThemes } from './talk-texts.ts';

/** So long before today the rota was drawn up; the talks of the months before are not in the system. */
const DRAWN_UP = 100;

type Cast = { secretary: Player; deputy: Player; who: (key: string | number) => Player };

const castOf = (stage: Stage): Cast => {
	const holding = (role: Player['part']['roles'][number]): Player => {
		const found = stage.people.find(({ part }) => part.roles.includes(role));
		if (!found) throw new Error(`The sample has no ${role}`);
		return found;
	};
	const quiet = stage.people.filter(({ part }) => part.roles.length === 0 && !part.login);
	return {
		secretary: holding('secretary'),
		deputy: holding('deputy'),
		who: (key) => {
			const found =
				typeof key === 'number'
					? quiet[key % quiet.length]
					: stage.people.find(({ part }) => part.login === key);
			if (!found) throw new Error(`The sample has no ${key}`);
			return found;
		},
	};
};

/** The talks of the cell by their days, as the secretary sees them. */
const talksByDay = async (stage: Stage, secretary: Player): Promise<Map<Day, string>> => {
	const page = await look(stage.at(secretary, DRAWN_UP), (tx) =>
		talksPage(tx, secretary, { unitId: stage.unitId, today: stage.today, year: null, theme: '', page: 1 }),
	);
	return new Map(page.next.map(({ heldOn, id }) => [heldOn, id]));
};

/** Two talks of the past months, the next one and the one after it, and four months more; the last is planned and not published. */
const daysOf = ({ today }: Stage): Day[] => {
	const past = talkDays(shippedTalkRule, addDays(today, -DRAWN_UP + 5), addDays(today, -1)).slice(-2);
	const ahead = talkDays(shippedTalkRule, addDays(today, 3), addDays(today, 220)).slice(0, 6);
	return [...past, ...ahead];
};

const write = async (
	stage: Stage,
	{ secretary, deputy, who }: Cast,
	talkId: string,
	story: TalkStory,
	sentDaysAgo: number,
): Promise<void> => {
	const speaker = who(story.speaker);
	const first = story.returned ? firstVersion : story.body;
	await saveTalk(stage.at(speaker, sentDaysAgo, 20), {
		talkId,
		revision: 0,
		title: story.title,
		body: first,
	});
	await sendTalk(stage.at(speaker, sentDaysAgo, 21), { talkId });
	await assignTalkReviewer(stage.at(secretary, sentDaysAgo - 1, 7), { talkId, reviewerId: deputy.personId });
	if (!story.returned) return;
	await remarkOnTalk(stage.at(deputy, sentDaysAgo - 1, 9), {
		talkId,
		passage: 'chỗ nào họ hỏi lại thì sửa tiếp',
		body: 'Sau khi sửa thì kết quả thế nào?',
	});
	await reviewTalk(stage.at(deputy, sentDaysAgo - 1, 10), {
		talkId,
		outcome: 'returned',
		words: story.returned,
	});
	await saveTalk(stage.at(speaker, sentDaysAgo - 1, 20), {
		talkId,
		revision: 2,
		title: story.title,
		body: story.body,
	});
	await sendTalk(stage.at(speaker, sentDaysAgo - 1, 21), { talkId });
};

const present = async (
	stage: Stage,
	cast: Cast,
	talkId: string,
	story: TalkStory,
	heldOn: Day,
	documentId: string | undefined,
): Promise<void> => {
	const daysAgo = daysBetween(heldOn, stage.today);
	const speaker = cast.who(story.speaker);
	if (documentId)
		await chooseTheme(stage.at(speaker, daysAgo + 9, 20), { talkId, theme: story.theme, documentId });
	await write(stage, cast, talkId, story, daysAgo + 8);
	await reviewTalk(stage.at(cast.deputy, daysAgo + 5, 10), {
		talkId,
		outcome: 'accepted',
		words: 'Nói chậm ở đoạn có con số.',
	});
	await markPresented(stage.at(speaker, daysAgo, 8), { talkId });
	await setTalkConsent(stage.at(speaker, daysAgo, 11), { talkId, consent: 'yes' });
	for (const { by, body, answer } of story.responses ?? []) {
		const listener = cast.who(by);
		await respondToTalk(stage.at(listener, daysAgo, 14), { talkId, body });
		if (answer)
			await answerResponse(stage.at(speaker, daysAgo, 16), { talkId, personId: listener.personId, answer });
	}
};

/**
 * Half a year of talks under the flag of the sample cell: two were presented, one is in review, one is being written, the others are
 * given to people by the fair rota; the last month is planned and not published yet.
 */
export const playTalks = async (stage: Stage, ids: ReadonlyMap<string, string>): Promise<void> => {
	const cast = castOf(stage);
	const { secretary, deputy, who } = cast;
	const { unitId, today } = stage;
	const years = [...new Set([today, addDays(today, 220)].map((day) => Number(day.slice(0, 4))))];
	for (const year of years)
		for (const theme of yearThemes)
			await addTheme(stage.at(secretary, DRAWN_UP + 1), { unitId, year, ...theme });
	const days = daysOf(stage);
	const told = [...presented, inReview, draft];
	const speakers = told.map(({ speaker }) => who(speaker).personId);
	const turns = proposeRota({
		days: days.slice(told.length),
		people: stage.people.map(({ personId }) => ({
			personId,
			spokenOn: speakers.includes(personId) ? [today] : [],
			leaves: [],
		})),
		gapDays: shippedTalkRule.gapDays,
	});
	const slots = days.map((day, at) => `${day} ${speakers[at] ?? turns[at - told.length]?.personId ?? ''}`);
	await drawUpRota(stage.at(secretary, DRAWN_UP, 9), { unitId, slots: slots.slice(0, -1) });
	await publishRota(stage.at(secretary, DRAWN_UP, 10), { unitId });
	const talks = await talksByDay(stage, secretary);
	const idOn = (nth: number): string => talks.get(days[nth] ?? '') ?? '';
	for (const [nth, story] of told.entries())
		await changeTalk(stage.at(secretary, DRAWN_UP, 11), {
			talkId: idOn(nth),
			heldOn: days[nth],
			place: shippedTalkRule.place,
			speakerId: who(story.speaker).personId,
			theme: story.theme,
		});
	for (const [nth, story] of presented.entries())
		await present(stage, cast, idOn(nth), story, days[nth] ?? today, ids.get(story.about ?? ''));
	await write(stage, cast, idOn(2), inReview, 2);
	await saveTalk(stage.at(who(draft.speaker), 1, 20), {
		talkId: idOn(3),
		revision: 0,
		title: draft.title,
		body: draft.body,
	});
	await drawUpRota(stage.at(deputy, 3, 9), { unitId, slots: slots.slice(-1) });
	// Somebody who is in the rota is away on the day: it shows that the talk is to be replaced.
	const away = turns[1];
	const person = stage.people.find(({ personId }) => personId === away?.personId);
	if (away && person)
		await enterLeave(stage.at(person, 1, 15), {
			unitId,
			personId: person.personId,
			kind: 'travel',
			fromDay: addDays(away.day, -2),
			toDay: addDays(away.day, 2),
		});
};
