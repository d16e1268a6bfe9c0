import { sql } from 'kysely';
import { clausesOf, documentForReading } from '#lib/features/library/public.server.ts';
import { peopleOfUnit, unitById } from '#lib/features/organisation/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import { type Actor, belongsTo, holdsAbove } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { documentName } from '#lib/shared/document-name.ts';
import { missing, refused } from '#lib/shared/failures.ts';
import { uuidPattern } from '#lib/shared/ids.ts';
import { type Consents, countConsents, type ModelState } from './domain/states.ts';
import { type KnownModel, type Named, namedIn, seenModel } from './facts.server.ts';
import { figuresOf, type ModelFigures, type OriginOf, originChoices, originOf } from './origin.server.ts';
import {
	mayAdopt,
	mayChange,
	mayDecide,
	mayGive,
	mayPropose,
	mayShow,
	maySpeak,
	mayWrite,
} from './policy.ts';

export type ListedModel = {
	id: string;
	title: string;
	theme: string;
	unitName: string;
	state: ModelState;
	adopters: number;
};

/** Models that the actor may read (row level security): approved ones of the whole organisation, and what is on its way here. */
export const modelList = async (tx: Tx, actor: Actor): Promise<ListedModel[]> => {
	const found = await sql<ListedModel>`
		select m.id, m.title, m.theme, u.short_name as "unitName", m.state,
			(select count(*)::int from model_adoption a where a.tenant_id = m.tenant_id and a.model_id = m.id) as adopters
		from model m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id
		where m.tenant_id = ${actor.tenantId} order by m.state = 'approved', m.written_at desc, m.id desc limit 200`.execute(
		tx,
	);
	return found.rows;
};

/** How a unit stands that works by the model; the first is the origin. */
export type Standing = {
	unitId: string;
	unitName: string;
	isOrigin: boolean;
	startsOn: Day | null;
	figures: ModelFigures | null;
	/** The programme in which the figures are counted, for whoever may open it. */
	href: string | null;
	adoptionHref: string | null;
};

/** The origin and every adopter, side by side: the same figures, each from the unit's own records. */
const standingsOf = async (tx: Tx, actor: Actor, model: KnownModel): Promise<Standing[]> => {
	const found = await sql<{
		id: string | null;
		unitId: string;
		unitName: string;
		path: string;
		startsOn: Day | null;
		programmeId: string | null;
		programmeState: string | null;
	}>`
		select null::uuid as id, u.id as "unitId", u.short_name as "unitName", u.path::text as path, p.starts_on as "startsOn", p.id as "programmeId", p.state as "programmeState"
			from unit u left join programme p on p.tenant_id = u.tenant_id and p.id = ${model.programmeId} where u.tenant_id = ${actor.tenantId} and u.id = ${model.unitId}
		union all
		select * from (select a.id, u.id, u.short_name, u.path::text, a.starts_on, a.programme_id, p.state from model_adoption a join unit u on u.tenant_id = a.tenant_id and u.id = a.unit_id
			left join programme p on p.tenant_id = a.tenant_id and p.id = a.programme_id
			where a.tenant_id = ${actor.tenantId} and a.model_id = ${model.id} order by a.adopted_at, a.id) adopters`.execute(
		tx,
	);
	const figures = await figuresOf(
		tx,
		actor.tenantId,
		found.rows.flatMap(({ programmeId }) => programmeId ?? []),
	);
	const none: ModelFigures = { tasks: 0, accepted: 0, onTime: 0, evidenced: 0 };
	return found.rows.map(({ id, unitId, unitName, path, startsOn, programmeId, programmeState }) => {
		const leads = mayGive(actor, unitId).allowed;
		const isSeen =
			leads ||
			(programmeState !== 'draft' &&
				(belongsTo(actor, unitId) ||
					holdsAbove(actor, path, 'secretary', 'deputy', 'committee_member', 'higher_officer')));
		return {
			unitId,
			unitName,
			isOrigin: id === null,
			startsOn,
			figures: programmeId ? (figures.get(programmeId) ?? none) : null,
			href: programmeId && isSeen ? `/chuong-trinh/${programmeId}` : null,
			adoptionHref: id && leads ? `/mo-hinh/ap-dung/${id}` : null,
		};
	});
};

/** Documents of a unit's library for which a model can be adopted. */
const documentChoices = async (tx: Tx, actor: Actor, unitId: string) => {
	const found = await sql<{ value: string; label: string }>`
		select d.id as value, concat_ws(' ', d.type_name, d.number, d.title) as label from document d
		where d.tenant_id = ${actor.tenantId} and d.state = 'published' and (d.unit_id = ${unitId}
			or exists (select from publication p where p.tenant_id = d.tenant_id and p.document_id = d.id and p.unit_id = ${unitId}))
		order by d.published_at desc limit 100`.execute(tx);
	return found.rows.map(({ value, label }) => ({ value, label: label.slice(0, 160) }));
};

export type ModelPage = {
	model: KnownModel;
	named: Named[];
	consents: Consents;
	origin: OriginOf;
	standings: Standing[];
	documents: { value: string; label: string }[];
	ownConsent: boolean | null;
	adoptionHref: string | null;
	powers: Record<'change' | 'propose' | 'decide' | 'speak' | 'show' | 'adopt' | 'follow', boolean>;
	/** Why it cannot be proposed yet; a message key. */
	refusal: string | null;
};

