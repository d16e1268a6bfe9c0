import { sql } from 'kysely';
import type { CommandContext } from '#lib/platform/command/command.ts';

type Write = Pick<CommandContext, 'tx' | 'actor' | 'now' | 'personId'>;

/** Asks people to read. @returns how many of them had not been asked before */
export const insertReaders = async (
	{ tx, actor }: Write,
	given: {
		documentId: string;
		unitId: string;
		publicationId: string;
		readBy: string;
		readers: readonly string[];
	},
): Promise<number> => {
	const added = await sql`
		insert into reading (tenant_id, document_id, person_id, unit_id, publication_id, read_by)
		select ${actor.tenantId}, ${given.documentId}, person, ${given.unitId}, ${given.publicationId}, ${given.readBy}
		from unnest(${`{${given.readers.join(',')}}`}::text::uuid[]) as person
		on conflict (tenant_id, document_id, person_id) do nothing
		returning person_id`.execute(tx);
	return added.rows.length;
};

/** Moves the counters of a document in a unit. */
export const countReach = async (
	{ tx, actor }: Pick<Write, 'tx' | 'actor'>,
	change: { documentId: string; unitId: string; assigned?: number; opened?: number; studied?: number },
): Promise<void> => {
	const { assigned = 0, opened = 0, studied = 0 } = change;
	await sql`
		insert into document_reach as r (tenant_id, document_id, unit_id, assigned, opened, studied)
		values (${actor.tenantId}, ${change.documentId}, ${change.unitId}, ${assigned}, ${opened}, ${studied})
		on conflict (tenant_id, document_id, unit_id) do update
			set assigned = r.assigned + excluded.assigned, opened = r.opened + excluded.opened, studied = r.studied + excluded.studied`.execute(
		tx,
	);
};

/** What a page told is remembered this long; nobody sends a report later. */
const VIEWS_KEPT = '90 days';

/** Notes that a report of an opened page is counted. @returns false when it was counted before */
export const countReport = async (
	{ tx, actor, now, personId }: Write,
	documentId: string,
	view: { id: string; report: number },
): Promise<boolean> => {
	const taken = await sql`
		insert into reading_view as v (tenant_id, person_id, id, document_id, counted, told_at)
		values (${actor.tenantId}, ${personId}, ${view.id}, ${documentId}, array[${view.report}::int], ${now})
		on conflict (tenant_id, person_id, id) do update set counted = v.counted || excluded.counted, told_at = excluded.told_at
			where not v.counted @> excluded.counted
		returning 1`.execute(tx);
	if (view.report === 1) {
		await sql`delete from reading_view where tenant_id = ${actor.tenantId} and person_id = ${personId}
			and told_at < ${now}::timestamptz - ${VIEWS_KEPT}::interval`.execute(tx);
	}
	return taken.rows.length > 0;
};

/**
 * Adds time to sections of one reader and counts the sections that are new to them. Counters are touched in the order
 * of their ids, so that two readers never wait for each other.
 */
export const recordSections = async (
	{ tx, actor, now, personId }: Write,
	given: {
		documentId: string;
		unitId: string;
		sections: readonly { sectionId: string; seconds: number }[];
		lastSectionId?: string | undefined;
	},
): Promise<void> => {
	const tenant = actor.tenantId;
	await sql`
		with told as (
			select x.section_id, sum(x.seconds)::int as seconds
			from jsonb_to_recordset(${JSON.stringify(given.sections.map(({ sectionId, seconds }) => ({ section_id: sectionId, seconds })))}::text::jsonb) as x(section_id uuid, seconds int)
			join clause c on c.tenant_id = ${tenant} and c.id = x.section_id and c.document_id = ${given.documentId} and c.is_section
			group by x.section_id
		), kept as (
			insert into section_reading as s (tenant_id, document_id, person_id, section_id, unit_id, seconds, reached_at)
			select ${tenant}, ${given.documentId}, ${personId}, section_id, ${given.unitId}, seconds, ${now} from told order by section_id
			on conflict (tenant_id, document_id, person_id, section_id) do update set seconds = s.seconds + excluded.seconds
			returning s.section_id, (s.xmax = 0) as is_new
		), counted as (
			insert into section_reach as r (tenant_id, document_id, unit_id, section_id, readers)
			select ${tenant}, ${given.documentId}, ${given.unitId}, section_id, 1 from kept where is_new order by section_id
			on conflict (tenant_id, document_id, unit_id, section_id) do update set readers = r.readers + 1
		)
		update reading g set last_read_at = ${now}, seconds = g.seconds + coalesce((select sum(seconds) from told), 0),
			sections_reached = g.sections_reached + (select count(*)::int from kept where is_new),
			last_section_id = coalesce((select c.id from clause c where c.tenant_id = ${tenant} and c.document_id = ${given.documentId} and c.id = ${given.lastSectionId ?? null}), g.last_section_id)
		where g.tenant_id = ${tenant} and g.document_id = ${given.documentId} and g.person_id = ${personId}`.execute(
		tx,
	);
};
