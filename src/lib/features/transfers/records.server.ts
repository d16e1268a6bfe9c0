import type { CommandContext } from '#lib/platform/command/command.ts';
import type { KnownIncoming } from './facts.server.ts';

/** Every event of a transfer is about the person, who reads it. */
export const tellTransfer = (
	context: CommandContext,
	verb: string,
	of: { id: string; unitId: string; personId: string },
	after?: Record<string, unknown>,
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'member_transfer', id: of.id },
		unitId: of.unitId,
		personId: of.personId,
		personal: true,
		...(after ? { after } : {}),
	});

/** The event of a letter that came in; once the person is known here, they read it. */
export const tellIncoming = (
	context: CommandContext,
	verb: string,
	of: Pick<KnownIncoming, 'id' | 'unitId'> & { personId: string | null },
	after?: Record<string, unknown>,
): Promise<void> =>
	context.emit(verb, {
		subject: { type: 'incoming_transfer', id: of.id },
		unitId: of.unitId,
		...(of.personId ? { personId: of.personId } : {}),
		personal: true,
		...(after ? { after } : {}),
	});
