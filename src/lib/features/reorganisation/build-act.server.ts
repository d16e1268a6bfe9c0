import { invalidAt } from '#lib/platform/failure-words.ts';
import type { Act, NewUnit } from './domain/acts.ts';
import type { AddActFields } from './schema.ts';

const wanted = (value: string | undefined, path: string): string => {
	if (!value) throw invalidAt(path, 'issue_reorganisation_needed');
	return value;
};

/** The unit that the fields found. @param otherwise what holds where the form says nothing */
const newUnit = (
	fields: AddActFields,
	newId: () => string,
	otherwise: { kind?: string | undefined; parentId?: string | null | undefined } = {},
): NewUnit => {
	const name = wanted(fields.name, 'name');
	return {
		id: newId(),
		kind: wanted(fields.unitKind ?? otherwise.kind, 'unitKind'),
		name,
		shortName: fields.shortName ?? name,
		sign: fields.sign,
		parentId: wanted(fields.parentId ?? otherwise.parentId ?? undefined, 'parentId'),
	};
};

type Known = { id: string; kind: string; parentId: string | null };

/** An act from the fields of its form. What is to be written and is not throws an issue at its field. */
export const actFrom = (fields: AddActFields, known: readonly Known[], newId: () => string): Act => {
	const first = known.find(({ id }) => id === (fields.sourceIds[0] ?? fields.unitId));
	switch (fields.kind) {
		case 'found':
			return { kind: 'found', founds: newUnit(fields, newId) };
		case 'merge': {
			if (fields.sourceIds.length === 0) throw invalidAt('sourceIds', 'issue_reorganisation_sources');
			const founds = fields.targetId ? null : newUnit(fields, newId, first);
			return {
				kind: 'merge',
				sourceIds: fields.sourceIds,
				targetId: fields.targetId ?? founds?.id ?? '',
				founds,
				work: fields.work,
			};
		}
		case 'split': {
			const sourceId = wanted(fields.unitId, 'unitId');
			if (fields.personIds.length === 0) throw invalidAt('personIds', 'issue_reorganisation_people');
			return {
				kind: 'split',
				sourceId,
				parts: [{ founds: newUnit(fields, newId, first), personIds: fields.personIds }],
				sourceGoesOn: fields.source === 'goes_on',
				work: fields.work,
			};
		}
		case 'dissolve':
			return {
				kind: 'dissolve',
				unitId: wanted(fields.unitId, 'unitId'),
				successorId: fields.successorId ?? null,
				work: fields.work,
			};
		case 'rename': {
			const name = wanted(fields.name, 'name');
			return {
				kind: 'rename',
				unitId: wanted(fields.unitId, 'unitId'),
				name,
				shortName: fields.shortName ?? name,
			};
		}
		case 'move':
			return {
				kind: 'move',
				unitId: wanted(fields.unitId, 'unitId'),
				parentId: wanted(fields.parentId, 'parentId'),
			};
	}
};

/** A further part of a unit that the plan splits already joins its act. @returns the act with it, or null */
export const joinedSplit = (act: Act, further: Act): Act | null =>
	act.kind === 'split' && further.kind === 'split' && act.sourceId === further.sourceId
		? {
				...act,
				parts: [...act.parts, ...further.parts],
				sourceGoesOn: further.sourceGoesOn,
				work: further.work,
			}
		: null;
