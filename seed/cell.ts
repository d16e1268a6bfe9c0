import { createAccount } from '#lib/features/identity/commands.server.ts';
import { addUnit } from '#lib/features/organisation/commands.server.ts';
import { addPerson, assignRole } from '#lib/features/organisation/people.server.ts';
import { foundingDoor, setUpOrganisation } from '#lib/features/organisation/set-up.server.ts';
import { countSample } from '#lib/features/oversight/follow.server.ts';
import type { Door } from '#lib/platform/command/command.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day, dayOf, startOfDay } from '#lib/shared/calendar.ts';
import { treeLabel } from '#lib/shared/slug.ts';
import { playCascade } from './cell-cascade.ts';
import { playCommitments } from './cell-commitments.ts';
import { playExchange } from './cell-exchange.ts';
import { playGrowth } from './cell-growth.ts';
import { playInspections } from './cell-inspections.ts';
import { playMassOrganisations } from './cell-mass-organisations.ts';
import { playMeetings } from './cell-meetings.ts';
import { playModels } from './cell-models.ts';
import { playNominations } from './cell-nominations.ts';
import { playOversight, type Sister } from './cell-oversight.ts';
import { playPapers } from './cell-papers.ts';
import { playAddition, playProgramme } from './cell-programmes.ts';
import { playProposals } from './cell-proposals.ts';
import { playReading } from './cell-reading.ts';
import { playRecognition } from './cell-recognition.ts';
import { playRelations } from './cell-relations.ts';
import { playReorganisation } from './cell-reorganisation.ts';
import { playReports } from './cell-reports.ts';
import { playResidence } from './cell-residence.ts';
import { playReviews } from './cell-reviews.ts';
import { playSite } from './cell-site.ts';
import { playStudy } from './cell-study.ts';
import { playTalks } from './cell-talks.ts';
import { playTraining } from './cell-training.ts';
import { playTransfers } from './cell-transfers.ts';
import { fileDocument } from './file-document.ts';
import { organisations } from './mass-texts.ts';
import { nameMaker } from './names.ts';
import { sisterCells } from './oversight-texts.ts';
import { cellParts, headOfCommittee, higherParts, type Part, samplePassword } from './people.ts';
import { type Random, seededRandom } from './random.ts';
import { story } from './story.ts';

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

	const massIds: string[] = [];
	for (const { name, shortName, sign } of organisations)
		massIds.push(
			(await addUnit(founded, { parentId: unitId, kind: 'mass_organisation', name, shortName, sign, from }))
				.unitId,
		);

	const join = async (part: Part, unit: Place, name = nextName()): Promise<Player> => {
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
	const strangers: Player[] = [];
	for (const part of cellParts.slice(0, 8)) {
		const { login: _login, ...stranger } = part;
		strangers.push(await join(stranger, other));
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
	await playReviews(stage);
	await playStudy(stage, ids);
	await playCommitments(stage, ids);
	await playProposals(stage, officer);
	await playRecognition(stage);
	await playTalks(stage, ids);
	await playTraining(stage);
	// Last, and with names of its own, so that everybody before has the same name as ever.
	const head = await join(headOfCommittee, committee, nameMaker(seededRandom(57))());
	await playCascade({ ...stage, unitId: committeeId }, head, { clerk, otherHeads: strangers });
	await playSite(stage);
	await playResidence(stage);
	await playMassOrganisations(stage, massIds, [...ids.values()]);
	await playReorganisation(stage, administrator, { committeeId, successorId: otherId });
	// After all others: their names stay what they were.
	const committeeClerk = await join(
		{ title: 'Văn thư Văn phòng Đảng ủy', standing: 'official', roles: ['clerk'] },
		committee,
	);
	const sisters: Sister[] = [];
	for (const sister of sisterCells) {
		const { unitId: sisterId } = await addUnit(founded, {
			parentId: committeeId,
			kind: 'cell',
			name: sister.name,
			shortName: sister.shortName,
			sign: 'CB',
			from,
		});
		const place: Place = {
			unitId: sisterId,
			path: `${committeePath}.${treeLabel(sisterId)}`,
			unitName: sister.shortName,
		};
		const members: Player[] = [];
		for (const part of cellParts.slice(0, sister.people)) {
			const { login: _login, ...stranger } = part;
			members.push(await join(stranger, place));
		}
		sisters.push({ cell: sister, unitId: sisterId, people: members });
	}
	await playOversight(stage, { unitId: committeeId, clerk: committeeClerk }, sisters);
	await playInspections(stage, officer);
	await playNominations(stage, { unitId: committeeId, head, officer }, [
		{ unitId, shortName: cell.unitName, people },
		{ unitId: otherId, shortName: other.unitName, people: strangers },
		...sisters.map((one) => ({ ...one, shortName: one.cell.shortName })),
	]);
	await playReports(stage, { unitId: committeeId, head }, [
		{ unitId, name: cell.unitName, people },
		{ unitId: otherId, name: other.unitName, people: strangers },
		...sisters.map((sister) => ({
			unitId: sister.unitId,
			name: sister.cell.shortName,
			people: sister.people,
		})),
	]);
	await playGrowth(stage, { administrator, officer }, sisters);
	const sister: Stage = { ...stage, unitId: otherId, people: strangers };
	const sisterClerk = strangers.find(({ part }) => part.roles.includes('clerk'));
	const plan = story.find(({ file }) => file === 'nghi-quyet-03-nq-cp.md');
	const programmeId = programmes.get('nghi-quyet-05-nq-cb.txt');
	if (sisterClerk && plan && programmeId) {
		const { programme: _none, ...entry } = plan;
		const documentId = await fileDocument(sister, sisterClerk, { ...entry, filedDaysAgo: 34 });
		await playModels(stage, sister, officer, { programmeId, documentId });
	}
	await playTransfers(stage);
	const office = higher.find(({ part }) => part.roles.includes('clerk'));
	const otherSecretary = strangers.find(({ part }) => part.roles.includes('secretary'));
	const resolutionId = ids.get('nghi-quyet-05-nq-cb.txt');
	if (office && otherSecretary && resolutionId)
		await playExchange(stage, { office, clerk, otherSecretary, otherUnitId: otherId, resolutionId });
	await countSample(base.db, tenantId, base.clock());
	say('Các kỳ sinh hoạt, học tập và đề xuất trong năm');
	return { login: 'bi.thu', password: samplePassword };
};
