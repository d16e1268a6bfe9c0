import type { Door } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';

declare global {
	namespace App {
		interface Locals {
			requestId: string;
			actor: Actor | null;
			sessionId: string | null;
			/** The door of the page: what commands and looks need. Present for whoever is signed in. */
			door: Door | null;
			theme: 'light' | 'dark' | 'auto';
			/** Who else may show this page within their own; without it nobody but this site. */
			frameAncestors?: string;
		}
		interface Error {
			message: string;
			requestId?: string;
		}
	}
}
