import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findRoot } from '#lib/platform/config/config.ts';
import type { Route } from '../support/route-table.ts';
import type { Kind, Place } from './places.ts';

/**
 * Which id a place of an address stands for: by the address up to there, else by the name of the parameter.
 * A route with a parameter that is not told here fails the test.
 */
const ofAddress: [RegExp, Kind][] = [
	[/^\/van-ban\/\[id\]/, 'document'],
	[/^\/van-ban\/(cho-xac-nhan|cho|them|tiep-nhan)\/\[\w+\]/, 'intake'],
	[/^\/chuyen-de\/\[collection\]/, 'collection'],
	[/^\/hop\/\[meeting\]/, 'meeting'],
	[/^\/nghi-quyet\/\[resolution\]/, 'resolution'],
	[/^\/trao-doi\/\[message\]/, 'message'],
	[/^\/so-van-ban-di\/\[paper\]/, 'paper'],
	[/^\/chuong-trinh\/\[id\]/, 'programme'],
	[/^\/minh-chung\/\[\w+\]/, 'evidence'],
	[/^\/nhiem-vu\/\[id\]/, 'task'],
	[/^\/tom-luoc\/\[assignment\]/, 'assignment'],
	[/^\/hoc-tap\/\[round\]\/buoi\/\[studySession\]/, 'studySession'],
	[/^\/hoc-tap\/\[round\]\/bai\/\[reflection\]/, 'reflection'],
	[/^\/hoc-tap\/\[round\]\/tep\/\[file\]/, 'reflectionFile'],
	[/^\/hoc-tap\/\[round\]\/trinh-chieu\/\[slide\]/, 'studySlide'],
	[/^\/hoc-tap\/\[round\]/, 'studyRound'],
	[/^\/dang-ky\/\[campaign\]\/ban\/\[registration\]/, 'registration'],
	[/^\/dang-ky\/\[campaign\]\/tep\/\[file\]/, 'checkFile'],
	[/^\/dang-ky\/\[campaign\]/, 'campaign'],
	[/^\/danh-gia\/\[round\]/, 'reviewRound'],
	[/^\/de-xuat\/\[proposal\]/, 'proposal'],
	[/^\/trao-doi\/ket-noi\/\[partner\]/, 'partner'],
	[/^\/trien-khai\/ket-noi\/\[arrival\]/, 'arrival'],
	[/^\/trien-khai\/den\/\[receipt\]/, 'receipt'],
	[/^\/trien-khai\/\[dispatch\]/, 'dispatch'],
	[/^\/cong-bo\/moi\/\[kind=siteKind\]\/\[source\]/, 'document'],
	[/^\/(cong-bo|cong-khai\/\[\[site=site\]\])\/bai\/\[entry\]/, 'siteEntry'],
	[/^\/guong-sang\/\[recognition\]\/tep\/\[evidence\]/, 'recognitionEvidence'],
	[/^\/guong-sang\/\[recognition\]/, 'recognition'],
	[/^\/duoi-co\/\[talk\]/, 'talk'],
	[/^\/nhac-nho\/\[limit\]\/tep\/\[file\]/, 'limitFile'],
	[/^\/nhac-nho\/\[limit\]/, 'limit'],
	[/^\/mo-hinh\/\[model\]/, 'model'],
	[/^\/mo-hinh\/ap-dung\/\[adoption\]/, 'adoption'],
	[/^\/binh-xet\/\[award\]\/de-cu\/\[unit\]\/tep\/\[evidence\]/, 'nominationEvidence'],
	[/^\/binh-xet\/\[award\]\/de-cu\/\[unit\]/, 'mass'],
	[/^\/binh-xet\/\[award\]/, 'award'],
	[/^\/kiem-tra\/\[inspection\]\/ho-so\/\[record\]\/tep\/\[recordFile\]/, 'evidence'],
	[/^\/kiem-tra\/\[inspection\]\/ho-so\/\[record\]/, 'inspectionRecord'],
	[/^\/kiem-tra\/\[inspection\]\/tep\/\[file\]/, 'inspectionFile'],
	[/^\/kiem-tra\/\[inspection\]/, 'inspection'],
	[/^\/bao-cao\/\[report\]/, 'periodicReport'],
	[/^\/dao-tao\/khoa\/\[course\]/, 'course'],
	[/^\/dao-tao\/nguoi\/\[person\]\/tep\/\[certificate\]/, 'certificate'],
	[/^\/doan-the\/phoi-hop\/\[joint\]\/tep\/\[file\]/, 'jointFile'],
	[/^\/doan-the\/phoi-hop\/\[joint\]/, 'joint'],
	[/^\/doan-the\/\[organisation\]/, 'mass'],
	[/^\/noi-cu-tru\/noi\/\[place\]/, 'residencePlace'],
	[/^\/noi-cu-tru\/giay\/\[letter\]/, 'residenceLetter'],
	[/^\/noi-cu-tru\/nhan-xet\/\[round\]/, 'residenceRound'],
	[/^\/noi-cu-tru\/phieu\/\[request\]/, 'residenceRequest'],
	[/^\/to-chuc\/sap-xep\/\[reorganisation\]/, 'reorganisation'],
	[/^\/to-chuc\/chuyen-sinh-hoat\/den\/\[incoming\]/, 'incoming'],
	[/^\/to-chuc\/chuyen-sinh-hoat\/\[transfer\]/, 'transfer'],
	[/^\/to-chuc\/nhap-danh-sach\/\[roster\]/, 'roster'],
	[/^\/toan-canh\/\[unit\]/, 'unit'],
	[/^\/to-chuc\/\[(id|unit|unitId|don-vi)\]/, 'unit'],
	[/^\/to-chuc\/(don-vi)\/\[\w+\]/, 'unit'],
	[/\/(nguoi|can-bo|dang-vien|thanh-vien|tai-khoan)\/\[\w+\]/, 'person'],
];
/** Where an address goes on tells which one is meant: papers are written for a round that is open. */
const ofWholeAddress: [RegExp, string, Kind][] = [
	[/^\/hoc-tap\/\[round\]\/bai-thu-hoach/, 'round', 'openRound'],
	[/^\/dang-ky\/\[campaign\]\/sua/, 'campaign', 'campaignDraft'],
	[/^\/duoi-co\/\[talk\]\/(soan|trinh-bay)/, 'talk', 'talkDraft'],
	[/^\/mo-hinh\/\[model\]\/sua/, 'model', 'modelDraft'],
];
/** What names nothing of a place would open for everybody: it is asked for in the one place that is the players' own. */
const onlyOwn =
	(value: string) =>
	({ mark }: Place): string =>
		mark === 'DAU-HIEU-A1' ? value : 'khong-co';
