import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';

/** Other organisations of this installation, by name: a letter can be laid before them without being carried. */
export const organisationsHere = async (tx: Tx): Promise<{ id: string; name: string }[]> =>
	(
		await sql<{
			id: string;
			name: string;
		}>`select tenant_id as id, name from public.organisations_here()`.execute(tx)
	).rows;
