import { rootUnit } from '#lib/features/organisation/public.server.ts';
import { exportOwn } from '#lib/features/personal/public.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { invalidAt } from '#lib/platform/failure-words.ts';
import { readZipDirectory, unpackMember } from '#lib/platform/file-readers/zip-directory.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { type ZipEntry, zipStream } from '#lib/platform/files/zip-stream.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { answerOf } from './answer.ts';
import { arriveTransfer } from './arrive.server.ts';
import { checkOf } from './check.server.ts';
import { makeCode, openCode } from './codes.server.ts';
import { type Letter, readCheck } from './domain/letter.ts';
import { incomingById, letterOf, transferById } from './facts.server.ts';
import { layInRecord } from './issue.server.ts';
import { mayBringIn, mayCarry, mayOpenRecord, maySeeIncoming, maySeeTransfer } from './policy.ts';
import { takeAnswer } from './receipt.server.ts';
import { AnswerInput, LetterInput } from './schema.ts';

const LETTER_NAME = 'chuyen.json';
const RECORD_NAME = 'ho-so.zip';
/** A letter is some kilobytes; a record may bear somebody's papers. */
const MOST_LETTER = 64 * 1024;
export const MOST_FILE = 64 * 1024 * 1024;

const text = new TextEncoder();

const fileName = (mark: string): string => mark.replace(/[/\\]/g, '-');

/**
 * The file that somebody carries to an organisation of another installation: what the letter says, a code that confirms the
 * receipt once, and, where the person carries it, the own record that they laid in.
 */
export const packTransfer = async (
	door: Door,
	transferId: string,
): Promise<{ name: string; body: ReadableStream<Uint8Array> }> => {
	const { letter, isOwn } = await look(door, async (tx) => {
		const transfer = await transferById(tx, door.actor.tenantId, transferId);
		if (!mayCarry(door.actor, transfer).allowed) throw missing('failure_not_found');
		return {
			letter: await letterOf(tx, door.actor.tenantId, transfer),
			isOwn: door.actor.personId === transfer.personId,
		};
	});
	const { code } = await makeCode(door, { transferId });
	const entries: ZipEntry[] = [
		{
			name: LETTER_NAME,
			isPacked: false,
			bytes: text.encode(`${JSON.stringify({ letter, code }, null, '\t')}\n`),
		},
		// Papers and notes of a person are not for the office that carries the letter: the person carries them.
		...(letter.record && isOwn ? [{ name: RECORD_NAME, isPacked: true, sha256: letter.record.sha256 }] : []),
	];
	return { name: `Chuyển sinh hoạt ${fileName(letter.mark)}.zip`, body: zipStream(door.files, entries) };
};

const unreadable = () => invalidAt('file', 'issue_transfers_file');

/** What a carried file holds. @throws Failure invalid */
const unpack = (bytes: Uint8Array): { letter: Letter; code: string; record: Uint8Array | null } => {
	try {
		const members = readZipDirectory(bytes, 10);
		const one = members.find(({ name }) => name === LETTER_NAME);
		const two = members.find(({ name }) => name === RECORD_NAME);
		if (!one) throw unreadable();
		const said = JSON.parse(new TextDecoder().decode(unpackMember(bytes, one, MOST_LETTER)));
		const letter = LetterInput.parse(said.letter) as Letter;
		if (typeof said.code !== 'string') throw unreadable();
		return { letter, code: said.code, record: two ? unpackMember(bytes, two, MOST_FILE) : null };
	} catch {
		throw unreadable();
	}
};

/**
 * Brings a carried file in. The check code on the stamped letter has to be that of the file: then nobody has changed on the way
 * what it says. The same file a second time leads to what is there already.
 * @throws Failure refused, invalid
 */