const ofName: Record<string, Kind | ((place: Place) => string)> = {
	documentId: 'document',
	unitId: 'unit',
	personId: 'person',
	programmeId: 'programme',
	taskId: 'task',
	reportId: 'report',
	evidenceId: 'evidence',
	intakeId: 'intake',
	renditionId: 'rendition',
	clauseId: 'clause',
	batchId: 'batch',
	batch: 'batch',
	sha256: 'sha256',
	anchor: () => 'muc-1',
	page: () => '1',
	quarter: () => '4',
	figure: () => 'meetings',
	rest: () => 'khong-co',
	site: () => '@khong-co',
	kind: () => 'van-ban',
	theme: () => 'khong-co',
	author: () => 'khong-co',
	year: onlyOwn('2026'),
	source: onlyOwn('tasks'),
	token: () => 'khong-co-loi-moi-nay',
	path: () => 'openapi.json',
};

const withoutGroups = (id: string): string => id.replace(/\/\([^)]+\)/g, '') || '/';

const supplierOf = (id: string, param: string): Kind | ((place: Place) => string) | undefined => {
	const whole = ofWholeAddress.find(([pattern, name]) => name === param && pattern.test(id));
	if (whole) return whole[2];
	const upTo = id.slice(0, id.indexOf(`${param}]`) + param.length + 1);
	return ofAddress.find(([pattern]) => new RegExp(`${pattern.source}$`).test(upTo))?.[1] ?? ofName[param];
};

/** Parameters for which nobody tells the kind of id. */
export const unsupplied = (routes: Route[]): string[] =>
	routes.flatMap(({ id, params }) =>
		params.filter((param) => !supplierOf(withoutGroups(id), param)).map((param) => `${id}: ${param}`),
	);

/** The address of a route with the ids of a place. */
export const addressOf = (route: Route, place: Place): string => {
	const id = withoutGroups(route.id);
	return route.params.reduce((address, param) => {
		const supplier = supplierOf(id, param);
		const value = typeof supplier === 'function' ? supplier(place) : supplier ? place.ids[supplier] : '';
		return address.replace(new RegExp(`\\[+(\\.\\.\\.)?${param}(=\\w+)?\\]+`), value);
	}, id);
};

