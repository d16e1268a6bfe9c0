import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { type CommandContext, type Door, look } from '#lib/platform/command/command.ts';
import { sayKey } from '#lib/platform/failure-words.ts';
import { invalid } from '#lib/shared/failures.ts';
import { recordSent, writeSent } from './commands.server.ts';
import { inputOf } from './input-of.server.ts';
import { draftOf, packageOf, type Receiver, requireFits } from './pack.server.ts';
import type { Organ } from './queries-organs.server.ts';
import { type Send, SendInput } from './schema.ts';
import { toSend } from './to-send.server.ts';

/** To whom: of the address book, and the one written down; a code that the book knows brings its name. */
const receiversOf = (input: Send, organs: readonly Organ[]): Receiver[] => {
	const chosen = organs.filter(({ id }) => input.organIds.includes(id));
	const known = organs.find(({ code, aliases }) => code === input.code || aliases.includes(input.code));
	if (input.code && !known && !input.name)
		throw invalid([{ path: 'name', message: sayKey('issue_organ_name') }]);
	const written = input.code ? [known ?? { code: input.code, name: input.name, email: '' }] : [];
	const all = [...chosen, ...written];
	if (all.length === 0) throw invalid([{ path: 'organIds', message: sayKey('issue_exchange_receivers') }]);
	return all.filter(({ code }, at) => all.findIndex((one) => one.code === code) === at);
};

/**
 * Makes a package of a document with the files that were chosen, keeps it, and records it as sent. Carrying it to the
 * receiver is the sender's own business.
 * @returns the message and the package
 * @throws Failure invalid | missing | refused | conflict
 */
export const sendDocument = async (
	door: Door,
	raw: unknown,
): Promise<{ messageId: string; package: Uint8Array; fileName: string }> => {
	const input = inputOf(SendInput, raw);
	const draft = draftOf(await look(door, (tx) => toSend(tx, door.actor, input.documentId)), input, {
		now: door.clock(),
		staff: door.actor.name,
	});
	const chosen = draft.files.filter(({ id }) => input.renditionIds.includes(id));
	if (chosen.length === 0) throw invalid([{ path: 'renditionIds', message: sayKey('issue_exchange_files') }]);
	requireFits(chosen);
	const to = receiversOf(input, draft.organs);
	const packed = await packageOf(door.files, draft, { to, chosen });
	const { messageId } = await recordSent(door, packed.record);
	return { messageId, package: packed.bytes, fileName: packed.record.packed.name };
};

/**
 * Makes one package of a document and its original files for partners, in the transaction of the act that gives it to them, and
 * records it among what was sent. Where an organisation has no code yet, its identity here stands for one.
 * @returns the package in the file store
 * @throws Failure conflict (no number or day, too large), refused (a mark of secrecy, or no right to exchange messages)
 */
export const packForPartners = async (
	context: CommandContext,
	wanted: {
		documentId: string;
		dueOn: string | null;
		to: readonly { id: string; code: string; name: string }[];
	},
): Promise<{ name: string; sha256: string; bytes: number }> => {
	const { tx, actor } = context;
	const found = await toSend(tx, actor, wanted.documentId);
	const { name } = await requireUnit(tx, found.document.unitId);
	const own = found.own ?? { id: '', code: `TT.${actor.tenantId}`, name, aliases: [], email: '' };
	const input: Send = {
		...SendInput.parse({ documentId: wanted.documentId, renditionIds: [wanted.documentId] }),
		...(wanted.dueOn ? { dueOn: wanted.dueOn } : {}),
	};
	const draft = draftOf({ ...found, own }, input, { now: context.now, staff: actor.name });
	const originals = found.files.filter(({ isOriginal }) => isOriginal);
	const chosen = originals.length > 0 ? originals : found.files;
	requireFits(chosen);
	const to = wanted.to.map((one) => ({ code: one.code || `TT.${one.id}`, name: one.name, email: '' }));
	const { record } = await packageOf(context.files, draft, { to, chosen });
	await writeSent(context, record);
	return record.packed;
};
