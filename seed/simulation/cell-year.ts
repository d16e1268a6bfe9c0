import { addDays, type Day } from '#lib/shared/calendar.ts';
import type { Random } from '../random.ts';

/** A document that went out to the units below the one that holds it. */
export type SentDocument = { id: string; holderId: string; clauseIds: string[]; issuedOn: Day };

type TaskOfYear = {
	dueOn: Day;
	state: 'assigned' | 'in_progress' | 'accepted';
	reportedOn: Day | null;
	proved: boolean;
	document: SentDocument;
};

/** What a cell came to in a year, in numbers: the same whether rows are written of it or counts alone. */
export type CellYear = {
	year: number;
	people: number;
	documents: { document: SentDocument; publishedOn: Day; studied: number; carriedOut: boolean }[];
	tasks: TaskOfYear[];
	round: { startsOn: Day; present: number; papers: number };
	campaign: { startsOn: Day; registered: number; confirmed: number; checked: (number | null)[] };
	exampleOn: Day | null;
};

export const quarterOf = (day: Day): number => Math.ceil(Number(day.slice(5, 7)) / 3);
const firstOf = (year: number, quarter: number): Day =>
	`${year}-${String(quarter * 3 - 2).padStart(2, '0')}-01`;

const taskOf = (
	random: Random,
	year: number,
	skill: number,
	today: Day,
	document: SentDocument,
): TaskOfYear => {
	const dueOn = addDays(`${year}-02-01`, random.below(330));
	const isPast = dueOn < today;
	const isDone = random.chance(isPast ? 0.55 + skill * 0.42 : skill * 0.15);
	const wanted = addDays(dueOn, random.chance(skill) ? -1 - random.below(9) : 1 + random.below(20));
	const reportedOn = wanted < today ? wanted : addDays(today, -1);
	return {
		dueOn,
		state: isDone ? 'accepted' : random.chance(0.5) ? 'in_progress' : 'assigned',
		reportedOn: isDone ? reportedOn : null,
		proved: isDone && random.chance(0.5 + skill / 2),
		document,
	};
};

/** A year of a cell: the better it works, the further the chain comes; it thins out from step to step. */
export const cellYear = (
	random: Random,
	given: { year: number; people: number; documents: readonly SentDocument[]; today: Day },
): CellYear => {
	const { year, people, today } = given;
	const skill = 0.45 + random.next() * 0.55;
	const part = (share: number): number => Math.min(people, Math.max(0, Math.round(people * share)));
	const reached = (day: Day): boolean => day <= today;
	const documents = given.documents
		.map((document) => ({ document, publishedOn: addDays(document.issuedOn, 2 + random.below(12)) }))
		.filter(({ publishedOn }) => reached(publishedOn))
		.map((sent) => ({
			...sent,
			studied: part(0.35 + skill * 0.65 * (0.7 + random.next() * 0.3)),
			carriedOut: random.chance(0.25 + skill * 0.6),
		}));
	const carried = documents.filter(({ carriedOut }) => carriedOut);
	const tasks = Array.from({ length: 4 + random.below(6) }, () =>
		carried.length > 0 ? taskOf(random, year, skill, today, random.pick(carried).document) : null,
	).filter((task) => task !== null);
	const present = part(0.5 + skill * 0.5);
	const registered = part(0.4 + skill * 0.6);
	const confirmed = Math.round(registered * (0.7 + random.next() * 0.3));
	return {
		year,
		people,
		documents,
		tasks,
		round: {
			startsOn: addDays(`${year}-03-01`, random.below(60)),
			present,
			papers: Math.round(present * (0.4 + skill * 0.6)),
		},
		campaign: {
			startsOn: `${year}-01-05`,
			registered,
			confirmed,
			checked: [1, 2, 3, 4].map((quarter) =>
				reached(addDays(firstOf(year, quarter), 80))
					? Math.round(confirmed * Math.min(1, skill * (1.1 - quarter * 0.08)))
					: null,
			),
		},
		exampleOn:
			random.chance(skill * 0.4) && reached(`${year}-07-01`)
				? addDays(`${year}-03-01`, random.below(120))
				: null,
	};
};
