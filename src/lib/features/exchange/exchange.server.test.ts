import { randomUUID } from 'node:crypto';
import { zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { confirmIntake, receiveUpload } from '#lib/features/library/commands.server.ts';
import { intakeForFiling } from '#lib/features/library/intakes.server.ts';
import { forgetScan } from '#lib/features/library/scans.server.ts';
import { fixedClock } from '#lib/platform/clock.ts';
import { look } from '#lib/platform/command/command.ts';
import { sha256Of } from '#lib/platform/files/store.ts';
import { type Actor, systemActor } from '#lib/shared/actor.ts';
import { buildPerson, buildTenant, buildUnit } from '../../../../tests/support/builders.ts';
import { useDatabase } from '../../../../tests/support/database.ts';
import { sceneDocument } from '../../../../tests/support/trace-scene.ts';
import { answerMessage } from './answer.server.ts';
import { keepOrgan, keepOwnOrgan, removeOrgan, restoreOrgan } from './organs.server.ts';
import { messagePageOf, messagesOf, packageOf, requestsAbout } from './queries.server.ts';
import { organsOf } from './queries-organs.server.ts';
import { sendDocument } from './send.server.ts';
import './reactions.server.ts';

const database = useDatabase();
const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new Uint8Array(new TextEncoder().encode(text));
const plan = 'CHI BỘ SỞ NỘI VỤ\nKẾ HOẠCH\nkiểm tra công vụ\nI. NỘI DUNG\n1. Kiểm tra mỗi quý một lần.';

const office = async (unitName: string, code: string) => {
	const tenant = await buildTenant(database);
	const unit = await buildUnit(database, tenant, unitName);
	const clerk = await buildPerson(database, tenant, unit, 'Nguyễn Văn Thư', {
		standing: 'official',
		roles: ['clerk'],
	});
	const door = database.door(clerk);
	await keepOwnOrgan(door, { unitId: unit.id, code, name: unitName });
	const at = (moment: string) => database.door(clerk, fixedClock(moment));
	const receive = (filePath: string, bytes: Uint8Array<ArrayBuffer>, through = door) =>
		receiveUpload(through, { unitId: unit.id, batchId: randomUUID(), filePath, bytes });
	const list = (direction: 'in' | 'out') =>
		look(door, (tx) => messagesOf(tx, clerk, { unitId: unit.id, direction, words: '', state: '', page: 1 }));
	const page = (id: string) => look(door, (tx) => messagePageOf(tx, clerk, id));
	return { tenant, unit, clerk, door, at, receive, list, page };
};
type Office = Awaited<ReturnType<typeof office>>;

const packageBytes = async ({ door, clerk }: Office, messageId: string) => {
	const { sha256 } = await look(door, (tx) => packageOf(tx, clerk, messageId));
	return new Uint8Array(await new Response(await door.files.read(sha256)).arrayBuffer());
};

/** A document with a file, and the package in which it goes to the other office. */
const sending = async (
	from: Office,
	to: { code: string; name: string },
	over: Record<string, unknown> = {},
) => {
	const document = await sceneDocument(database, from.tenant, from.unit, from.clerk.personId, ['Mục tiêu'], {
		number: '05-NQ/CB',
		title: 'Về kiểm tra công vụ',
	});
	const { sha256, bytes } = await from.door.files.put(bytesOf(plan));
	const renditionId = randomUUID();
	const tenantId = from.tenant.tenantId;
	await database.owner`insert into stored_file (tenant_id, sha256, bytes, media_type, stored_at) values (${tenantId}, ${sha256}, ${bytes}, 'text/plain', now()) on conflict do nothing`;
	await database.owner`insert into rendition (tenant_id, id, document_id, sha256, file_name, format, added_at)
		values (${tenantId}, ${renditionId}, ${document.id}, ${sha256}, 'NQ 05.txt', 'txt', now())`;
	const sent = await sendDocument(from.at('2026-11-20T08:00:00+07:00'), {
		documentId: document.id,
		...to,
		renditionIds: [renditionId],
		urgency: '2',
		...over,
	});
	return { ...sent, document, renditionId };
};

const pair = async () => {
	const sender = await office('Chi bộ Sở Nội vụ', '000.00.20.H13');
	const receiver = await office('Đảng ủy xã Phú Lâm', 'H13.21');
	const to = { code: 'H13.21', name: 'Đảng ủy xã Phú Lâm' };
	return { sender, receiver, to };
};

test('a document goes to another organisation, is filed there, and its statuses come back', async () => {
	const { sender, receiver, to } = await pair();
	const sent = await sending(sender, to);
	const answers = await receiver.receive(sent.fileName, new Uint8Array(sent.package));
	expect(answers.map(({ received }) => received.state)).toEqual(['confirmed', 'waiting']);

	const { messages } = await receiver.list('in');
	expect(messages).toMatchObject([
		{
			number: '05-NQ/CB',
			fromCode: '000.00.20.H13',
			urgency: 2,
			subject: 'Về kiểm tra công vụ',
			stateCode: '',
		},
	]);
	const messageId = messages[0]?.id ?? '';
	const intakeId = answers[1]?.received.intakeId ?? '';
	const { recognised } = await look(receiver.door, (tx) => intakeForFiling(tx, receiver.clerk, intakeId));
	// What the message says outranks the text, which says "Kế hoạch".
	expect(recognised).toMatchObject({
		type: { value: 'Nghị quyết', source: 'message' },
		number: { value: '05-NQ/CB', source: 'message' },
		issuer: { value: 'Chi bộ Sở Nội vụ' },
		date: { value: '2026-11-02' },
		title: { value: 'Về kiểm tra công vụ' },
	});

	const { statusId } = await answerMessage(receiver.at('2026-11-21T08:00:00+07:00'), {
		messageId,
		code: '03',
	});
	await sender.receive('03.edxml', await packageBytes(receiver, statusId));
	const page = await sender.page(sent.messageId);
	expect(page.message.stateCode).toBe('03');
	expect(page.to).toMatchObject([{ code: 'H13.21', stateCode: '03' }]);
	expect(page.steps).toMatchObject([{ code: '03', name: 'Đảng ủy xã Phú Lâm' }]);
	expect((await receiver.page(messageId)).message.stateCode).toBe('03');
	const verbs =
		await database.owner`select verb from event where verb like 'exchange.%' and verb not like '%organ%' and tenant_id in (${sender.tenant.tenantId}, ${receiver.tenant.tenantId}) order by verb`;
	expect(verbs.map((row) => row['verb'])).toEqual([
		'exchange.answered',
		'exchange.received',
		'exchange.sent',
		'exchange.status_received',
	]);
});

test('the same package counts once; a status that is older than what is known changes nothing', async () => {
	const { sender, receiver, to } = await pair();
	const sent = await sending(sender, to);
	const bytes = new Uint8Array(sent.package);
	await receiver.receive('a.edxml', bytes);
	const again = await receiver.receive('b.xml', bytes);
	expect(again.map(({ received }) => received.again)).toEqual([true, true]);
	const { messages } = await receiver.list('in');
	expect(messages).toHaveLength(1);
	const messageId = messages[0]?.id ?? '';
	const first = await answerMessage(receiver.at('2026-11-21T08:00:00+07:00'), { messageId, code: '03' });
	const second = await answerMessage(receiver.at('2026-11-22T08:00:00+07:00'), { messageId, code: '06' });
	await sender.receive('06.edxml', await packageBytes(receiver, second.statusId));
	await sender.receive('03.edxml', await packageBytes(receiver, first.statusId));
	const page = await sender.page(sent.messageId);
	expect(page.message.stateCode).toBe('06');
	expect(page.steps.map(({ code }) => code)).toEqual(['03', '06']);
});

const status = (over: { code: string; key?: string; from?: string; number?: string; date?: string }) =>
	bytesOf(
		`<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXMLEnvelope><edXMLHeader><Status><ResponseFor><OrganId>x</OrganId><Code><CodeNumber>${over.number ?? '05'}</CodeNumber><CodeNotation>NQ/CB</CodeNotation></Code><PromulgationDate>${over.date ?? '02/11/2026'}</PromulgationDate><DocumentId>${over.key ?? ''}</DocumentId></ResponseFor><From><OrganId>${over.from ?? 'H13.21'}</OrganId><OrganName>Đảng ủy</OrganName></From><StatusCode>${over.code}</StatusCode><Description>đã nhận</Description><Timestamp>22/11/2026 10:00:00</Timestamp></Status></edXMLHeader></edXMLEnvelope></edXML>`,
	);

test('a status is matched by number and day and by earlier codes; an unknown code is kept as it came; one without a document stands alone', async () => {
	const { sender } = await pair();
	await keepOrgan(sender.door, {
		code: 'H13.21',
		name: 'Đảng ủy xã Phú Lâm',
		aliases: '000.00.21.H13\n000.21',
	});
	const [organ] = await look(sender.door, (tx) => organsOf(tx, sender.clerk));
	const sent = await sending(
		sender,
		{ code: '', name: '' },
		{ organIds: [organ?.id], code: 'K1', name: 'Sở Y tế' },
	);
	await sender.receive('s.xml', status({ code: '77', from: '000.21' }));
	const page = await sender.page(sent.messageId);
	expect(page.message).toMatchObject({ stateCode: '77', stateText: 'đã nhận' });
	expect(page.to.map(({ code, stateCode }) => [code, stateCode])).toEqual([
		['H13.21', '77'],
		['K1', ''],
	]);
	// From an organ to which nothing was sent: in the history, and the state stays.
	await sender.receive('t.xml', status({ code: '06', from: 'Z9' }));
	expect(await sender.page(sent.messageId)).toMatchObject({ message: { stateCode: '77' }, steps: [{}, {}] });
	const [alone] = await sender.receive('u.xml', status({ code: '03', number: '99' }));
	expect(alone?.received.key).toBe('exchange_told_status_alone');
	expect((await sender.list('in')).messages).toMatchObject([
		{ kind: 'status', stateCode: '03', number: '99-NQ/CB' },
	]);
});

test('in the register of incoming documents the sender is that of the package, whoever issued the document', async () => {
	const { sender, receiver, to } = await pair();
	const sent = await sending(sender, to);
	const answers = await receiver.receive('vb.edxml', new Uint8Array(sent.package));
	const intakeId = answers[1]?.received.intakeId ?? '';
	const waiting = await look(receiver.door, (tx) => intakeForFiling(tx, receiver.clerk, intakeId));
	expect(waiting.sender).toBe('Chi bộ Sở Nội vụ');
	await confirmIntake(receiver.door, {
		intakeId,
		typeName: 'Nghị quyết',
		number: '05-NQ/CB',
		issuer: 'Đảng ủy Sở Nội vụ',
		title: 'Về kiểm tra công vụ',
		incoming: 'on',
	});
	const [line] =
		await database.owner`select sender from register_entry where tenant_id = ${receiver.clerk.tenantId}`;
	expect(line?.['sender']).toBe('Chi bộ Sở Nội vụ');
});

test('a revocation is shown on the document that it names, and is decided by a person', async () => {
	const { sender, receiver, to } = await pair();
	const sent = await sending(sender, to);
	const answers = await receiver.receive('vb.edxml', new Uint8Array(sent.package));
	const { documentId } = await confirmIntake(receiver.door, {
		intakeId: answers[1]?.received.intakeId,
		typeName: 'Nghị quyết',
		number: '05-NQ/CB',
		issuedOn: '2026-11-02',
		title: 'Về kiểm tra công vụ',
	});
	const revoking = await sendDocument(sender.at('2026-11-21T08:00:00+07:00'), {
		documentId: sent.document.id,
		...to,
		renditionIds: [sent.renditionId],
		business: 'revocation',
		reason: 'Ban hành nhầm',
	});
	await receiver.receive('thu-hoi.edxml', new Uint8Array(revoking.package));
	const about = (actor: Actor) =>
		look(database.door(actor), (tx) =>
			requestsAbout(tx, actor, { id: documentId, unitId: receiver.unit.id }),
		);
	const [request] = await about(receiver.clerk);
	expect(request).toMatchObject({ business: 'revocation', fromName: 'Chi bộ Sở Nội vụ' });
	const member = await buildPerson(database, receiver.tenant, receiver.unit, 'Trần Văn An');
	expect(await about(member)).toEqual([]);
	const messageId = request?.id ?? '';
	const asked = await receiver.page(messageId);
	expect(asked).toMatchObject({ undecided: true, named: [{ id: documentId }], next: ['15', '16', '01'] });
	await expect(answerMessage(receiver.door, { messageId, code: '16' })).rejects.toMatchObject({
		kind: 'invalid',
	});
	const { statusId } = await answerMessage(receiver.door, { messageId, code: '15' });
	expect(await about(receiver.clerk)).toEqual([]);
	const [kept] = await database.owner`select state from document where id = ${documentId}`;
	expect(kept?.['state']).toBe('filed');
	await sender.receive('15.edxml', await packageBytes(receiver, statusId));
	expect((await sender.page(revoking.messageId)).message.stateCode).toBe('15');
	expect((await sender.page(sent.messageId)).message.stateCode).toBe('');
});

const envelope = (header: string, attachments = '') =>
	`<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016"><edXMLEnvelope><edXMLHeader><MessageHeader>${header}</MessageHeader></edXMLHeader></edXMLEnvelope><AttachmentEncoded>${attachments}</AttachmentEncoded></edXML>`;
const attachment = (name: string, bytes: Uint8Array) =>
	`<Attachment><ContentId>cid:1</ContentId><AttachmentName>${name}</AttachmentName><ContentTransferEncoded>${Buffer.from(bytes).toString('base64')}</ContentTransferEncoded></Attachment>`;

test.each([
	[
		'a document type',
		`<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>${envelope('<Subject>&e;</Subject>')}`,
		'unreadable',
	],
	['an entity of its own', envelope('<Subject>&bomb;</Subject>'), 'unreadable'],
	['no message at all', 'không phải gói tin', 'unreadable'],
	[
		'an archive that unpacks to too much',
		envelope(
			'<Subject>a</Subject>',
			attachment('a.zip', zipSync({ 'a.txt': new Uint8Array(260 * 1024 * 1024) })),
		),
		'unpacks-too-large',
	],
])('a package with %s is told to be bad, and nothing of it is kept', async (_, xml, error) => {
	const { door, receive, list } = await office('Chi bộ', 'A1');
	const bytes = bytesOf(xml);
	expect(await receive('goi.edxml', bytes)).toMatchObject([{ received: { state: 'failed', error } }]);
	expect(await door.files.has(sha256Of(bytes))).toBe(false);
	expect((await list('in')).messages).toEqual([]);
});

test.each([
	['its subject', '<Subject>TỐI MẬT - Báo cáo</Subject>', 'a.txt', 'bình thường'],
	['its content', '<Subject>Báo cáo</Subject><Content>Độ mật: Mật</Content>', 'a.txt', 'bình thường'],
	['the name of a file', '<Subject>Báo cáo</Subject>', 'Tuyet mat.txt', 'bình thường'],
	['a file', '<Subject>Báo cáo</Subject>', 'b.txt', 'BÁO CÁO\nTỐI MẬT\nnội dung'],
])(
	'a mark of secrecy in %s refuses the whole package before a byte is stored',
	async (_, header, name, text) => {
		const { door, receive, list, tenant } = await office('Chi bộ', 'A1');
		const good = bytesOf(`Công văn thường ${randomUUID()}`);
		const bytes = bytesOf(envelope(header, attachment('thuong.txt', good) + attachment(name, bytesOf(text))));
		expect(await receive('goi.edxml', bytes)).toMatchObject([{ received: { state: 'refused_secret' } }]);
		for (const hash of [bytes, good, bytesOf(text)]) expect(await door.files.has(sha256Of(hash))).toBe(false);
		expect((await list('in')).messages).toEqual([]);
		const events =
			await database.owner`select verb, after from event where tenant_id = ${tenant.tenantId} and verb like 'intake.%'`;
		expect(events).toMatchObject([{ verb: 'intake.refused_secret', after: { sha256: sha256Of(bytes) } }]);
	},
);

test('a mark that is found on a scan later takes the package away, with what its header said', async () => {
	const { door, receive, list, page, tenant } = await office('Chi bộ', 'A1');
	const scan = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, ...Buffer.from(randomUUID())]);
	const bytes = bytesOf(envelope('<Subject>Báo cáo nhân sự</Subject>', attachment('quet.png', scan)));
	const [, answer] = await receive('goi.edxml', bytes);
	expect(answer?.received.state).toBe('reading');
	const [message] = (await list('in')).messages;
	await forgetScan(database.door(systemActor(tenant.tenantId)), { intakeId: answer?.received.intakeId });
	expect(await door.files.has(sha256Of(bytes))).toBe(false);
	expect(await page(message?.id ?? '')).toMatchObject({
		message: { subject: '', packageSha256: null, packageName: '' },
		files: [],
	});
});

