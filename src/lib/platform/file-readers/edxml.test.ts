import { strToU8, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { dayOf, type EdxmlHeader, type EdxmlOrgan, isStatusCode, momentOf, statusCodes } from './edxml.ts';
import { readEdxml } from './edxml-read.ts';
import { documentIdOf, writeEdxml, writeEdxmlStatus } from './edxml-write.ts';
import { Unreadable } from './reading.ts';
import { defaultZipLimits } from './zip.ts';

const organ = (organId: string, name: string): EdxmlOrgan => ({
	organId,
	name,
	inCharge: '',
	address: '',
	email: 'vanthu@songlam.gov.vn',
	telephone: '',
	fax: '',
	website: '',
});
const header: EdxmlHeader = {
	from: organ('000.00.20.H13', 'Sở Nội vụ & Lao động'),
	to: [organ('H13.21', 'Ủy ban nhân dân xã Phú Lâm'), organ('H13.22', 'Ủy ban nhân dân xã Phú Hòa')],
	documentId: '',
	codeNumber: '12',
	codeNotation: 'KH-SNV',
	place: 'Sông Lam',
	date: '2026-05-27',
	type: { code: '12', name: 'Kế hoạch', detail: '' },
	subject: 'Kiểm tra <công vụ> năm 2026',
	content: '',
	signer: { competence: 'KT. GIÁM ĐỐC', position: 'PHÓ GIÁM ĐỐC', name: 'Trần Văn Bình' },
	dueDate: '2026-06-30',
	toPlaces: ['Như trên', 'Lưu: VT'],
	urgency: 2,
	sphere: '',
	typist: 'TVB',
	copies: 5,
	pages: 3,
	appendixes: ['Phụ lục I'],
	responseFor: [
		{
			organId: '000.00.00.G22',
			codeNumber: '7816',
			codeNotation: 'VPCP-TTĐT',
			date: '2026-05-01',
			documentId: 'x',
		},
	],
	steering: '2',
	traces: [{ organId: '000.00.20.H13', timestamp: '2026-05-27T08:30:00' }],
	business: {
		kind: 'replacement',
		reason: 'Thay văn bản cũ',
		documentId: 'y',
		staff: { department: 'Văn phòng', name: 'Lê Thị Hoa', mobile: '', email: '' },
		replaces: ['z'],
	},
};
const bytesOf = (xml: string): Uint8Array => new TextEncoder().encode(xml);
const refusal = (xml: string, limits = defaultZipLimits): string => {
	try {
		readEdxml(bytesOf(xml), limits);
		return 'read';
	} catch (error) {
		return error instanceof Unreadable ? error.key : 'crash';
	}
};

test('what is written is read again: every fact and every file', () => {
	const content = strToU8('Nội dung kế hoạch');
	const xml = writeEdxml(header, [
		{ name: 'Kế hoạch 12.txt', contentType: 'text/plain', description: 'Văn bản', bytes: content },
	]);
	const read = readEdxml(bytesOf(xml));
	expect(read).toMatchObject({
		...header,
		kind: 'document',
		documentId: documentIdOf(header),
		isSigned: false,
	});
	expect(
		read.kind === 'document' && read.files.map(({ name, bytes }) => [name, new TextDecoder().decode(bytes)]),
	).toEqual([['Kế hoạch 12.txt', 'Nội dung kế hoạch']]);
	expect(xml).toContain('Bussiness');
	expect(documentIdOf(header)).toBe('000.00.20.H13,2026/05/27,12/KH-SNV');
});

const envelope = (inside: string, after = ''): string =>
	`<edXML xmlns="http://www.mic.gov.vn/TBT/QCVN_102_2016" xmlns:e="http://www.mic.gov.vn/TBT/QCVN_102_2016"><e:edXMLEnvelope><e:edXMLHeader>${inside}</e:edXMLHeader></e:edXMLEnvelope>${after}</edXML>`;

test('the other spelling of Bussiness, dates from the day on, files that are not packed', () => {
	const plain = Buffer.from('chữ').toString('base64');
	const read = readEdxml(
		bytesOf(
			envelope(
				'<e:MessageHeader><e:PromulgationInfo><e:PromulgationDate>27/05/2026</e:PromulgationDate></e:PromulgationInfo></e:MessageHeader><e:TraceHeaderList><e:TraceHeader><e:OrganId>a</e:OrganId><e:Timestamp>27/05/2026 07:05:00</e:Timestamp></e:TraceHeader><e:Business><e:BusinessDocType>1</e:BusinessDocType></e:Business></e:TraceHeaderList>',
				`<AttachmentEncoded><Attachment><ContentId>cid:1</ContentId><AttachmentName>../a.txt</AttachmentName><ContentTransferEncoded>${plain}</ContentTransferEncoded></Attachment></AttachmentEncoded>`,
			),
		),
	);
	expect(read).toMatchObject({
		date: '2026-05-27',
		business: { kind: 'revocation' },
		traces: [{ timestamp: '2026-05-27T07:05:00' }],
		files: [{ name: 'a.txt' }],
	});
	expect([dayOf('2026-5-7'), dayOf('7/5/2026'), dayOf('31/02/2026'), dayOf('')]).toEqual([
		'2026-05-07',
		'2026-05-07',
		null,
		null,
	]);
	expect(momentOf('2026/05/27')).toBe('2026-05-27T00:00:00');
});

test('a zip of several files gives them all; a file that is listed and not there is told', () => {
	const packed = Buffer.from(zipSync({ 'a.txt': strToU8('1'), 'b.txt': strToU8('2') })).toString('base64');
	const read = readEdxml(
		bytesOf(
			`<edXML><edXMLEnvelope><edXMLHeader><MessageHeader/></edXMLHeader><edXMLBody><edXMLManifest><Reference><ContentId>cid:2</ContentId><AttachmentName>thieu.pdf</AttachmentName></Reference></edXMLManifest></edXMLBody></edXMLEnvelope><AttachmentEncoded><Attachment><ContentId>cid:1</ContentId><ContentTransferEncoded>${packed}</ContentTransferEncoded></Attachment></AttachmentEncoded></edXML>`,
		),
	);
	expect(read.kind === 'document' && [read.files.map(({ name }) => name), read.missing]).toEqual([
		['a.txt', 'b.txt'],
		['thieu.pdf'],
	]);
});

test.each(Object.keys(statusCodes))('a status %s is written and read', (code) => {
	const status = {
		kind: 'status' as const,
		responseFor: { organId: 'a', codeNumber: '1', codeNotation: 'CV', date: '2026-05-01', documentId: 'd' },
		from: organ('b', 'Sở Nội vụ'),
		code,
		description: 'Đã nhận đủ tệp',
		timestamp: '2026-05-02T09:00:00',
		staff: { department: 'Văn phòng', name: 'Lê Thị Hoa', mobile: '', email: '' },
	};
	expect(readEdxml(bytesOf(writeEdxmlStatus(status)))).toEqual(status);
	expect(isStatusCode(code)).toBe(true);
});

test('document types, entities, depths and what is no message are refused', () => {
	expect(refusal(`<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]>${envelope('&x;')}`)).toBe(
		'unreadable',
	);
	expect(refusal(envelope('&x;'))).toBe('unreadable');
	expect(refusal(envelope('<a>'.repeat(100) + '</a>'.repeat(100)))).toBe('unreadable');
	expect(refusal('<edXML/>')).toBe('unreadable');
	expect(refusal('không phải XML')).toBe('unreadable');
	const bomb = Buffer.from(zipSync({ 'a.bin': new Uint8Array(5_000_000) })).toString('base64');
	expect(
		refusal(
			envelope(
				'<e:MessageHeader/>',
				`<AttachmentEncoded><Attachment><ContentTransferEncoded>${bomb}</ContentTransferEncoded></Attachment></AttachmentEncoded>`,
			),
			{ ...defaultZipLimits, unpackedBytes: 1_000_000 },
		),
	).toBe('unpacks-too-large');
});