/** Kinds of ids that fields of forms bear; the rest get a plain value. */
const ofField: [RegExp, Kind][] = [
	[/^(document|renditionOf$)/i, 'document'],
	[/^unitNoteId$/, 'unitNote'],
	[/^(intoUnit|forUnit|toTenant)Id$/, 'unit'],
	[/^knownPersonId$/, 'person'],
	[/^(unit|parent|homeUnit|sourceIds|target|toUnit|successor|ended)/i, 'unit'],
	[/^reorganisation/i, 'reorganisation'],
	[/^roster/i, 'roster'],
	[/^actId$/, 'reorganisationAct'],
	[/^(person|owner|supervisor|helper|chair|taker|author)/i, 'person'],
	[/^agendaItem/i, 'agendaItem'],
	[/^ballot/i, 'ballot'],
	[/^meeting/i, 'meeting'],
	[/^resolution/i, 'resolution'],
	[/^plannedTask/i, 'plannedTask'],
	[/^assignment/i, 'assignment'],
	[/^(proposal|alike)/i, 'proposal'],
	[/^massId$/, 'mass'],
	[/^massMemberId$/, 'massMember'],
	[/^memberPersonId$/, 'person'],
	[/^participantIds$/, 'person'],
	[/^jointId$/, 'joint'],
	[/^activityId$/, 'activity'],
	[/^(place|into)Id$/, 'residencePlace'],
	[/^linkId$/, 'residenceLink'],
	[/^letterId$/, 'residenceLetter'],
	[/^requestId$/, 'residenceRequest'],
	[/^(round|studyRound)/i, 'studyRound'],
	[/^reflection/i, 'reflection'],
	[/^(reviewer|checker|rater|member|inCharge)/i, 'person'],
	[/^registration/i, 'registration'],
	[/^recognition/i, 'recognition'],
	[/^(to)?partner/i, 'partner'],
	[/^parcel/i, 'parcel'],
	[/^arrival/i, 'arrival'],
	[/^receipt/i, 'receipt'],
	[/^dispatch/i, 'dispatch'],
	[/^entry/i, 'siteEntry'],
	[/^campaign/i, 'campaign'],
	[/^limit/i, 'limit'],
	[/^(talk|otherTalk)/i, 'talk'],
	[/^theme/i, 'talkTheme'],
	[/^leave/i, 'talkLeave'],
	[/^swap/i, 'talkSwap'],
	[/^(chosen|speaker)/i, 'person'],
	[/^award/i, 'award'],
	[/^nominationEvidence/, 'nominationEvidence'],
	[/^nomination/i, 'nomination'],
	[/^(periodicReport|citedReport)/, 'periodicReport'],
	[/^kindId$/, 'reportKind'],
	[/^ofUnitId$/, 'unit'],
	[/^inspection/i, 'inspection'],
	[/^model/i, 'model'],
	[/^adoptionTask/, 'adoptionTask'],
	[/^adoption/i, 'adoption'],
	[/^named/, 'person'],
	[/^inspector/i, 'person'],
	[/^inspectedUnit/, 'unit'],
	[/^record(Id)?$/, 'inspectionRecord'],
	[/^source(Id|Ids)$/, 'task'],
	[/^followUp/, 'inspectionFollowUp'],
	[/^file/i, 'reflectionFile'],
	[/^studySession/i, 'studySession'],
	[/^slide/i, 'studySlide'],
	[/^questionId/, 'studyQuestion'],
	[/^membership/i, 'membership'],
	[/^course/i, 'course'],
	[/^certificate(Id)?$/i, 'certificate'],
	[/^need(Id|Ids)$/i, 'need'],
	[/^role(Id|Assignment)/i, 'role'],
	[/^session/i, 'session'],
	[/^savedSearch/i, 'savedSearch'],
	[/^batch/i, 'batch'],
	[/^intake/i, 'intake'],
	[/^(clause|section|lastSection)/i, 'clause'],
	[/^publication/i, 'publication'],
	[/^summary(Id)?$/i, 'summary'],
	[/^relation(Id)?$/i, 'relation'],
	[/^programme/i, 'programme'],
	[/^(task|needs)/i, 'task'],
	[/^step/i, 'step'],
	[/^indicator/i, 'indicator'],
	[/^change/i, 'deadlineChange'],
	[/^recurrence/i, 'recurrence'],
	[/^report/i, 'report'],
	[/^evidence/i, 'evidence'],
	[/^collection/i, 'collection'],
	[/^(message|aboutMessage)/i, 'message'],
	[/^paper/i, 'paper'],
	[/^term(Id)?$/i, 'term'],
	[/^organ/i, 'organ'],
	[/^rendition/i, 'rendition'],
	[/^(item|beforeItem)/i, 'item'],
	[/^noteId/, 'note'],
	[/^notificationId/, 'notification'],
	[/^(id|subject)$/i, 'document'],
];