/** A model as its page shows it to the actor, who looks from a unit. @throws Failure missing */
export const modelPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { modelId: string; unitId: string },
): Promise<ModelPage> => {
	const model = await seenModel(tx, actor, wanted.modelId);
	const named = await namedIn(tx, actor.tenantId, model.id);
	const consents = countConsents(named);
	const change = mayChange(actor, model).allowed;
	const propose = mayPropose(actor, model, consents);
	const standings = await standingsOf(tx, actor, model);
	const own = standings.find(({ unitId, isOrigin }) => unitId === wanted.unitId && !isOrigin);
	const adopt = !own && mayAdopt(actor, model, wanted.unitId).allowed;
	const follow = mayWrite(actor, model.unitId).allowed || mayDecide(actor, model).allowed;
	return {
		model,
		named: follow ? named : [],
		consents,
		origin: await originOf(tx, actor.tenantId, model),
		standings,
		documents: adopt ? await documentChoices(tx, actor, wanted.unitId) : [],
		ownConsent: named.find(({ personId }) => personId === actor.personId)?.consent ?? null,
		adoptionHref: own?.adoptionHref ?? null,
		powers: {
			change,
			propose: propose.allowed,
			decide: mayDecide(actor, model).allowed,
			speak: maySpeak(actor, model).allowed,
			show: mayShow(actor, model).allowed,
			adopt,
			follow,
		},
		refusal: change && !propose.allowed ? propose.key : null,
	};
};

/** What a model is written from. @throws Failure refused */
export const writeChoices = async (tx: Tx, actor: Actor, wanted: { unitId: string; today: Day }) => {
	const may = mayWrite(actor, wanted.unitId);
	if (!may.allowed) throw refused(may.key);
	const people = await peopleOfUnit(tx, wanted.unitId, wanted.today);
	return {
		...(await originChoices(tx, actor.tenantId, wanted.unitId)),
		people: people
			.filter(({ standing }) => standing !== null)
			.map(({ personId, fullName, jobTitle }) => ({ value: personId, label: fullName, hint: jobTitle })),
	};
};

/** A model that is changed, with what it can be made from. @throws Failure missing, refused */
export const changePage = async (tx: Tx, actor: Actor, wanted: { modelId: string; today: Day }) => {
	const model = await seenModel(tx, actor, wanted.modelId);
	const may = mayChange(actor, model);
	if (!may.allowed) throw refused(may.key);
	return { model, ...(await writeChoices(tx, actor, { unitId: model.unitId, today: wanted.today })) };
};

type PlannedTask = {
	id: string;
	title: string;
	resultExpected: string;
	dueOn: Day;
	taskId: string | null;
	owner: string | null;
};

/** What came with a model, for who leads the unit that adopted it. @throws Failure missing */
export const adoptionPage = async (tx: Tx, actor: Actor, wanted: { adoptionId: string; today: Day }) => {
	if (!uuidPattern.test(wanted.adoptionId)) throw missing('failure_not_found');
	const adoption = await tx
		.selectFrom('model_adoption')
		.select([
			'id',
			'model_id as modelId',
			'unit_id as unitId',
			'document_id as documentId',
			'starts_on as startsOn',
			'programme_id as programmeId',
			'campaign_id as campaignId',
		])
		.where('tenant_id', '=', actor.tenantId)
		.where('id', '=', wanted.adoptionId)
		.executeTakeFirst();
	if (!adoption || !mayGive(actor, adoption.unitId).allowed) throw missing('failure_not_found');
	const document = await documentForReading(tx, actor, adoption.documentId);
	const found = await sql<PlannedTask>`
		select x.id, x.title, x.result_expected as "resultExpected", x.due_on as "dueOn", x.task_id as "taskId", o.full_name as owner
		from model_adoption_task x left join task t on t.tenant_id = x.tenant_id and t.id = x.task_id left join person o on o.tenant_id = t.tenant_id and o.id = t.owner_id
		where x.tenant_id = ${actor.tenantId} and x.adoption_id = ${adoption.id} order by x.position`.execute(tx);
	const model = await sql<{ title: string; unitName: string }>`
		select m.title, u.name as "unitName" from model m join unit u on u.tenant_id = m.tenant_id and u.id = m.unit_id where m.tenant_id = ${actor.tenantId} and m.id = ${adoption.modelId}`.execute(
		tx,
	);
	const people = await peopleOfUnit(tx, adoption.unitId, wanted.today);
	return {
		adoption,
		unitName: (await unitById(tx, adoption.unitId))?.name ?? '',
		model: model.rows[0] ?? null,
		document: { id: document.id, name: documentName(document) },
		tasks: found.rows,
		people: people
			.filter(({ standing }) => standing !== null)
			.map(({ personId, fullName }) => ({ value: personId, label: fullName })),
		clauses: (await clausesOf(tx, actor.tenantId, document.id))
			.filter(({ isSection }) => isSection)
			.map(({ id, label, heading }) => ({
				value: id,
				label: [label, heading ?? ''].filter(Boolean).join(' ').slice(0, 120),
			})),
	};
};
