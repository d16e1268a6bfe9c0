import type { Actor } from '#lib/shared/actor.ts';
import type { Feature, NavigationKey } from '#lib/shared/feature.ts';
import { cascade } from './cascade/feature.ts';
import { collections } from './collections/feature.ts';
import { commitments } from './commitments/feature.ts';
import { comparison } from './comparison/feature.ts';
import { exchange } from './exchange/feature.ts';
import { identity } from './identity/feature.ts';
import { inspections } from './inspections/feature.ts';
import { liaison } from './liaison/feature.ts';
import { library } from './library/feature.ts';
import { likeness } from './likeness/feature.ts';
import { limits } from './limits/feature.ts';
import { massOrganisations } from './mass-organisations/feature.ts';
import { meetings } from './meetings/feature.ts';
import { models } from './models/feature.ts';
import { nominations } from './nominations/feature.ts';
import { notes } from './notes/feature.ts';
import { notifications } from './notifications/feature.ts';
import { organisation } from './organisation/feature.ts';
import { oversight } from './oversight/feature.ts';
import { papers } from './papers/feature.ts';
import { personal } from './personal/feature.ts';
import { programmes } from './programmes/feature.ts';
import { proposals } from './proposals/feature.ts';
import { reading } from './reading/feature.ts';
import { recognition } from './recognition/feature.ts';
import { reflections } from './reflections/feature.ts';
import { relations } from './relations/feature.ts';
import { reorganisation } from './reorganisation/feature.ts';
import { reports } from './reports/feature.ts';
import { resolutions } from './resolutions/feature.ts';
import { reviews } from './reviews/feature.ts';
import { roster } from './roster/feature.ts';
import { search } from './search/feature.ts';
import { site } from './site/feature.ts';
import { study } from './study/feature.ts';
import { summaries } from './summaries/feature.ts';
import { talks } from './talks/feature.ts';
import { today } from './today/feature.ts';
import { trace } from './trace/feature.ts';
import { training } from './training/feature.ts';
import { transfers } from './transfers/feature.ts';

/** Every feature of the product, each by its manifest. */
export const features: readonly Feature[] = [
	search,
	organisation,
	identity,
	notifications,
	personal,
	library,
	likeness,
	relations,
	comparison,
	reading,
	summaries,
	study,
	notes,
	collections,
	exchange,
	cascade,
	papers,
	programmes,
	proposals,
	reflections,
	recognition,
	site,
	talks,
	limits,
	meetings,
	resolutions,
	commitments,
	reviews,
	training,
	liaison,
	massOrganisations,
	reorganisation,
	roster,
	transfers,
	inspections,
	models,
	nominations,
	reports,
	trace,
	oversight,
	today,
];

/** The parts of the application that an actor is shown, in their order. */
export const navigationFor = (actor: Actor): { key: NavigationKey; href: string }[] =>
	features
		.flatMap(({ navigation }) => navigation ?? [])
		.filter(({ isFor }) => isFor?.(actor) ?? true)
		.sort((one, other) => one.place - other.place)
		.map(({ key, href }) => ({ key, href }));