const plain: Record<string, string> = {
	audience: 'unit',
	kind: 'cell',
	role: 'clerk',
	standing: 'official',
	decision: 'returned',
	percent: '50',
	state: 'published',
	presence: 'present',
	choice: 'yes',
	chosen: 'no',
	method: 'hand',
	majority: 'half',
	time: '08:00',
	day: '2026-12-01',
	minutesPlanned: '90',
	minutes: '10',
	yes: '1',
	no: '0',
	abstain: '0',
	number: '01-NQ/CB',
	typeCode: 'NQ',
	email: 'a@b.vn',
	login: 'khong.duoc',
	password: 'mat-khau-bi-sua',
	url: 'https://example.vn',
	seconds: '30',
	locale: 'vi',
	theme: 'light',
	step: 'down',
	shared: 'yes',
	size: '2',
	business: 'new',
	code: '03',
	direction: 'at_least',
	target: '10',
	value: '5',
	every: 'month',
	done: 'yes',
	outcome: 'reached',
	toDay: '2027-02-01',
	naming: 'usual',
	way: 'recording',
	recordingUrl: 'https://example.vn',
	settled: 'yes',
	consent: 'yes',
	named: 'yes',
	source: 'described',
	committeeOn: '2026-01-02',
	answerDays: '10',
	toldDays: '3',
	closeDays: '7',
	answerer: 'committee',
	urgency: '0',
	hours: '8',
	strand: 'skills',
	isOnline: 'on',
	certificateKind: '',
	nth: '1',
	weekday: '1',
	takers: 'unit',
	gapDays: '30',
	pace: '120',
	writeDays: '7',
	reviewDays: '3',
	responses: 'yes',
	period: 'q1',
	year: '2027',
	wanted: '1',
	met: 'yes',
	handedOut: '1',
	returned: '1',
	valid: '1',
	majorityOf: 'entitled',
	majorityShare: '50',
	quorumShare: '67',
	ownUnit: 'abstains',
	sends: 'yes',
	revision: '0',
};
const plainValue = (name: string): string => {
	if (plain[name]) return plain[name];
	if (/on$|by$|^from$|^to$|^until$|date/i.test(name)) return '2026-12-01';
	return 'Một giá trị';
};

/** The names of all fields of all forms, read from the source, so that a new field is covered by itself. */
export const fieldNames = (): string[] => {
	const names = new Set([
		'documentIds',
		'clauseIds',
		'personIds',
		'helperIds',
		'organIds',
		'renditionIds',
		'taskIds',
		'needsIds',
		'proposalIds',
		'registrationIds',
		'alikeIds',
		'needIds',
		'chosenIds',
		'inspectorIds',
		'namedIds',
		'sourceIds',
	]);
	for (const file of readdirSync(join(findRoot(), 'src'), { recursive: true, encoding: 'utf8' })) {
		if (!file.endsWith('.svelte')) continue;
		for (const [, name] of readFileSync(join(findRoot(), 'src', file), 'utf8').matchAll(/\bname="([\w-]+)"/g))
			names.add(name ?? '');
	}
	return [...names].filter((name) => name !== '' && name !== 'viewport').sort();
};

/** Names of fields that end in Id and whose kind nobody tells. */
export const unsuppliedFields = (names: string[]): string[] =>
	names.filter((name) => /Ids?$/.test(name) && !ofField.some(([pattern]) => pattern.test(name)));

/** A value for every field: where it names a thing, that of the place. */
export const fieldsOf = (names: string[], place: Place): Record<string, string> =>
	Object.fromEntries(
		names.map((name) => {
			const kind =
				/Ids?$|^id$|^subject$|^(unit|person|document|owner|supervisor|parent|clause|programme)$/.test(name)
					? ofField.find(([pattern]) => pattern.test(name))?.[1]
					: undefined;
			return [name, kind ? place.ids[kind] : plainValue(name)];
		}),
	);
