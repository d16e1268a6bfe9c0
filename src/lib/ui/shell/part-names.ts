import { m } from '#lib/paraglide/messages.js';
import type { NavigationKey } from '#lib/shared/feature.ts';

/** What each part of the application is called. */
export const partName: Record<NavigationKey, () => string> = {
	home: m.nav_home,
	oversight: m.nav_oversight,
	documents: m.nav_documents,
	meetings: m.nav_meetings,
	study: m.nav_study,
	commitments: m.nav_commitments,
	programmes: m.nav_programmes,
	tasks: m.nav_tasks,
	proposals: m.nav_proposals,
	recognition: m.nav_recognition,
	site: m.nav_site,
	talks: m.nav_talks,
	inspections: m.nav_inspections,
	models: m.nav_models,
	nominations: m.nav_nominations,
	reports: m.nav_reports,
	organisation: m.nav_organisation,
	administration: m.nav_administration,
};
