import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createAccount } from '#lib/features/identity/commands.server.ts';
import { confirmIntake, receiveFile } from '#lib/features/library/commands.server.ts';
import { addPerson, addUnit, assignRole } from '#lib/features/organisation/commands.server.ts';
import { foundingDoor, setUpOrganisation } from '#lib/features/organisation/set-up.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day, dayOf, startOfDay } from '#lib/shared/calendar.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { playMeetings } from './cell-meetings.ts';
import { playPapers } from './cell-papers.ts';
import { playAddition, playProgramme } from './cell-programmes.ts';
import { playProposals } from './cell-proposals.ts';
import { playReading } from './cell-reading.ts';
import { playRelations } from './cell-relations.ts';
import { nameMaker } from './names.ts';
import { cellParts, higherParts, type Part, samplePassword } from './people.ts';
import { type Random, seededRandom } from './random.ts';
import { type DocumentStory, story } from './story.ts';

/** A person of the sample: who they are when they act, and what they are in the cell. */
export type Player = Actor & { personId: string; part: Part };

/** The stage of the sample world: a door for anybody at any hour of any day before today. */
export type Stage = {
	root: string;
	today: Day;
	random: Random;
	unitId: string;
	people: Player[];
	/** The door of a player, `daysAgo` days before today at an hour of that day. Hours keep the order of events. */
	at: (actor: Actor, daysAgo: number, hour?: number) => Door;
};

type Place = { unitId: string; path: string; unitName: string };

const actorIn = (
	tenantId: string,
	tenantName: string,
	personId: string,
	name: string,
	part: Part,
	place: Place,
): Player => ({
	kind: 'person',
	tenantId,
	tenantName,
	isSample: true,
	userId: null,
	personId,
	name,
	mustChangePassword: false,
	standings: [{ ...place, standing: part.standing }],
	roles: part.roles.map((role) => ({ ...place, role })),
	part,
});

/** Files a document of the story: received by the clerk, facts completed where the file is silent, confirmed. */
const fileDocument = async (stage: Stage, clerk: Player, entry: DocumentStory): Promise<string> => {
	const door = stage.at(clerk, entry.filedDaysAgo, 8);
	const bytes = new Uint8Array(readFileSync(join(stage.root, 'seed/documents', entry.file)));
	const received = await receiveFile(door, {
		unitId: stage.unitId,
		batchId: '00000000-0000-7000-8000-000000000000',
		filePath: entry.file,
		bytes,
	});
	if (!received.intakeId || received.state !== 'waiting')
		throw new Error(`The sample document ${entry.file} was not read: ${received.error}`);
	const { intake } = await import('./intake-facts.ts').then(({ factsOf }) =>
		factsOf(door, received.intakeId ?? ''),
	);
	const facts = { ...intake, ...entry.facts };
	const { documentId } = await confirmIntake(door, { intakeId: received.intakeId, ...facts });
	return documentId;
};

/**
 * Makes the sample organisation through the commands that people run: a provincial committee, the committee below it,
 * the department's cell of the brief with its 27 people, and a year of its life.
 * @returns the login and password of the secretary
 */
