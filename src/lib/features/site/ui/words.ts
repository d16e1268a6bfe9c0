import { m } from '#lib/paraglide/messages.js';
import type { SiteKind } from '../domain/kinds.ts';

const kinds: Record<SiteKind, () => string> = {
	talk: m.site_kind_talk,
	example: m.site_kind_example,
	model: m.site_kind_model,
	document: m.site_kind_document,
	programme: m.site_kind_programme,
};
export const sayKind = (kind: SiteKind): string => kinds[kind]();
