import { createHash } from 'node:crypto';
import type { Actor } from '#lib/shared/actor.ts';

/** A word that is the same for one person at every visit and tells nothing of them. */
export const readerWord = (actor: Actor): string =>
	createHash('sha256')
		.update(`ngoai-tuyen:${actor.tenantId}:${actor.personId ?? actor.userId ?? ''}`)
		.digest('base64url')
		.slice(0, 22);
