import {
	agreePlan,
	answerLimit,
	closeLimit,
	doStep,
	planLimit,
} from '#lib/features/limits/commands.server.ts';
import { giveLimit, openLimit } from '#lib/features/limits/give.server.ts';
import { limitPage } from '#lib/features/limits/queries.server.ts';
import { agree, setConsent } from '#lib/features/recognition/commands.server.ts';
import { propose } from '#lib/features/recognition/propose.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { type DeedStory, deeds, type LimitStory, limits } from './recognition-texts.ts';

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

const honour = async (stage: Stage, { secretary, who }: Cast, story: DeedStory): Promise<void> => {
	const { daysAgo } = story;
	const person = story.person === undefined ? null : who(story.person);
	const { recognitionId } = await propose(stage.at(who(story.proposer), daysAgo, 16), {
		unitId: stage.unitId,
		kind: 'example',
		title: story.title,
		deed: story.deed,
		field: story.field,
		evidenceText: story.evidence,
		...(person
			? { personId: person.personId }
			: {
					collective: story.collective,
					memberIds: (story.members ?? []).map((nth) => who(nth).personId),
				}),
	});
	await agree(stage.at(secretary, daysAgo - 3, 10), {
		recognitionId,
		committeeOn: addDays(stage.today, -(daysAgo - 2)),
	});
	if (person && story.consents)
		await setConsent(stage.at(person, daysAgo - 4, 20), { recognitionId, consent: 'yes' });
};

const talkOver = async (stage: Stage, { secretary, deputy, who }: Cast, story: LimitStory): Promise<void> => {
	const { daysAgo } = story;
	const person = who(story.person);
	const { limitId } = await giveLimit(stage.at(secretary, daysAgo, 9), {
		unitId: stage.unitId,
		personId: person.personId,
		kind: story.kind,
		source: 'described',
		fact: story.fact,
		factOn: addDays(stage.today, -daysAgo - 1),
		evidence: story.evidence,
		words: story.words,
	});
	await openLimit(stage.at(person, daysAgo, 14), { limitId });
	await answerLimit(stage.at(person, daysAgo - 1, 20), { limitId, answer: story.answer });
	for (const { body, inDays } of story.plan)
		await planLimit(stage.at(person, daysAgo - 1, 21), {
			limitId,
			body,
			dueOn: addDays(stage.today, inDays - daysAgo),
		});
	await agreePlan(stage.at(deputy, daysAgo - 2, 9), { limitId });
	const page = await look(stage.at(person, daysAgo, 8), (tx) =>
		limitPage(tx, person, { limitId, today: stage.today }),
	);
	for (const [nth, step] of page.steps.entries()) {
		const result = story.results[nth];
		if (result)
			await doStep(stage.at(person, Math.max(1, daysAgo - (story.plan[nth]?.inDays ?? 1)), 17), {
				limitId,
				stepId: step.id,
				result,
			});
	}
	if (story.conclusion)
		await closeLimit(stage.at(deputy, daysAgo - story.closedAfter, 10), {
			limitId,
			conclusion: story.conclusion,
		});
};

/**
 * The good examples of the year of the sample cell, three of people and one of a collective; and what was talked over with
 * people about their work: twice put right and concluded, once with a plan that is going on.
 */
export const playRecognition = async (stage: Stage): Promise<void> => {
	const cast = castOf(stage);
	for (const story of deeds) await honour(stage, cast, story);
	for (const story of limits) await talkOver(stage, cast, story);
};
