/** How a committee votes; dated data of the committee. */
export type Voting = {
	ballot: 'secret' | 'open';
	/** More than `majorityShare` per cent of those who are entitled, or of those who are there. */
	majorityOf: 'entitled' | 'present';
	majorityShare: number;
	/** From so many per cent of those entitled on, the session may vote. */
	quorumShare: number;
	/** Whoever belongs to a nominated unit leaves the vote on that unit to the others, or votes on it too. */
	ownUnit: 'abstains' | 'votes';
};

/** Somebody who is entitled to vote, with the nominated units to which they belong. */
export type Voter = { personId: string; isPresent: boolean; ownUnits: readonly string[] };
export type Tally = { unitId: string; votes: number; base: number };
export type OpenVote = { unitId: string; personId: string; choice: 'yes' | 'no' };

const hasVote = ({ ownUnits }: Voter, unitId: string, { ownUnit }: Voting): boolean =>
	ownUnit === 'votes' || !ownUnits.includes(unitId);

/** Who is there and has a vote on a unit. */
export const votersOn = (voters: readonly Voter[], unitId: string, voting: Voting): Voter[] =>
	voters.filter((voter) => voter.isPresent && hasVote(voter, unitId, voting));

/** Of how many a majority is counted for a unit. */
export const baseOf = (voters: readonly Voter[], unitId: string, voting: Voting): number =>
	voters.filter(
		(voter) => (voting.majorityOf === 'entitled' || voter.isPresent) && hasVote(voter, unitId, voting),
	).length;

/** More than the share of the rule, never just as much. */
export const hasMajority = ({ votes, base }: Pick<Tally, 'votes' | 'base'>, voting: Voting): boolean =>
	base > 0 && votes * 100 > voting.majorityShare * base;

/** Were enough there to vote? */
export const hasQuorum = (voters: readonly Voter[], { quorumShare }: Voting): boolean => {
	const present = voters.filter(({ isPresent }) => isPresent).length;
	return present > 0 && present * 100 >= quorumShare * voters.length;
};

/** The count of an open vote for each unit; what nobody may say is not counted. */
export const countOpen = (
	unitIds: readonly string[],
	voters: readonly Voter[],
	votes: readonly OpenVote[],
	voting: Voting,
): Tally[] =>
	unitIds.map((unitId) => {
		const may = new Set(votersOn(voters, unitId, voting).map(({ personId }) => personId));
		return {
			unitId,
			votes: votes.filter((one) => one.unitId === unitId && one.choice === 'yes' && may.has(one.personId))
				.length,
			base: baseOf(voters, unitId, voting),
		};
	});

/** What a decision does beyond the rules; each needs a reason. */
export type Doubt =
	| { kind: 'more'; unitId: null }
	| { kind: 'quorum'; unitId: null }
	| { kind: 'majority' | 'condition' | 'passed_over'; unitId: string };

/** What is to be asked about a choice before it is decided. */
export const doubtsOf = (given: {
	chosen: readonly string[];
	wanted: number;
	voters: readonly Voter[];
	tallies: readonly Tally[];
	/** Units of which a condition is not met. */
	unmet: ReadonlySet<string>;
	voting: Voting;
}): Doubt[] => {
	const { chosen, wanted, voters, tallies, unmet, voting } = given;
	const tallyOf = (unitId: string): Tally =>
		tallies.find((one) => one.unitId === unitId) ?? { unitId, votes: 0, base: 0 };
	const lowest = Math.min(...chosen.map((unitId) => tallyOf(unitId).votes));
	return [
		...(chosen.length > wanted ? [{ kind: 'more', unitId: null } as const] : []),
		...(hasQuorum(voters, voting) ? [] : [{ kind: 'quorum', unitId: null } as const]),
		...chosen
			.filter((unitId) => !hasMajority(tallyOf(unitId), voting))
			.map((unitId) => ({ kind: 'majority', unitId }) as const),
		...chosen.filter((unitId) => unmet.has(unitId)).map((unitId) => ({ kind: 'condition', unitId }) as const),
		// Who had more votes than one that is chosen, and a majority, and all conditions, is not passed over without a word.
		...tallies
			.filter(
				(one) =>
					!chosen.includes(one.unitId) &&
					one.votes > lowest &&
					hasMajority(one, voting) &&
					!unmet.has(one.unitId),
			)
			.map(({ unitId }) => ({ kind: 'passed_over', unitId }) as const),
	];
};
