import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';
import { foldsOf, keptFingerprints } from '#lib/text/likeness/winnow.ts';
import type { KeptKind } from './signs.ts';

type Reference = { kind: KeptKind; id: string };

/**
 * Keeps a text for comparing, in place of what was kept under its reference; within the command that hands the text in. It
 * is compared with from that moment on, and until it is dropped, also in later years; a job takes it into the index.
 * @param kept.unitId null for a text of the whole tenant
 */
export const indexTextWithin = async (
	{ tx, now }: Pick<CommandContext, 'tx' | 'now'>,
	kept: Reference & { unitId: string | null; text: string },
): Promise<void> => {
	const body = kept.text.normalize('NFC');
	const runs = `{${keptFingerprints(foldsOf(body)).join(',')}}`;
	await sql`select likeness_keep(${kept.kind}, ${kept.id}, ${kept.unitId}::uuid, ${body}, ${runs}::integer[], ${now})`.execute(
		tx,
	);
};

/** Forgets a text: a draft that was withdrawn is compared with nothing any more. */
export const dropTextWithin = async (
	{ tx }: Pick<CommandContext, 'tx'>,
	{ kind, id }: Reference,
): Promise<void> => {
	await sql`select likeness_drop(${kind}, ${id})`.execute(tx);
};
