import { issueLetter, noteReceipt, printLetter, settlePerson } from '#lib/features/liaison/links.server.ts';
import { actByLink } from '#lib/features/liaison/one-time.server.ts';
import { addPlace, bookPage, mergePlace, placePage } from '#lib/features/liaison/places.server.ts';
import { roundPage } from '#lib/features/liaison/queries.server.ts';
import {
	answerRemark,
	enterRemark,
	makeRemarkLink,
	seeRemark,
} from '#lib/features/liaison/remarks.server.ts';
import { closeRound, openRound, putInCharge } from '#lib/features/liaison/rounds.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { answer, merged, places, remarks, signers, streets } from './residence-texts.ts';

type Cast = { secretary: Player; deputy: Player; clerk: Player; charged: Player; members: Player[] };

const castOf = ({ people }: Stage): Cast => {
	const holding = (role: Player['part']['roles'][number]): Player => {
		const found = people.find(({ part }) => part.roles.includes(role));
		if (!found) throw new Error(`The sample has no ${role}`);
		return found;
	};
	return {
		secretary: holding('secretary'),
		deputy: holding('deputy'),
		clerk: holding('clerk'),
		charged: holding('committee_member'),
		members: people.filter(({ part }) => part.standing !== 'non_party'),
	};
};

/** Who does not live at home: one who studies, one whose residence is kept back, two who were not introduced yet. */
const exemptOf = (nth: number, of: number) =>
	nth === of - 4
		? { exemptKind: 'a', reason: 'Đi học tập trung từ một năm trở lên' }
		: nth === of - 5
			? { exemptKind: 'b', reason: 'Làm nhiệm vụ đặc biệt, cần giữ bí mật nơi cư trú' }
			: {};

/** Everybody but two is introduced; most residential cells confirmed it, some by the code of the letter. */
const introduce = async (stage: Stage, { clerk, members }: Cast): Promise<void> => {
	const placeIds: string[] = [];
	for (const place of places)
		placeIds.push((await addPlace(stage.at(clerk, 300, 8), { unitId: stage.unitId, ...place })).placeId);
	const introduced = members.slice(0, -2);
	for (const [nth, member] of introduced.entries()) {
		const exempt = exemptOf(nth, members.length);
		const place = nth % places.length;
		const { linkId } = await settlePerson(stage.at(clerk, 290, 8), {
			unitId: stage.unitId,
			personId: member.personId,
			placeId: placeIds[place],
			address: `${12 + nth} ${streets[nth % streets.length]}`,
			validFrom: addDays(stage.today, -2000 + nth * 10),
			...exempt,
		});
		if (exempt.exemptKind === 'b') continue;
		const { letterId } = await issueLetter(stage.at(clerk, 289, 9), {
			linkId,
			issuedOn: addDays(stage.today, -289),
		});
		const receivedName = signers[place] ?? signers[0];
		const receivedOn = addDays(stage.today, -280);
		if (nth % 3 === 0) {
			const { token } = await printLetter(stage.at(clerk, 289, 10), { letterId });
			const { actor: _nobody, ...visit } = stage.at(clerk, 280, 10);
			await actByLink(visit, token, { receivedName, receivedOn });
		} else await noteReceipt(stage.at(clerk, 278, 10), { letterId, receivedName, receivedOn });
	}
};

/** A ward went on in another one: who lived there gets letters again, of which some were made out. */
const merge = async (stage: Stage, { clerk }: Cast): Promise<void> => {
	const door = stage.at(clerk, 60, 9);
	const book = await look(door, (tx) => bookPage(tx, clerk, stage.unitId));
	const idOf = (nth: number): string => book.places.find(({ cell }) => cell === places[nth]?.cell)?.id ?? '';
	const page = await look(door, (tx) => placePage(tx, clerk, idOf(merged.from)));
	await mergePlace(door, {
		placeId: idOf(merged.from),
		intoId: idOf(merged.into),
		on: addDays(stage.today, -75),
		expected: page.people.length,
	});
};

/** A round of remarks: of so many the remark came, on paper or through a link. */
const ask = async (
	stage: Stage,
	{ secretary, clerk, charged }: Cast,
	round: { year: number; daysAgo: number; dueInDays: number; share: number },
): Promise<string> => {
	const { roundId } = await openRound(stage.at(secretary, round.daysAgo, 8), {
		unitId: stage.unitId,
		year: round.year,
		dueOn: addDays(stage.today, round.dueInDays),
	});
	const { waiting } = await look(stage.at(secretary, round.daysAgo, 9), (tx) =>
		roundPage(tx, secretary, roundId, stage.today),
	);
	const came = waiting.slice(0, Math.ceil(waiting.length * round.share));
	for (const [nth, request] of came.entries()) {
		const daysAgo = Math.max(1, round.daysAgo - 5 - nth);
		const isOf = (player: Player): boolean => player.personId === request.personId;
		if (!isOf(secretary) && !isOf(charged) && nth % 2 === 0)
			await putInCharge(stage.at(secretary, round.daysAgo, 10), {
				requestId: request.id,
				inChargeId: charged.personId,
			});
		const said = {
			...(remarks[nth % remarks.length] ?? remarks[0]),
			signedBy: signers[nth % signers.length],
			signedOn: addDays(stage.today, -daysAgo),
		};
		if (nth % 3 === 1 && !isOf(clerk)) {
			const { token } = await makeRemarkLink(stage.at(clerk, daysAgo + 2, 8), { requestId: request.id });
			const { actor: _nobody, ...visit } = stage.at(clerk, daysAgo, 9);
			await actByLink(visit, token, said);
		} else
			await enterRemark(stage.at(isOf(clerk) ? secretary : clerk, daysAgo, 10), {
				requestId: request.id,
				...said,
			});
	}
	return roundId;
};

/** People read what was said of them. */
const readIn = async (
	stage: Stage,
	{ secretary, members }: Cast,
	roundId: string,
	daysAgo: number,
	isReader: (member: Player) => boolean,
): Promise<void> => {
	const { received } = await look(stage.at(secretary, daysAgo, 8), (tx) =>
		roundPage(tx, secretary, roundId, stage.today),
	);
	for (const request of received) {
		const member = members.find(({ personId }) => personId === request.personId);
		if (member && isReader(member)) await seeRemark(stage.at(member, daysAgo, 19), { requestId: request.id });
	}
};

/**
 * Where the members of the sample cell live: the residential cells, the letters and their receipts, a ward that was merged, the
 * round of last year and the one that is open. Somebody answered what was said of them.
 */
export const playResidence = async (stage: Stage): Promise<void> => {
	const cast = castOf(stage);
	await introduce(stage, cast);
	const year = Number(stage.today.slice(0, 4));
	const last = await ask(stage, cast, { year: year - 1, daysAgo: 270, dueInDays: -250, share: 1 });
	await readIn(stage, cast, last, 250, () => true);
	await closeRound(stage.at(cast.secretary, 248, 9), { roundId: last });
	await merge(stage, cast);
	const present = await ask(stage, cast, { year, daysAgo: 20, dueInDays: 12, share: 0.6 });
	// Who has a login finds something new; the head of the cell has read the own one.
	await readIn(stage, cast, present, 1, ({ part }) => !part.login || part.login === 'bi.thu');
	const { received } = await look(stage.at(cast.secretary, 1, 8), (tx) =>
		roundPage(tx, cast.secretary, present, stage.today),
	);
	const author = cast.members.find(({ part }) => !part.login && part.roles.length === 0);
	const request = received.find(({ personId }) => personId === author?.personId);
	if (author && request) await answerRemark(stage.at(author, 1, 20), { requestId: request.id, answer });
};
