import type { Door } from '#lib/platform/command/command.ts';
import { look } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';

type Recognised = Record<
	'type' | 'number' | 'issuer' | 'date' | 'title',
	{ value: string | null } | undefined
>;

/** What the recogniser suggested for a received file, in the form in which it is confirmed. */
export const factsOf = async (door: Door, intakeId: string) =>
	look(door, async (tx) => {
		const row = await tx
			.selectFrom('intake')
			.select('recognised')
			.where('tenant_id', '=', door.actor.tenantId)
			.where('id', '=', intakeId)
			.executeTakeFirst();
		if (!row) throw missing('failure_not_found');
		const recognised = row.recognised as Recognised;
		const said = (field: keyof Recognised): string | undefined => recognised[field]?.value ?? undefined;
		return {
			intake: {
				typeName: said('type'),
				number: said('number'),
				issuer: said('issuer'),
				issuedOn: said('date'),
				title: said('title') ?? 'Văn bản',
			},
		};
	});
