import { zipSync } from 'fflate';
import {
	businessKinds,
	type EdxmlFile,
	type EdxmlHeader,
	type EdxmlOrgan,
	type EdxmlReference,
	type EdxmlStaff,
	type EdxmlStatus,
	edxmlNamespace,
} from './edxml.ts';

const escaped = (text: string): string =>
	text
		// biome-ignore lint/suspicious/noControlCharactersInRegex: characters that XML does not take
		.replace(/[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]/g, '')
		.replace(/&/g, '&amp;')
		.replace(/</g, '&lt;')
		.replace(/>/g, '&gt;');

/** An element; what is in it is text, or elements that are written already. */
const element = (name: string, content: string | string[]): string =>
	`<edXML:${name}>${typeof content === 'string' ? escaped(content) : content.join('')}</edXML:${name}>`;

const day = (iso: string | null): string => (iso ?? '').replaceAll('-', '/');
const moment = (iso: string): string => iso.replace('T', ' ').replaceAll('-', '/').slice(0, 19);

const organ = (name: string, one: EdxmlOrgan): string =>
	element(name, [
		element('OrganId', one.organId),
		element('OrganizationInCharge', one.inCharge),
		element('OrganName', one.name),
		element('OrganAdd', one.address),
		element('Email', one.email),
		element('Telephone', one.telephone),
		element('Fax', one.fax),
		element('Website', one.website),
	]);

const code = (number: string, notation: string): string =>
	element('Code', [element('CodeNumber', number), element('CodeNotation', notation)]);

const reference = (one: EdxmlReference): string =>
	element('ResponseFor', [
		element('OrganId', one.organId),
		code(one.codeNumber, one.codeNotation),
		element('PromulgationDate', day(one.date)),
		element('DocumentId', one.documentId),
	]);

const staff = (one: EdxmlStaff): string =>
	element('StaffInfo', [
		element('Department', one.department),
		element('Staff', one.name),
		element('Mobile', one.mobile),
		element('Email', one.email),
	]);

/** The identity of a document between systems: `000.00.00.G22,2015/09/30,7816/VPCP-TTĐT`. */
export const documentIdOf = (
	header: Pick<EdxmlHeader, 'from' | 'date' | 'codeNumber' | 'codeNotation'>,
): string => `${header.from.organId},${day(header.date)},${header.codeNumber}/${header.codeNotation}`;

const messageHeader = (header: EdxmlHeader): string =>
	element('MessageHeader', [
		organ('From', header.from),
		...header.to.map((one) => organ('To', one)),
		element('DocumentId', header.documentId || documentIdOf(header)),
		code(header.codeNumber, header.codeNotation),
		element('PromulgationInfo', [
			element('Place', header.place),
			element('PromulgationDate', day(header.date)),
		]),
		element('DocumentType', [
			element('Type', header.type.code),
			element('TypeName', header.type.name),
			...(header.type.detail ? [element('TypeDetail', header.type.detail)] : []),
		]),
		element('Subject', header.subject),
		element('Content', header.content),
		element('SignerInfo', [
			element('Competence', header.signer.competence),
			element('Position', header.signer.position),
			element('FullName', header.signer.name),
		]),
		...(header.dueDate ? [element('DueDate', day(header.dueDate))] : []),
		element(
			'ToPlaces',
			header.toPlaces.map((place) => element('Place', place)),
		),
		element('OtherInfo', [
			element('Priority', String(header.urgency)),
			element('SphereOfPromulgation', header.sphere),
			element('TyperNotation', header.typist),
			element('PromulgationAmount', header.copies === null ? '' : String(header.copies)),
			element('PageAmount', header.pages === null ? '' : String(header.pages)),
			element(
				'Appendixes',
				header.appendixes.map((one) => element('Appendix', one)),
			),
		]),
		...header.responseFor.map(reference),
		element('SteeringType', header.steering || '1'),
	]);

const traceList = (header: EdxmlHeader): string =>
	element('TraceHeaderList', [
		...header.traces.map(({ organId, timestamp }) =>
			element('TraceHeader', [element('OrganId', organId), element('Timestamp', moment(timestamp))]),
		),
		...(header.business
			? [
					element('Bussiness', [
						element('BussinessDocType', String(businessKinds.indexOf(header.business.kind))),
						element('BussinessDocReason', header.business.reason),
						element('DocumentId', header.business.documentId),
						staff(header.business.staff),
						element('Paper', '0'),
						element(
							'ReplacementInfoList',
							header.business.replaces.map((id) => element('ReplacementInfo', [element('DocumentId', id)])),
						),
					]),
				]
			: []),
	]);

const wrapped = (envelope: string, attachments: string): string =>
	`<?xml version="1.0" encoding="UTF-8"?>\n<edXML xmlns="${edxmlNamespace}" xmlns:edXML="${edxmlNamespace}" xmlns:xlink="http://www.w3.org/1999/xlink">${envelope}${attachments}</edXML>\n`;

/** A fixed date within archives, so that the same message is written the same way each time. */
const PACKED_ON = new Date(2000, 0, 1);

/** Writes a document with its files as one message; each file travels as base64 of a zip of its own. */
export const writeEdxml = (header: EdxmlHeader, files: readonly Omit<EdxmlFile, 'contentId'>[]): string => {
	const numbered = files.map((file, at) => ({ ...file, contentId: `cid:${at + 1}` }));
	const plain = (name: string, text: string): string => `<${name}>${escaped(text)}</${name}>`;
	const envelope = element('edXMLEnvelope', [
		element('edXMLHeader', [messageHeader(header), traceList(header)]),
		element('edXMLBody', [
			`<edXML:edXMLManifest edXML:version="1.0">${numbered
				.map((file) =>
					element('Reference', [
						element('ContentId', file.contentId),
						element('ContentType', file.contentType),
						element('Description', file.description),
						element('AttachmentName', file.name),
					]),
				)
				.join('')}</edXML:edXMLManifest>`,
		]),
	]);
	const attachments = numbered.map((file) => {
		const packed = zipSync({ [file.name.split('/').at(-1) ?? 'tep']: file.bytes }, { mtime: PACKED_ON });
		return `<Attachment>${plain('ContentType', file.contentType)}${plain('ContentId', file.contentId)}${plain('Description', file.description)}${plain('ContentTransferEncoded', Buffer.from(packed).toString('base64'))}${plain('AttachmentName', file.name)}</Attachment>`;
	});
	return wrapped(envelope, `<AttachmentEncoded>${attachments.join('')}</AttachmentEncoded>`);
};

/** Writes what became of a document, for its sender. */
export const writeEdxmlStatus = (status: EdxmlStatus): string =>
	wrapped(
		element('edXMLEnvelope', [
			element('edXMLHeader', [
				element('Status', [
					reference(status.responseFor),
					organ('From', status.from),
					element('StatusCode', status.code),
					element('Description', status.description),
					element('Timestamp', moment(status.timestamp)),
					staff(status.staff),
				]),
			]),
		]),
		'',
	);
