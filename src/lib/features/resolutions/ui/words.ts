import { m } from '#lib/paraglide/messages.js';
import type { Meaning } from '#lib/ui/meaning.ts';
import type { ResolutionKind, Standing } from '../domain/states.ts';

export const sayResolutionKind = (kind: ResolutionKind): string =>
	({ monthly: m.resolution_kind_monthly, thematic: m.resolution_kind_thematic })[kind]();

export const sayStanding = (standing: Standing): string =>
	({
		draft: m.resolution_standing_draft,
		put: m.resolution_standing_put,
		carried: m.resolution_standing_carried,
		lost: m.resolution_standing_lost,
		issued: m.resolution_standing_issued,
		dropped: m.resolution_standing_dropped,
	})[standing]();

export const meaningOfStanding = (standing: Standing): Meaning =>
	({
		draft: 'neutral',
		put: 'soon',
		carried: 'soon',
		lost: 'late',
		issued: 'done',
		dropped: 'neutral',
	})[standing] as Meaning;
