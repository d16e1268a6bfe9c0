import { sql } from 'kysely';
import { requireUnit } from '#lib/features/organisation/public.server.ts';
import { command } from '#lib/platform/command/command.ts';
import { missing } from '#lib/shared/failures.ts';
import { insertDraft } from './commands.server.ts';
import type { Act, NewUnit } from './domain/acts.ts';
import { type Template, templateOf, typedUnits } from './domain/templates.ts';
import { actsOf, reorganisationFacts } from './facts.server.ts';
import { mayChangePlan, mayReorganise } from './policy.ts';
import { insertActs, reopenPlan } from './records.server.ts';
import { BeginTemplateInput, PlaceUnitsInput } from './schema.ts';

const foundsOf = (template: Template, parentId: string, text: string, newId: () => string): Act[] =>
	typedUnits(text).map(({ name, sign }) => {
		const founds: NewUnit = {
			id: newId(),
			kind: template.founds,
			name,
			shortName: template.bodies.find((body) => body.name === name)?.shortName ?? name,
			sign: sign || (template.bodies.find((body) => body.name === name)?.sign ?? 'ĐU'),
			parentId,
		};
		return { kind: 'found', founds };
	});

/**
 * Begins a reorganisation from a template: what is founded and what ends. Where the units below go, and who takes the people
 * of those that end, is told next; until then the checks of the plan name what is missing.
 */
export const beginTemplate = command(
	'reorganisation.begin_template',
	BeginTemplateInput,
	async (context, input) => {
		const home = await requireUnit(context.tx, input.unitId);
		context.permit(mayReorganise(context.actor, { unitId: home.id, path: home.path }));
		const template = templateOf(input.template);
		if (!template) throw missing('failure_not_found');
		const id = await insertDraft(context, {
			unitId: home.id,
			title: template.title,
			reason: template.source,
			decisionNumber: '',
			decidedOn: null,
			effectiveOn: input.effectiveOn,
			template: template.code,
		});
		const acts: Act[] = [
			...foundsOf(template, home.id, `${input.bodies}\n${input.founds}`, context.newId),
			...input.endedIds.map((unitId): Act => ({ kind: 'dissolve', unitId, successorId: null, work: 'pass' })),
		];
		await insertActs(
			context,
			id,
			acts.map((act) => ({ act })),
		);
		await context.emit('reorganisation.drafted', {
			subject: { type: 'reorganisation', id },
			unitId: home.id,
			after: { title: template.title, template: template.code, acts: acts.length },
		});
		return { reorganisationId: id };
	},
);

const pairs = (lines: readonly string[]): Map<string, string> =>
	new Map(lines.map((line) => [line.slice(0, 36), line.slice(37)]));

/** Tells where units below those that end go, and who takes the people of those that end; what was told before is replaced. */
export const placeUnits = command('reorganisation.place_units', PlaceUnitsInput, async (context, input) => {
	const { tx, actor } = context;
	const plan = await reorganisationFacts(tx, actor.tenantId, input.reorganisationId, true);
	context.permit(mayChangePlan(actor, plan));
	const places = pairs(input.places);
	const successors = pairs(input.successors);
	const acts = await actsOf(tx, actor.tenantId, plan.id);
	const replaced = acts.flatMap(({ id, act }) => (act.kind === 'move' && places.has(act.unitId) ? [id] : []));
	await sql`delete from reorganisation_act where tenant_id = ${actor.tenantId} and id = any (${`{${replaced.join(',')}}`}::text::uuid[])`.execute(
		tx,
	);
	const settled = acts.flatMap(({ id, act }) => {
		const successorId = act.kind === 'dissolve' ? successors.get(act.unitId) : undefined;
		return act.kind === 'dissolve' && successorId ? [{ id, body: { ...act, successorId } }] : [];
	});
	await sql`update reorganisation_act a set body = x.body from jsonb_to_recordset(${JSON.stringify(settled)}::text::jsonb) as x(id uuid, body jsonb)
		where a.tenant_id = ${actor.tenantId} and a.id = x.id`.execute(tx);
	await insertActs(
		context,
		plan.id,
		[...places].map(([unitId, parentId]) => ({ act: { kind: 'move', unitId, parentId } })),
	);
	await reopenPlan(context, plan.id);
	await context.emit('reorganisation.units_placed', {
		subject: { type: 'reorganisation', id: plan.id },
		unitId: plan.unitId,
		after: { places: places.size, successors: successors.size },
	});
});
