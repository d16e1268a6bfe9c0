import {
	businessKinds,
	dayOf,
	type EdxmlDocument,
	type EdxmlFile,
	type EdxmlHeader,
	type EdxmlOrgan,
	type EdxmlReference,
	type EdxmlStaff,
	type EdxmlStatus,
	momentOf,
	type Urgency,
} from './edxml.ts';
import { Unreadable } from './reading.ts';
import { childOf, childrenOf, findNode, readXmlTree, textOf, type XmlNode } from './xml-tree.ts';
import { defaultZipLimits, filesInZip, isArchive, safeName, type ZipLimits } from './zip.ts';

const MOST_BYTES = 200 * 1024 * 1024;
const MOST_FILES = 200;

const organOf = (node: XmlNode | null): EdxmlOrgan => ({
	organId: textOf(node, 'OrganId'),
	name: textOf(node, 'OrganName'),
	inCharge: textOf(node, 'OrganizationInCharge'),
	address: textOf(node, 'OrganAdd'),
	email: textOf(node, 'Email'),
	telephone: textOf(node, 'Telephone'),
	fax: textOf(node, 'Fax'),
	website: textOf(node, 'Website'),
});

const referenceOf = (node: XmlNode | null): EdxmlReference => {
	const code = childOf(node, 'Code');
	return {
		organId: textOf(node, 'OrganId'),
		codeNumber: textOf(code, 'CodeNumber'),
		codeNotation: textOf(code, 'CodeNotation'),
		date: dayOf(textOf(node, 'PromulgationDate')),
		documentId: textOf(node, 'DocumentId'),
	};
};

const staffOf = (node: XmlNode | null): EdxmlStaff => ({
	department: textOf(node, 'Department'),
	name: textOf(node, 'Staff'),
	mobile: textOf(node, 'Mobile'),
	email: textOf(node, 'Email'),
});

const countOf = (text: string): number | null => (/^\d{1,6}$/.test(text) ? Number(text) : null);

const businessOf = (traces: XmlNode | null): EdxmlHeader['business'] => {
	const node = childOf(traces, 'Bussiness', 'Business');
	if (!node) return null;
	const kind = textOf(childOf(node, 'BussinessDocType', 'BusinessDocType'));
	return {
		kind: businessKinds[Number(kind)] ?? 'new',
		reason: textOf(childOf(node, 'BussinessDocReason', 'BusinessDocReason')),
		documentId: textOf(node, 'DocumentId'),
		staff: staffOf(childOf(node, 'StaffInfo')),
		replaces: childrenOf(childOf(node, 'ReplacementInfoList'), 'ReplacementInfo')
			.map((info) => textOf(info, 'DocumentId'))
			.filter((id) => id !== ''),
	};
};

const headerOf = (header: XmlNode): EdxmlHeader => {
	const message = childOf(header, 'MessageHeader');
	if (!message) throw new Unreadable('unreadable');
	const traces = childOf(header, 'TraceHeaderList');
	const other = childOf(message, 'OtherInfo');
	const urgency = countOf(textOf(other, 'Priority')) ?? 0;
	return {
		from: organOf(childOf(message, 'From')),
		to: childrenOf(message, 'To').map(organOf),
		documentId: textOf(message, 'DocumentId'),
		codeNumber: textOf(message, 'Code', 'CodeNumber'),
		codeNotation: textOf(message, 'Code', 'CodeNotation'),
		place: textOf(message, 'PromulgationInfo', 'Place'),
		date: dayOf(textOf(message, 'PromulgationInfo', 'PromulgationDate')),
		type: {
			code: textOf(message, 'DocumentType', 'Type'),
			name: textOf(message, 'DocumentType', 'TypeName'),
			detail: textOf(message, 'DocumentType', 'TypeDetail'),
		},
		subject: textOf(message, 'Subject'),
		content: textOf(message, 'Content'),
		signer: {
			competence: textOf(message, 'SignerInfo', 'Competence'),
			position: textOf(message, 'SignerInfo', 'Position'),
			name: textOf(message, 'SignerInfo', 'FullName'),
		},
		dueDate: dayOf(textOf(message, 'DueDate')),
		toPlaces: childrenOf(childOf(message, 'ToPlaces'), 'Place').map((place) => textOf(place)),
		urgency: (urgency <= 4 ? urgency : 0) as Urgency,
		sphere: textOf(other, 'SphereOfPromulgation'),
		typist: textOf(other, 'TyperNotation'),
		copies: countOf(textOf(other, 'PromulgationAmount')),
		pages: countOf(textOf(other, 'PageAmount')),
		appendixes: childrenOf(childOf(other, 'Appendixes'), 'Appendix').map((one) => textOf(one)),
		responseFor: childrenOf(message, 'ResponseFor').map(referenceOf),
		steering: textOf(message, 'SteeringType'),
		traces: childrenOf(traces, 'TraceHeader').map((trace) => ({
			organId: textOf(trace, 'OrganId'),
			timestamp: momentOf(textOf(trace, 'Timestamp')),
		})),
		business: businessOf(traces),
	};
};

