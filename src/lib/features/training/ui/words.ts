import { m } from '#lib/paraglide/messages.js';
import { type Day, longDate, nearDate } from '#lib/shared/calendar.ts';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { Gap } from '../domain/gaps.ts';
import type {
	CertificateState,
	CourseState,
	NeedSource,
	NeedState,
	Result,
	Validity,
} from '../domain/states.ts';
import { validityOf } from '../domain/states.ts';

type Said = { word: string; meaning: Meaning };

const courses: Record<CourseState, { say: () => string; meaning: Meaning }> = {
	planned: { say: m.training_state_planned, meaning: 'neutral' },
	held: { say: m.training_state_held, meaning: 'done' },
	cancelled: { say: m.training_state_cancelled, meaning: 'late' },
};
export const sayCourseState = (state: CourseState): Said => ({
	word: courses[state].say(),
	meaning: courses[state].meaning,
});

const resultWords: Record<Result, { say: () => string; meaning: Meaning }> = {
	asked: { say: m.training_result_asked, meaning: 'neutral' },
	completed: { say: m.training_result_completed, meaning: 'done' },
	not_completed: { say: m.training_result_not_completed, meaning: 'late' },
};
export const sayResult = (result: Result): Said => ({
	word: resultWords[result].say(),
	meaning: resultWords[result].meaning,
});

const validities: Record<Validity, { say: () => string; meaning: Meaning }> = {
	lasting: { say: m.training_validity_lasting, meaning: 'done' },
	valid: { say: m.training_validity_valid, meaning: 'done' },
	expiring: { say: m.training_validity_expiring, meaning: 'soon' },
	expired: { say: m.training_validity_expired, meaning: 'late' },
};
const unconfirmed: Record<Exclude<CertificateState, 'confirmed'>, { say: () => string; meaning: Meaning }> = {
	entered: { say: m.training_certificate_entered, meaning: 'soon' },
	refused: { say: m.training_certificate_refused, meaning: 'late' },
	withdrawn: { say: m.training_certificate_withdrawn, meaning: 'neutral' },
};
/** Where a certificate stands: as it was entered until it is confirmed, then by its day. */
export const sayCertificate = (
	{ state, expiresOn }: { state: CertificateState; expiresOn: Day | null },
	today: Day,
): Said => {
	const said = state === 'confirmed' ? validities[validityOf(expiresOn, today)] : unconfirmed[state];
	return { word: said.say(), meaning: said.meaning };
};

const needs: Record<NeedState, { say: () => string; meaning: Meaning }> = {
	open: { say: m.training_need_open, meaning: 'soon' },
	planned: { say: m.training_need_planned, meaning: 'done' },
	declined: { say: m.training_need_declined, meaning: 'neutral' },
	withdrawn: { say: m.training_need_withdrawn, meaning: 'neutral' },
};
export const sayNeed = (state: NeedState): Said => ({
	word: needs[state].say(),
	meaning: needs[state].meaning,
});

export const saySource = (source: NeedSource): string =>
	({
		own: m.training_need_source_own,
		leader: m.training_need_source_leader,
		paper: m.training_need_source_paper,
		review: m.training_need_source_review,
	})[source]();

/** Hours as people write them: 7,5. */
export const sayHours = (hours: number): string => String(hours).replace('.', ',');

export const sayDays = ({ startsOn, endsOn }: { startsOn: Day; endsOn: Day }, today: Day): string =>
	startsOn === endsOn
		? nearDate(startsOn, today)
		: m.training_dates({ from: longDate(startsOn), to: longDate(endsOn) });

/** What is lacking, in a line. */
export const sayGap = (gap: Gap, strand: string, certificate: string): string => {
	if (gap.kind === 'hours')
		return m.training_gap_hours({
			strand,
			missing: sayHours(gap.wanted - gap.done),
			done: sayHours(gap.done),
			wanted: sayHours(gap.wanted),
		});
	return gap.expiredOn
		? m.training_gap_expired({ strand, name: certificate, day: longDate(gap.expiredOn) })
		: m.training_gap_certificate({ strand, name: certificate });
};
