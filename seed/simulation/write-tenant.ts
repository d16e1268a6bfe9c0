import { nameParts } from '#lib/features/organisation/domain/person-name.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { anyName } from '../names.ts';
import type { Random } from '../random.ts';
import { agesOf } from './ages.ts';
import { cellYear, type SentDocument } from './cell-year.ts';
import type { Copies } from './copy.ts';
import type { Wish } from './simulate.ts';
import type { SimulatedTables } from './tables.ts';
import { groupsOf, shapeOf, simulatedId } from './tree.ts';
import { writeCounts } from './write-counts.ts';
import { writeRows } from './write-rows.ts';

type Place = { id: string; path: string };
/** The books of a tenant while they are written. */
export type Books = {
	copies: Copies<SimulatedTables>;
	random: Random;
	tenantId: string;
	tenant: number;
	next: () => number;
	wish: Wish;
	counted: { units: number; people: number };
};

const FOUNDED = '2020-01-01';
/** When everything began that has no day of its own. */
export const moment = `${FOUNDED}T08:00:00+07:00`;

export const unitIn = (
	books: Books,
	kind: string,
	name: string,
	sign: string,
	parent: Place | null,
): Place => {
	const { copies, tenantId } = books;
	const id = simulatedId(0x01, books.tenant, books.next());
	const path = parent ? `${parent.path}.${treeLabel(id)}` : treeLabel(id);
	copies.row('unit', [tenantId, id, kind, name, name, sign, parent?.id ?? null, path, FOUNDED]);
	copies.row('unit_name', [tenantId, id, FOUNDED, name, name]);
	copies.row('unit_place', [tenantId, id, FOUNDED, parent?.id ?? null]);
	books.counted.units += 1;
	return { id, path };
};

export const personIn = (books: Books, unit: Place, standing: string, role: string | null): string => {
	const { copies, tenantId, tenant } = books;
	const id = simulatedId(0x02, tenant, books.next());
	const parts = nameParts(anyName(books.random));
	copies.row('person', [tenantId, id, parts.fullName, parts.givenName, parts.sortKey, '', moment]);
	copies.row('membership', [
		tenantId,
		simulatedId(0x03, tenant, books.next()),
		id,
		unit.id,
		standing,
		FOUNDED,
	]);
	if (role)
		copies.row('role_assignment', [
			tenantId,
			simulatedId(0x04, tenant, books.next()),
			id,
			unit.id,
			role,
			FOUNDED,
		]);
	books.counted.people += 1;
	return id;
};

/** Documents of a level for a year, held by the unit that sends them down. */
const documentsOf = (
	books: Books,
	unit: Place,
	filedBy: string,
	year: number,
	count: number,
	issuer: string,
): SentDocument[] =>
	Array.from({ length: count }, (_document, index) => {
		const { copies, tenantId, tenant } = books;
		const id = simulatedId(0x10, tenant, books.next());
		const issuedOn = addDays(`${year}-01-08`, Math.floor((index * 330) / Math.max(1, count)));
		const number = `${index + 1}-NQ/${issuer}-${year}`;
		const at = `${issuedOn}T08:00:00+07:00`;
		copies.row('document', [
			tenantId,
			id,
			unit.id,
			'NQ',
			'Nghị quyết',
			number,
			number.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, ''),
			issuer,
			issuedOn,
			`Về nhiệm vụ trọng tâm thứ ${index + 1} năm ${year}`,
			'published',
			2,
			2,
			filedBy,
			at,
			at,
		]);
		const clauseIds = [1, 2].map((ordinal) => {
			const clauseId = simulatedId(0x11, tenant, books.next());
			copies.row('clause', [
				tenantId,
				clauseId,
				id,
				ordinal,
				clauseId,
				`muc-${ordinal}`,
				'section',
				`${ordinal}.`,
				`Nhiệm vụ ${ordinal}`,
				'Nội dung mô phỏng.',
				1,
				true,
			]);
			return clauseId;
		});
		return { id, holderId: unit.id, clauseIds, issuedOn };
	});