export const playCell = async (
	base: Omit<Door, 'actor'>,
	root: string,
	say: (line: string) => void = () => {},
): Promise<{ login: string; password: string }> => {
	const today = dayOf(base.clock());
	const random = seededRandom(2017);
	const nextName = nameMaker(random);
	const clockAt = (daysAgo: number, hour: number) => {
		const start = startOfDay(addDays(today, -daysAgo)).getTime() + hour * 3_600_000;
		let tick = 0;
		return () => new Date(Math.min(start + tick++ * 1000, base.clock().getTime()));
	};
	const founding = foundingDoor({ ...base, clock: clockAt(400, 8) });
	const tenantName = 'Tỉnh ủy Sông Lam (tổ chức mẫu)';
	const {
		tenantId,
		unitId: rootId,
		personId: administratorId,
	} = await setUpOrganisation(founding, {
		name: tenantName,
		kind: 'provincial_committee',
		fullName: nextName(),
		login: 'quan.tri',
		password: samplePassword,
		isSample: true,
	});
	const rootPlace: Place = { unitId: rootId, path: treeLabel(rootId), unitName: 'Tỉnh ủy Sông Lam' };
	const administrator: Player = {
		...actorIn(
			tenantId,
			tenantName,
			administratorId,
			'Quản trị',
			{ title: '', standing: 'official', roles: ['administrator'] },
			rootPlace,
		),
		standings: [],
	};
	const at = (actor: Actor, daysAgo: number, hour = 9): Door => ({
		...base,
		actor,
		clock: clockAt(daysAgo, hour),
	});
	const from = addDays(today, -399);
	const founded = at(administrator, 399);
	const { unitId: committeeId } = await addUnit(founded, {
		parentId: rootId,
		kind: 'superior_committee',
		name: 'Đảng bộ các cơ quan tỉnh Sông Lam',
		shortName: 'Đảng bộ các cơ quan tỉnh',
		sign: 'ĐU',
		from,
	});
	const { unitId } = await addUnit(founded, {
		parentId: committeeId,
		kind: 'cell',
		name: 'Chi bộ Sở Thông tin và Truyền thông',
		shortName: 'Chi bộ Sở TT&TT',
		sign: 'CB',
		from,
	});
	const { unitId: otherId } = await addUnit(founded, {
		parentId: committeeId,
		kind: 'cell',
		name: 'Chi bộ Sở Nội vụ',
		shortName: 'Chi bộ Sở Nội vụ',
		sign: 'CB',
		from,
	});

	const join = async (part: Part, unit: Place): Promise<Player> => {
		const name = nextName();
		const { personId } = await addPerson(founded, {
			unitId: unit.unitId,
			fullName: name,
			jobTitle: part.title,
			standing: part.standing,
			from,
		});
		for (const role of part.roles) await assignRole(founded, { personId, unitId: unit.unitId, role, from });
		if (part.login)
			await createAccount(founded, {
				personId,
				login: part.login,
				password: samplePassword,
				mustChange: false,
			});
		return actorIn(tenantId, tenantName, personId, name, part, unit);
	};
	const committeePath = `${rootPlace.path}.${treeLabel(committeeId)}`;
	const cell: Place = { unitId, path: `${committeePath}.${treeLabel(unitId)}`, unitName: 'Chi bộ Sở TT&TT' };
	const committee: Place = { unitId: committeeId, path: committeePath, unitName: 'Đảng bộ các cơ quan tỉnh' };
	const people: Player[] = [];
	for (const part of cellParts) people.push(await join(part, cell));
	const higher: Player[] = [];
	for (const part of higherParts)
		higher.push(await join(part, part.roles.includes('higher_officer') ? committee : rootPlace));
	const officer = higher.find(({ part }) => part.roles.includes('higher_officer'));
	const other: Place = {
		unitId: otherId,
		path: `${committeePath}.${treeLabel(otherId)}`,
		unitName: 'Chi bộ Sở Nội vụ',
	};
	for (const part of cellParts.slice(0, 8)) {
		const { login: _login, ...stranger } = part;
		await join(stranger, other);
	}
	say(`${people.length} người trong chi bộ`);

	const stage: Stage = { root, today, random, unitId, people, at };
	const clerk = people.find(({ part }) => part.roles.includes('clerk'));
	if (!clerk || !officer) throw new Error('The sample has no clerk or no officer above');
	const ids = new Map<string, string>();
	const programmes = new Map<string, string>();
	for (const entry of [...story].sort((left, right) => right.filedDaysAgo - left.filedDaysAgo)) {
		const documentId = await fileDocument(stage, clerk, entry);
		ids.set(entry.file, documentId);
		const sections = await playReading(stage, clerk, documentId, entry);
		if (entry.programme)
			programmes.set(entry.file, await playProgramme(stage, documentId, sections, entry.programme));
		say(entry.file);
	}
	for (const { file, programme } of story) {
		const [own, other] = [ids.get(file), ids.get(programme?.alsoCarriesOut?.file ?? '')];
		if (programme && own && other)
			await playAddition(stage, programme, programmes.get(file) ?? '', [own, other]);
	}
	await playRelations(stage, clerk, ids);
	// Before the meetings: what they issue is numbered in the term that is told here.
	await playPapers(stage, clerk);
	await playMeetings(stage);
	await playProposals(stage, officer);
	say('Các kỳ sinh hoạt và đề xuất trong năm');
	return { login: 'bi.thu', password: samplePassword };
};
