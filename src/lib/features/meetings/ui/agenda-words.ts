import { m } from '#lib/paraglide/messages.js';
import type { AgendaWords } from '../domain/agenda.ts';

/** The words of a proposed agenda, in the language of the request. */
export const agendaWords = (): AgendaWords => ({
	news: m.agenda_news(),
	results: m.agenda_results(),
	tasks: m.agenda_tasks(),
	discussion: m.agenda_discussion(),
	resolution: m.agenda_resolution(),
	thematicResolution: m.agenda_thematic_resolution(),
	review: m.agenda_review(),
	document: (name) => m.agenda_document({ name }),
	summary: (person, name) => m.agenda_summary({ person, name }),
	late: (count) => m.agenda_late({ count }),
	proposals: (count) => m.agenda_proposals({ count }),
});
