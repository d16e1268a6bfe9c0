import { keepsPartners } from '#lib/features/exchange/policy.ts';
import { doorOf } from '#lib/platform/forms/form-action.ts';
import type { LayoutServerLoad } from './$types.js';

/** Whether the page of partners is there for the actor: who may not keep them does not see its tab. */
export const load: LayoutServerLoad = ({ locals }) => ({ connects: keepsPartners(doorOf({ locals }).actor) });
