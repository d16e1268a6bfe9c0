/** What is counted of a unit in a quarter, in the order of the chain; each is a column of `unit_progress`. */
export const measures = [
	/** Documents published in the unit; how many people were asked to read them (over all documents), how many studied them. */
	'documents',
	'asked',
	'studied',
	/** Documents that a programme of the unit carries out. */
	'with_programme',
	/** Places in study rounds that somebody had to take, those that were taken or made up; papers wanted and handed in. */
	'study_asked',
	'study_done',
	'papers_asked',
	'papers',
	/** Tasks by the quarter of their deadline: all, accepted, reported by the deadline, accepted with evidence, not reported yet. */
	'tasks',
	'tasks_done',
	'tasks_on_time',
	'tasks_proved',
	'tasks_open',
	/** People who take part in a campaign, and who registered; checks of a quarter that are due, and done. */
	'register_asked',
	'registered',
	'checks_asked',
	'checks_done',
	/** Good examples announced; people whose level of the year was announced, and those of the best level. */
	'examples',
	'rated',
	'rated_best',
	/** Party members at the end of the quarter, or now while it lasts; probationary ones among them. Not to be summed over quarters. */
	'members',
	'probationary',
	/** Who in the quarter was admitted, became official, came from elsewhere, went elsewhere, or is no member any more. */
	'admitted',
	'made_official',
	'came',
	'went',
	'ended',
	/** Members by age at the end of the year, as the unit told them: up to 30, 40, 50, 60, and more. In the row of the fourth quarter. */
	'aged_30',
	'aged_40',
	'aged_50',
	'aged_60',
	'aged_more',
] as const;

export type Measure = (typeof measures)[number];
export type Counts = Record<Measure, number>;

const NOTHING = Object.fromEntries(measures.map((measure) => [measure, 0])) as Counts;

export const noCounts = (): Counts => ({ ...NOTHING });

export const sumOf = (all: readonly Counts[]): Counts => {
	const sum = noCounts();
	for (const counts of all) for (const measure of measures) sum[measure] += counts[measure];
	return sum;
};

/** Rows about no document in particular bear this id: a column of a primary key can not be null. */
export const EVERY_DOCUMENT = '00000000-0000-0000-0000-000000000000';
