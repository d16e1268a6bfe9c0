import { sql } from 'kysely';
import { command } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid } from '#lib/shared/failures.ts';
import { changedLayout, faultsOf } from './domain/change-layout.ts';
import { layoutCode } from './domain/layout.ts';
import { mayChangeLayouts } from './policy.ts';
import { layoutFor } from './queries.server.ts';
import { SetLayoutInput } from './schema.ts';

/**
 * Puts a version of a layout into force from a day on, as the organisation's own; one of the same day is replaced, and
 * papers of earlier days keep the version before.
 */
export const setLayout = command('paper_layout.set', SetLayoutInput, async (context, input) => {
	const { tx, actor } = context;
	context.permit(mayChangeLayouts(actor));
	const before = await layoutFor(tx, actor.tenantId, input.side, input.validFrom);
	const faults = faultsOf(before, input);
	if (faults.length > 0) throw invalid(faults.map(({ path, key }) => ({ path, message: sayKey(key) })));
	const body = changedLayout(before, input);
	await sql`insert into rule_set (tenant_id, code, valid_from, source, body)
		values (${actor.tenantId}, ${layoutCode(input.side)}, ${input.validFrom}, ${input.source}, ${JSON.stringify(body)}::text::jsonb)
		on conflict (tenant_id, code, valid_from) do update set source = excluded.source, body = excluded.body`.execute(
		tx,
	);
	await context.emit('paper_layout.set', {
		subject: { type: 'rule_set', id: null },
		after: { code: layoutCode(input.side), from: input.validFrom, source: input.source },
	});
});