/** A file as it was meant: files travel in base64, mostly packed as a zip of one. */
const filesOf = (attachment: XmlNode, listed: XmlNode | undefined, limits: ZipLimits): EdxmlFile[] => {
	const contentId = textOf(attachment, 'ContentId').replace(/^cid:/i, '');
	const said = (name: string): string => textOf(attachment, name) || textOf(listed ?? null, name);
	const encoded = childOf(attachment, 'ContentTransferEncoded')?.text ?? '';
	const raw = new Uint8Array(Buffer.from(encoded, 'base64'));
	if (raw.length === 0) throw new Unreadable('empty-file');
	const shown = safeName(said('AttachmentName'));
	const file = (name: string, bytes: Uint8Array): EdxmlFile => ({
		name: name || contentId || 'tep-dinh-kem',
		contentId,
		contentType: said('ContentType'),
		description: said('Description'),
		bytes,
	});
	if (!isArchive(raw) || /\.zip$/i.test(shown)) return [file(shown, raw)];
	const { files } = filesInZip(raw, limits);
	const only = files.length === 1 ? files[0] : undefined;
	return only ? [file(shown || only.name, only.bytes)] : files.map(({ name, bytes }) => file(name, bytes));
};

const attachmentsOf = (root: XmlNode, limits: ZipLimits): Pick<EdxmlDocument, 'files' | 'missing'> => {
	const manifest = findNode(root, 'edXMLManifest');
	const references = childrenOf(manifest, 'Reference');
	const attachments = childrenOf(findNode(root, 'AttachmentEncoded'), 'Attachment');
	if (attachments.length > MOST_FILES) throw new Unreadable('too-many-files', { limit: MOST_FILES });
	const idOf = (node: XmlNode): string => textOf(node, 'ContentId').replace(/^cid:/i, '');
	const files: EdxmlFile[] = [];
	const missing: string[] = [];
	let left = limits.unpackedBytes;
	for (const attachment of attachments) {
		const listed = references.find((reference) => idOf(reference) === idOf(attachment));
		try {
			const own = filesOf(attachment, listed, { ...limits, unpackedBytes: left });
			left -= own.reduce((sum, { bytes }) => sum + bytes.length, 0);
			files.push(...own);
		} catch (error) {
			if (!(error instanceof Unreadable) || error.key === 'unpacks-too-large') throw error;
			missing.push(textOf(attachment, 'AttachmentName') || idOf(attachment));
		}
	}
	const carried = new Set(attachments.map(idOf));
	for (const reference of references)
		if (!carried.has(idOf(reference))) missing.push(textOf(reference, 'AttachmentName') || idOf(reference));
	return { files, missing };
};

/**
 * Reads a message of exchange: a document with its files, or a status. Pure; no document type, no entities, sizes bounded.
 * @throws Unreadable unreadable | too-large | too-many-files | unpacks-too-large
 */
export const readEdxml = (
	bytes: Uint8Array,
	limits: ZipLimits = defaultZipLimits,
): EdxmlDocument | EdxmlStatus => {
	if (bytes.length > MOST_BYTES)
		throw new Unreadable('too-large', {
			megabytes: Math.round(bytes.length / 1_048_576),
			limit: MOST_BYTES / 1_048_576,
		});
	const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
	const root = readXmlTree(new TextDecoder(isWide ? 'utf-16le' : 'utf-8').decode(bytes));
	const header = /^edXMLHeader$/i.test(root.name) ? root : findNode(root, 'edXMLHeader');
	if (!header) throw new Unreadable('unreadable');
	const status = childOf(header, 'Status');
	if (status)
		return {
			kind: 'status',
			responseFor: referenceOf(childOf(status, 'ResponseFor')),
			from: organOf(childOf(status, 'From')),
			code: textOf(status, 'StatusCode').padStart(2, '0'),
			description: textOf(status, 'Description'),
			timestamp: momentOf(textOf(status, 'Timestamp')),
			staff: staffOf(childOf(status, 'StaffInfo')),
		};
	return {
		kind: 'document',
		...headerOf(header),
		isSigned: findNode(header, 'SignatureValue') !== null,
		...attachmentsOf(root, limits),
	};
};
