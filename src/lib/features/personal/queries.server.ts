import { type NamedDue, ownDuties } from '#lib/features/notifications/public.server.ts';
import { type HistoryEntry, historyOf, personById } from '#lib/features/organisation/public.server.ts';
import { type LookAtMe, looksAtMe } from '#lib/platform/command/personal-look.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { PersonalPeriod } from './domain/period.ts';
import { type PersonalFigure, type PersonalItem, personalSources } from './sources.server.ts';

/** So many duties of a kind the page shows. */
const DUTIES = 10;

export type PersonalSection = {
	key: string;
	title: string;
	figures: PersonalFigure[];
	items: PersonalItem[];
};
export type OwnData = {
	person: { fullName: string; jobTitle: string; email: string | null };
	memberships: HistoryEntry[];
	roles: HistoryEntry[];
};

type Own = Actor & { personId: string };

const lastFirst = (items: readonly PersonalItem[]): PersonalItem[] =>
	[...items].sort((one, other) => other.at.getTime() - one.at.getTime() || one.key.localeCompare(other.key));

/** What every source tells of a person in a period, and all that was said of them, the last first. */
export const sectionsOf = async (
	tx: Tx,
	actor: Own,
	period: PersonalPeriod,
): Promise<{ sections: PersonalSection[]; said: (PersonalItem & { of: string })[] }> => {
	const sections: PersonalSection[] = [];
	const said: (PersonalItem & { of: string })[] = [];
	for (const source of personalSources()) {
		const told = await source.of(tx, actor, period);
		const title = source.title();
		sections.push({ key: source.key, title, figures: told.figures, items: lastFirst(told.items) });
		said.push(...(told.said ?? []).map((item) => ({ ...item, key: `${source.key} ${item.key}`, of: title })));
	}
	return { sections, said: lastFirst(said) as (PersonalItem & { of: string })[] };
};

/** Name, memberships and roles as the system keeps them. */
export const ownDataOf = async (tx: Tx, actor: Own): Promise<OwnData> => {
	const { fullName, jobTitle, email } = await personById(tx, actor.personId);
	return { person: { fullName, jobTitle, email }, ...(await historyOf(tx, actor.personId)) };
};

export type MyPage = {
	duties: NamedDue[];
	sections: PersonalSection[];
	said: (PersonalItem & { of: string })[];
	looks: LookAtMe[];
	own: OwnData;
};

/** My page: what is due, how I stand, what is mine, what was said of me, who looked, what is kept. */
export const myPage = async (tx: Tx, actor: Own, period: PersonalPeriod): Promise<MyPage> => ({
	duties: (await ownDuties(tx, actor.tenantId, actor.personId, DUTIES, period.today)).items,
	...(await sectionsOf(tx, actor, period)),
	looks: await looksAtMe(tx, actor),
	own: await ownDataOf(tx, actor),
});