const standingOf = (random: Random): string => (random.chance(0.93) ? 'official' : 'probationary');

const writeCell = (books: Books, cell: Place, members: number, sent: Map<number, SentDocument[]>): void => {
	const { copies, tenantId, random, wish } = books;
	const roles = ['secretary', 'deputy', 'committee_member'];
	const personIds = Array.from({ length: members }, (_person, index) =>
		personIn(
			books,
			cell,
			standingOf(random),
			members >= 3 ? (roles[index] ?? null) : index === 0 ? 'secretary' : null,
		),
	);
	for (const [year, documents] of sent) {
		const own = documentsOf(books, cell, personIds[0] ?? '', year, 2, 'CB');
		const life = cellYear(random, {
			year,
			people: members,
			documents: [...documents, ...own],
			today: wish.today,
		});
		const ages = agesOf(members);
		copies.row('unit_ages', [
			tenantId,
			cell.id,
			year,
			ages.aged_30,
			ages.aged_40,
			ages.aged_50,
			ages.aged_60,
			ages.aged_more,
			personIds[0] ?? '',
			moment,
		]);
		if (wish.light) writeCounts(copies, { tenantId, unitId: cell.id, life, today: wish.today });
		else
			writeRows(
				{
					copies,
					tenantId,
					tenant: books.tenant,
					next: books.next,
					unitId: cell.id,
					personIds,
					today: wish.today,
					readings: wish.readings,
				},
				life,
			);
	}
	if (wish.light) copies.row('unit_people', [tenantId, cell.id, members]);
};

/** An organisation with books of its own: its root, bodies, grassroots organisations and cells with a life of some years. */
export const writeTenant = async (
	books: Books,
	name: string,
	members: number,
): Promise<{ rootId: string; officers: string[] }> => {
	const shape = shapeOf(books.wish.members, books.wish.units);
	const { wish, copies } = books;
	const last = Number(wish.today.slice(0, 4));
	const years = Array.from({ length: wish.years }, (_year, index) => last - wish.years + 1 + index);
	const root = unitIn(books, shape.kind, name, 'TU', null);
	const officers = ['secretary', 'clerk', 'higher_officer'].map((role) =>
		personIn(books, root, 'official', role),
	);
	if (wish.light) copies.row('unit_people', [books.tenantId, root.id, officers.length]);
	const sentBy = (
		unit: Place,
		by: string,
		count: number,
		issuer: string,
		above?: Map<number, SentDocument[]>,
	) =>
		new Map(
			years.map((year) => [
				year,
				[...(above?.get(year) ?? []), ...documentsOf(books, unit, by, year, count, issuer)],
			]),
		);
	const fromRoot = sentBy(root, officers[1] ?? '', 6, 'TU');
	const grassroots = async (
		parent: Place,
		size: number,
		above: Map<number, SentDocument[]>,
		label: string,
	): Promise<void> => {
		for (const [index, group] of groupsOf(size, shape.grassrootsMembers).entries()) {
			const body = unitIn(books, 'grassroots_committee', `Đảng bộ cơ sở ${label}${index + 1}`, 'ĐU', parent);
			const sent = sentBy(body, officers[1] ?? '', 2, 'ĐU', above);
			for (const [number, people] of groupsOf(group, shape.cellMembers).entries()) {
				writeCell(
					books,
					unitIn(books, 'cell', `Chi bộ ${label}${index + 1}.${number + 1}`, 'CB', body),
					people,
					sent,
				);
				await copies.settle();
			}
		}
	};
	if (!shape.hasBodies) await grassroots(root, members - officers.length, fromRoot, '');
	else
		for (const [index, size] of groupsOf(members - officers.length, shape.bodyMembers).entries()) {
			const body = unitIn(books, 'superior_committee', `Đảng bộ trực thuộc số ${index + 1}`, 'ĐU', root);
			await grassroots(body, size, sentBy(body, officers[1] ?? '', 4, 'ĐBTT', fromRoot), `${index + 1}.`);
		}
	return { rootId: root.id, officers };
};
