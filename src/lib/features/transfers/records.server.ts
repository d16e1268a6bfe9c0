import type { CommandContext } from '#lib/platform/command/command.ts';

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