test('names of attachments lead nowhere; what is listed and not there is told', async () => {
	const { receive, list, page } = await office('Chi bộ', 'A1');
	const xml = envelope(
		'<Subject>Báo cáo</Subject>',
		attachment('../../etc/passwd.txt', bytesOf(`x ${randomUUID()} chữ`)),
	);
	const listed = xml.replace(
		'</edXMLHeader>',
		'</edXMLHeader><edXMLBody><edXMLManifest><Reference><ContentId>cid:9</ContentId><AttachmentName>thieu.pdf</AttachmentName></Reference></edXMLManifest></edXMLBody>',
	);
	const answers = await receive('goi.xml', bytesOf(listed));
	expect(answers.map(({ name }) => name)).toEqual(['goi.xml', 'goi.xml/etc/passwd.txt']);
	const { messages } = await list('in');
	expect((await page(messages[0]?.id ?? '')).message.missingFiles).toEqual(['thieu.pdf']);
});

test('sending needs an own code, receivers, files, and a number; others of the unit may not', async () => {
	const { sender, to } = await pair();
	const sent = await sending(sender, to);
	const input = { documentId: sent.document.id, ...to, renditionIds: [sent.renditionId] };
	await expect(sendDocument(sender.door, { ...input, code: '' })).rejects.toMatchObject({ kind: 'invalid' });
	await expect(sendDocument(sender.door, { ...input, renditionIds: [] })).rejects.toMatchObject({
		kind: 'invalid',
	});
	await expect(
		sendDocument(sender.door, { ...input, business: 'replacement', reason: 'x' }),
	).rejects.toMatchObject({
		issues: [{ path: 'aboutMessageId' }],
	});
	const committee = await buildPerson(database, sender.tenant, sender.unit, 'Phạm Ủy Viên', {
		standing: 'official',
		roles: ['committee_member'],
	});
	await expect(sendDocument(database.door(committee), input)).rejects.toMatchObject({ kind: 'refused' });
	await database.owner`update document set number = null where id = ${sent.document.id}`;
	await expect(sendDocument(sender.door, input)).rejects.toMatchObject({ key: 'failure_exchange_no_number' });
	await database.owner`update exchange_organ set removed_at = now() where tenant_id = ${sender.tenant.tenantId} and unit_id is not null`;
	await expect(sendDocument(sender.door, input)).rejects.toMatchObject({
		key: 'failure_exchange_no_own_organ',
	});
});

test('an organ stands once in the address book, and can be brought back', async () => {
	const { door, clerk } = await office('Chi bộ', 'A1');
	const { organId } = await keepOrgan(door, { code: 'B1', name: 'Sở Y tế', aliases: 'B0, B1' });
	await expect(keepOrgan(door, { code: 'B1', name: 'Khác' })).rejects.toMatchObject({ kind: 'invalid' });
	await removeOrgan(door, { organId });
	expect(await look(door, (tx) => organsOf(tx, clerk))).toEqual([]);
	await restoreOrgan(door, { organId });
	expect(await look(door, (tx) => organsOf(tx, clerk))).toMatchObject([{ code: 'B1', aliases: ['B0'] }]);
});
