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
	[/^\/de-xuat\/\[proposal\]/, 'proposal'],
	[/^\/to-chuc\/\[(id|unit|unitId|don-vi)\]/, 'unit'],
	[/^\/to-chuc\/(don-vi)\/\[\w+\]/, 'unit'],
	[/\/(nguoi|can-bo|dang-vien|thanh-vien|tai-khoan)\/\[\w+\]/, 'person'],
];
/** Where an address goes on tells which one is meant: papers are written for a round that is open. */
const ofWholeAddress: [RegExp, string, Kind][] = [
	[/^\/hoc-tap\/\[round\]\/bai-thu-hoach/, 'round', 'openRound'],
];
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
	[/^(unit|parent|homeUnit)/i, 'unit'],
	[/^(person|owner|supervisor|helper|chair|taker|author)/i, 'person'],
	[/^agendaItem/i, 'agendaItem'],
	[/^ballot/i, 'ballot'],
	[/^meeting/i, 'meeting'],
	[/^resolution/i, 'resolution'],
	[/^plannedTask/i, 'plannedTask'],
	[/^assignment/i, 'assignment'],
	[/^(proposal|alike)/i, 'proposal'],
	[/^(round|studyRound)/i, 'studyRound'],
	[/^reflection/i, 'reflection'],
	[/^(reviewer)/i, 'person'],
	[/^file/i, 'reflectionFile'],
	[/^studySession/i, 'studySession'],
	[/^slide/i, 'studySlide'],
	[/^questionId/, 'studyQuestion'],
	[/^membership/i, 'membership'],
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
	answerer: 'committee',
	answerDays: '10',
	urgency: '0',
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
		'alikeIds',
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
