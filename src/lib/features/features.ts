import type { Actor } from '#lib/shared/actor.ts';
import type { Feature, NavigationKey } from '#lib/shared/feature.ts';
import { collections } from './collections/feature.ts';
import { comparison } from './comparison/feature.ts';
import { exchange } from './exchange/feature.ts';
import { identity } from './identity/feature.ts';
import { library } from './library/feature.ts';
import { likeness } from './likeness/feature.ts';
import { meetings } from './meetings/feature.ts';
import { notes } from './notes/feature.ts';
import { notifications } from './notifications/feature.ts';
import { organisation } from './organisation/feature.ts';
import { papers } from './papers/feature.ts';
import { programmes } from './programmes/feature.ts';
import { proposals } from './proposals/feature.ts';
import { reading } from './reading/feature.ts';
import { reflections } from './reflections/feature.ts';
import { relations } from './relations/feature.ts';
import { resolutions } from './resolutions/feature.ts';
import { search } from './search/feature.ts';
import { study } from './study/feature.ts';
import { summaries } from './summaries/feature.ts';
import { today } from './today/feature.ts';
import { trace } from './trace/feature.ts';

/** Every feature of the product, each by its manifest. */
export const features: readonly Feature[] = [
	search,
	organisation,
	identity,
	notifications,
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
	papers,
	programmes,
	proposals,
	reflections,
	meetings,
	resolutions,
	trace,
	today,
];

/** The parts of the application that an actor is shown, in their order. */
export const navigationFor = (actor: Actor): { key: NavigationKey; href: string }[] =>
	features
		.flatMap(({ navigation }) => navigation ?? [])
		.filter(({ isFor }) => isFor?.(actor) ?? true)
		.sort((one, other) => one.place - other.place)
		.map(({ key, href }) => ({ key, href }));
