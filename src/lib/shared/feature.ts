import type { Actor } from './actor.ts';

/** A part of the application in its navigation; its words and its picture belong to the shell. */
export type NavigationKey =
	| 'home'
	| 'oversight'
	| 'documents'
	| 'meetings'
	| 'study'
	| 'commitments'
	| 'programmes'
	| 'tasks'
	| 'proposals'
	| 'recognition'
	| 'site'
	| 'talks'
	| 'reports'
	| 'inspections'
	| 'models'
	| 'nominations'
	| 'organisation'
	| 'administration';

/** What a feature says of itself in one place: where it stands in the navigation, and the acts that change something. */
export type Feature = {
	name: string;
	/** In the order of `place` over all features. */
	navigation?: readonly {
		key: NavigationKey;
		href: string;
		place: number;
		isFor?: (actor: Actor) => boolean;
	}[];
	/** The verbs of its commands: all that can be done here. */
	acts: readonly string[];
};
