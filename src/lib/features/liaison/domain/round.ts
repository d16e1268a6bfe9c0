/** How somebody stands with the place where they live, as a round asks. */
export type Standing = {
	personId: string;
	link: { id: string; exemptName: string; isExempt: boolean; hasPlace: boolean } | null;
};

export type Asked = {
	/** Of whom a remark is waited for. */
	waiting: string[];
	/** Who is left out by the rule, with the link that says why. */
	exempt: string[];
	/** Who has not been introduced to any place yet. */
	unknown: string[];
};

/** Of whom a round asks for a remark: of everybody who was introduced and is not exempt. */
export const askedIn = (people: readonly Standing[]): Asked => {
	const of = (isWanted: (one: Standing) => boolean): string[] =>
		people.filter(isWanted).map(({ personId }) => personId);
	return {
		waiting: of(({ link }) => link !== null && !link.isExempt && link.hasPlace),
		exempt: of(({ link }) => link?.isExempt ?? false),
		unknown: of(({ link }) => link === null),
	};
};

/** A remark is asked for on need of those who are introduced, though exempt; of the others nobody can be asked. */
export const mayBeAsked = (request: { state: string; cell: string }): boolean =>
	request.state === 'exempt' && request.cell !== '';
