import { answerMessage } from '#lib/features/exchange/answer.server.ts';
import { numberHalves } from '#lib/features/exchange/domain/numbers.ts';
import { keepOrgan, keepOwnOrgan } from '#lib/features/exchange/organs.server.ts';
import { sendDocument } from '#lib/features/exchange/send.server.ts';
import { toSend } from '#lib/features/exchange/to-send.server.ts';
import { receiveUpload } from '#lib/features/library/commands.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import type { EdxmlOrgan } from '#lib/platform/file-readers/edxml.ts';
import { documentIdOf, writeEdxml, writeEdxmlStatus } from '#lib/platform/file-readers/edxml-write.ts';
import { addDays, longDate } from '#lib/shared/calendar.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import type { Player, Stage } from './cell.ts';
import '#lib/features/exchange/reactions.server.ts';

/** The committee of the ward in which the story has its partners. */
export const ward = { name: 'Đảng ủy phường Trường Vinh', code: 'H70.17' } as const;
const above = { name: 'Văn phòng Đảng ủy các cơ quan tỉnh Sông Lam', code: 'H70.02' } as const;

const organOf = (told: { name: string; code: string }): EdxmlOrgan => ({
	organId: told.code,
	name: told.name,
	inCharge: '',
	address: '',
	email: '',
	telephone: '',
	fax: '',
	website: '',
});

const invitation = (day: string): string =>
	[
		'ĐẢNG BỘ TỈNH SÔNG LAM',
		'ĐẢNG ỦY PHƯỜNG TRƯỜNG VINH',
		'*',
		'Số 58-KH/ĐU',
		'KẾ HOẠCH',
		'phối hợp hướng dẫn người dân sử dụng dịch vụ công trực tuyến',
		'I- MỤC ĐÍCH, YÊU CẦU',
		'1. Mỗi tổ dân phố có người hướng dẫn; hồ sơ nộp trực tuyến đạt 80% trở lên.',
		'II- NỘI DUNG',
		`1. Đề nghị các cơ quan tỉnh cử cán bộ, đảng viên tham gia tổ hướng dẫn từ ngày ${longDate(day)}.`,
		'2. Hai bên đánh giá kết quả sau một quý.',
	].join('\n');

const planOf = ({ today }: Stage, to: { code: string; name: string }): string => {
	const header = {
		from: organOf(ward),
		date: addDays(today, -4),
		...numberHalves('58-KH/ĐU'),
	};
	return writeEdxml(
		{
			...header,
			to: [organOf(to)],
			documentId: documentIdOf(header),
			place: 'Trường Vinh',
			type: { code: '', name: 'Kế hoạch', detail: '' },
			subject: 'phối hợp hướng dẫn người dân sử dụng dịch vụ công trực tuyến',
			content: '',
			signer: { competence: 'T/M Ban Thường vụ', position: 'Bí thư', name: 'Phan Đình Nhật' },
			dueDate: addDays(today, 10),
			toPlaces: [to.name],
			urgency: 0,
			sphere: '',
			typist: '',
			copies: null,
			pages: 2,
			appendixes: [],
			responseFor: [],
			steering: '1',
			traces: [{ organId: ward.code, timestamp: `${addDays(today, -4)}T09:00:00` }],
			business: null,
		},
		[
			{
				name: 'Kế hoạch 58-KH-ĐU.txt',
				contentType: 'text/plain',
				description: '',
				bytes: new TextEncoder().encode(invitation(addDays(today, 12))),
			},
		],
	);
};

/** A package or a status comes to a unit and its clerk drops it. */
const drop = (door: Door, unitId: string, filePath: string, text: string) =>
	receiveUpload(door, { unitId, batchId: uuidv7(), filePath, bytes: new TextEncoder().encode(text) });

/** The cell's resolution goes up as a file, and is taken in there. */
const playSent = async (stage: Stage, clerk: Player, resolutionId: string): Promise<void> => {
	const { unitId, today } = stage;
	const own = { code: 'H70.02.11', name: 'Chi bộ Sở Thông tin và Truyền thông' };
	const early = stage.at(clerk, 30, 8);
	await keepOwnOrgan(early, { unitId, ...own });
	const { organId } = await keepOrgan(early, above);
	const sending = stage.at(clerk, 30, 9);
	const { document, files } = await look(sending, (tx) => toSend(tx, clerk, resolutionId));
	await sendDocument(sending, {
		documentId: resolutionId,
		organIds: [organId],
		renditionIds: files.filter(({ isOriginal }) => isOriginal).map(({ id }) => id),
	});
	const halves = numberHalves(document.number ?? '');
	const sent = { from: organOf(own), date: document.issuedOn, ...halves };
	const status = writeEdxmlStatus({
		kind: 'status',
		responseFor: {
			organId: own.code,
			...halves,
			date: document.issuedOn,
			documentId: documentIdOf(sent),
		},
		from: organOf(above),
		code: '03',
		description: '',
		timestamp: `${addDays(today, -29)}T10:00:00`,
		staff: { department: above.name, name: '', mobile: '', email: '' },
	});
	await drop(stage.at(clerk, 29, 14), unitId, 'trang-thai-03.edxml', status);
};

/** A plan of the ward has come to the province's office and waits there to be entered; the ward was told that it arrived. */
const playReceived = async (stage: Stage, office: Player): Promise<void> => {
	const unitId = office.roles[0]?.unitId ?? '';
	const own = { code: 'H70', name: 'Văn phòng Tỉnh ủy Sông Lam' };
	const early = stage.at(office, 30, 10);
	await keepOwnOrgan(early, { unitId, ...own });
	await keepOrgan(early, ward);
	await drop(stage.at(office, 2, 14), unitId, '58-kh-du.edxml', planOf(stage, own));
	const door = stage.at(office, 2, 15);
	const { id } = await look(door, (tx) =>
		tx
			.selectFrom('exchange_message')
			.select('id')
			.where('tenant_id', '=', office.tenantId)
			.where('unit_id', '=', unitId)
			.where('direction', '=', 'in')
			.executeTakeFirstOrThrow(),
	);
	await answerMessage(door, { messageId: id, code: '01' });
};

/** What goes and comes as files. */
export const playMessages = async (
	stage: Stage,
	{ office, clerk, resolutionId }: { office: Player; clerk: Player; resolutionId: string },
): Promise<void> => {
	await playSent(stage, clerk, resolutionId);
	await playReceived(stage, office);
};
