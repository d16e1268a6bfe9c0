/**
 * What a report counts, in its order. `of`: the figure against which a share is said. `people`: it is about people, so it is left out
 * beside others where a unit has too few. `href`: where what was counted stands.
 */
type Known = { of?: string; people?: true; href: string };

const known = {
	members: { people: true, href: '/to-chuc' },
	members_probationary: { people: true, href: '/to-chuc' },
	members_new: { people: true, href: '/to-chuc' },
	non_party: { people: true, href: '/to-chuc' },
	meetings: { href: '/hop' },
	meetings_thematic: { href: '/hop' },
	meetings_committee: { href: '/hop' },
	attendance_asked: { people: true, href: '/hop' },
	attendance: { of: 'attendance_asked', people: true, href: '/hop' },
	resolutions: { href: '/nghi-quyet' },
	documents: { href: '/van-ban' },
	reading_asked: { people: true, href: '/van-ban' },
	reading: { of: 'reading_asked', people: true, href: '/van-ban' },
	rounds: { href: '/hoc-tap' },
	study_asked: { people: true, href: '/hoc-tap' },
	study: { of: 'study_asked', people: true, href: '/hoc-tap' },
	papers_asked: { people: true, href: '/hoc-tap' },
	papers: { of: 'papers_asked', people: true, href: '/hoc-tap' },
	programmes: { href: '/chuong-trinh' },
	tasks: { href: '/nhiem-vu' },
	tasks_done: { of: 'tasks', href: '/nhiem-vu' },
	tasks_on_time: { of: 'tasks', href: '/nhiem-vu' },
	tasks_proved: { of: 'tasks', href: '/nhiem-vu' },
	tasks_late: { of: 'tasks', href: '/nhiem-vu' },
	register_asked: { people: true, href: '/dang-ky' },
	registered: { of: 'register_asked', people: true, href: '/dang-ky' },
	checks_asked: { people: true, href: '/dang-ky' },
	checks: { of: 'checks_asked', people: true, href: '/dang-ky' },
	examples: { href: '/guong-sang' },
	commendations: { href: '/guong-sang' },
	limits: { people: true, href: '/nhac-nho' },
	limits_closed: { people: true, href: '/nhac-nho' },
	proposals: { people: true, href: '/de-xuat' },
	proposals_answered: { of: 'proposals', people: true, href: '/de-xuat' },
} as const satisfies Record<string, Known>;

export type FigureKey = keyof typeof known;
export const figureKeys = Object.keys(known) as FigureKey[];
export const isFigure = (key: string): key is FigureKey => Object.hasOwn(known, key);

export const figureOf = (key: FigureKey): { of: FigureKey | null; isAboutPeople: boolean; href: string } => {
	const one: Known = known[key];
	return {
		of: (one.of as FigureKey | undefined) ?? null,
		isAboutPeople: one.people === true,
		href: one.href,
	};
};

/** Numbers by figure; what is not there was not counted. */
export type Figures = Partial<Record<FigureKey, number>>;