export const bringIn = async (
	door: Door,
	given: { bytes: Uint8Array; check: string },
): Promise<{ incomingId: string; isNew: boolean }> => {
	const root = await look(door, (tx) => rootUnit(tx, door.actor.tenantId));
	const may = mayBringIn(door.actor, { unitId: root.id, path: root.path });
	if (!may.allowed) throw refused(may.key);
	if (given.bytes.byteLength === 0 || given.bytes.byteLength > MOST_FILE) throw unreadable();
	const { letter, code, record } = unpack(given.bytes);
	if (readCheck(given.check) !== readCheck(checkOf(letter)))
		throw invalidAt('check', 'issue_transfers_check');
	if (letter.from.organisationId === door.actor.tenantId) throw invalidAt('file', 'issue_transfers_own_file');
	if (record && sha256Of(record) !== letter.record?.sha256) throw unreadable();
	const kept = letter.record && record ? await door.files.put(record) : null;
	return arriveTransfer(door, {
		letter,
		way: 'file',
		fromTenantId: null,
		fromPartnerId: null,
		answerCode: code,
		record: kept && letter.record ? { ...kept, name: letter.record.name } : null,
	});
};

/** The receipt for the sender of a carried file. @throws Failure missing while it is not dealt with */
export const answerFile = async (
	door: Door,
	incomingId: string,
): Promise<{ name: string; bytes: Uint8Array<ArrayBuffer> }> => {
	const incoming = await look(door, (tx) => incomingById(tx, door.actor.tenantId, incomingId));
	const answer = answerOf(incoming);
	if (!maySeeIncoming(door.actor, incoming).allowed || !answer) throw missing('failure_not_found');
	return {
		name: `Biên nhận ${fileName(incoming.letter.mark)}.json`,
		bytes: text.encode(`${JSON.stringify(answer, null, '\t')}\n`),
	};
};

/** Takes a receipt in that somebody brought back. Its code proves where it comes from. @throws Failure invalid, missing, conflict */
export const bringAnswer = async (door: Door, bytes: Uint8Array): Promise<{ transferId: string }> => {
	const read = ((): unknown => {
		try {
			return JSON.parse(new TextDecoder().decode(bytes.subarray(0, MOST_LETTER)));
		} catch {
			return null;
		}
	})();
	const parsed = AnswerInput.safeParse(read);
	if (!parsed.success) throw invalidAt('answer', 'issue_transfers_answer');
	const answer = parsed.data;
	const transfer = await look(door, (tx) => transferById(tx, door.actor.tenantId, answer.transferId));
	if (!maySeeTransfer(door.actor, transfer).allowed) throw missing('failure_not_found');
	if (transfer.state === 'received') return { transferId: transfer.id };
	const code = await openCode(door, answer.code);
	if (!code || code.tenantId !== door.actor.tenantId) throw missing('failure_transfers_code_over');
	await takeAnswer(door, door.actor.tenantId, { code, way: 'file' }, answer);
	return { transferId: transfer.id };
};

/** The person's own record as it is now, laid in to go along: made by the person, in their own name. */
export const layInOwnRecord = async (door: Door, transferId: string): Promise<void> => {
	const transfer = await look(door, (tx) => transferById(tx, door.actor.tenantId, transferId));
	if (!maySeeTransfer(door.actor, transfer).allowed) throw missing('failure_not_found');
	const { name, body } = await exportOwn(door);
	const bytes = new Uint8Array(
		await new Response(body as ReadableStream<Uint8Array<ArrayBuffer>>).arrayBuffer(),
	);
	if (bytes.byteLength > MOST_FILE) throw invalidAt('record', 'issue_transfers_record');
	const kept = await door.files.put(bytes);
	await layInRecord(door, { transferId, name, ...kept });
};

/** The record that came along, for whoever may open it. @throws Failure missing */
export const incomingRecord = async (
	door: Door,
	incomingId: string,
): Promise<{ sha256: string; name: string; personId: string | null; unitId: string }> => {
	const incoming = await look(door, (tx) => incomingById(tx, door.actor.tenantId, incomingId));
	if (!mayOpenRecord(door.actor, incoming).allowed || !incoming.recordSha256)
		throw missing('failure_not_found');
	return {
		sha256: incoming.recordSha256,
		name: incoming.recordName,
		personId: incoming.personId,
		unitId: incoming.forUnitId ?? incoming.unitId,
	};
};
