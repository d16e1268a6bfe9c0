import { sql } from 'kysely';
import { clausesOf, documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { refused } from '#lib/shared/failures.ts';
import { ruleOf } from './facts.server.ts';
import { mayPropose, maySetRule } from './policy.ts';

/** Results and papers of the last year are offered as evidence. */
const LOOKS_BACK = 365;

type Choice = { value: string; label: string; hint: string };

/** Accepted tasks of the unit's people, each with whose it is. */
const tasksToShow = async (tx: Tx, actor: Actor, unitId: string, since: Day): Promise<Choice[]> => {
	const found = await sql<Choice>`
		select t.id as value, t.title as label, o.full_name as hint from task t join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where t.tenant_id = ${actor.tenantId} and t.unit_id = ${unitId} and t.state = 'accepted' and t.accepted_at >= ${since}::date and t.owner_id <> ${actor.personId}
		order by t.accepted_at desc limit 200`.execute(tx);
	return found.rows;
};

const papersToShow = async (tx: Tx, actor: Actor, unitId: string, since: Day): Promise<Choice[]> => {
	const found = await sql<Choice>`
		select p.id as value, r.title as label, o.full_name as hint from reflection p
		join study_round r on r.tenant_id = p.tenant_id and r.id = p.round_id
		join person o on o.tenant_id = p.tenant_id and o.id = p.author_id
		where p.tenant_id = ${actor.tenantId} and p.unit_id = ${unitId} and p.shared_at >= ${since}::date and p.author_id <> ${actor.personId}
		order by p.shared_at desc limit 100`.execute(tx);
	return found.rows;
};

/** What a proposal can be made of. @throws Failure refused, missing (a document) */
export const proposeChoices = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; documentId: string | null; today: Day },
) => {
	const may = mayPropose(actor, wanted.unitId, null);
	if (!may.allowed) throw refused(may.key);
	const people = (await peopleOfUnit(tx, wanted.unitId, wanted.today)).filter(
		({ standing }) => standing !== null,
	);
	const rule = await ruleOf(tx, { tenantId: actor.tenantId, unitId: wanted.unitId }, wanted.today);
	const since = addDays(wanted.today, -LOOKS_BACK);
	const document = wanted.documentId ? await documentForReading(tx, actor, wanted.documentId) : null;
	const clauses = document ? await clausesOf(tx, actor.tenantId, document.id) : [];
	const fields = await sql<{ field: string }>`
		select distinct field from recognition where tenant_id = ${actor.tenantId} and unit_id = ${wanted.unitId} and field <> '' order by 1 limit 30`.execute(
		tx,
	);
	return {
		people: people
			.filter(({ personId }) => personId !== actor.personId)
			.map(({ personId, fullName, jobTitle }) => ({ value: personId, label: fullName, hint: jobTitle })),
		members: people.map(({ personId, fullName, jobTitle }) => ({
			value: personId,
			label: fullName,
			hint: jobTitle,
		})),
		forms: rule.forms.map(({ key, name, giver, scope }) => ({ value: key, name, giver, scope })),
		tasks: await tasksToShow(tx, actor, wanted.unitId, since),
		papers: await papersToShow(tx, actor, wanted.unitId, since),
		fields: fields.rows.map(({ field }) => field),
		about: document
			? {
					documentId: document.id,
					name: documentName(document),
					sections: clauses
						.filter(({ isSection }) => isSection)
						.map(({ id, label, heading }) => ({
							value: id,
							label: [label, heading ?? ''].filter(Boolean).join(' ').slice(0, 120),
						})),
				}
			: null,
	};
};

/** The rule of a unit as its page shows it. @throws Failure refused */
export const rulePage = async (tx: Tx, actor: Actor, wanted: { unitId: string; today: Day }) => {
	const may = maySetRule(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	return ruleOf(tx, { tenantId: actor.tenantId, unitId: wanted.unitId }, wanted.today);
};
