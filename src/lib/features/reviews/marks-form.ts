import type { TaskCounts } from './domain/points.ts';

type Fields = Record<string, unknown>;
const taskFields = [
	'planned',
	'done',
	'faults',
	'late',
	'beyond',
] as const satisfies readonly (keyof TaskCounts)[];

/** The fields of a form whose names begin with a prefix, under the rest of their names. */
export const fieldsUnder = (fields: Fields, prefix: string): Fields =>
	Object.fromEntries(
		Object.entries(fields).flatMap(([name, value]) =>
			name.startsWith(prefix) && value !== undefined ? [[name.slice(prefix.length), value]] : [],
		),
	);

/** The marks of a form, as commands take them. */
export const marksOf = (fields: Fields) => ({
	general: fieldsUnder(fields, 'general_'),
	tasks: Object.fromEntries(
		taskFields.map((name) => [name, fields[name] ?? (name === 'planned' ? '' : '0')]),
	),
	fixed: fields['fixed'] === 'yes',
});

/** Issues of a command under the names that the form has. */
export const formIssues = (issues: Record<string, string>): Record<string, string> =>
	Object.fromEntries(
		Object.entries(issues).map(([path, message]) => [
			path
				.replace(/^marks\.general\./, 'general_')
				.replace(/^marks\.tasks\./, '')
				.replace(/^words\./, 'words_'),
			message,
		]),
	);
