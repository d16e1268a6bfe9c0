/** Rows of a form: as many as there are criteria, and some empty ones. */
export const EMPTY_ROWS = 3;

/** The criteria of a posted form: the fields of a row bear its number; a row without a name is left out. */
export const criteriaOfForm = (input: Record<string, unknown>): Record<string, unknown>[] =>
	Object.keys(input)
		.flatMap((name) => /^name_(\d+)$/.exec(name)?.[1] ?? [])
		.sort((one, other) => Number(one) - Number(other))
		.filter((nth) => typeof input[`name_${nth}`] === 'string')
		.map((nth) =>
			Object.fromEntries(
				['key', 'name', 'source', 'points', 'full', 'least'].map((field) => [
					field,
					input[`${field}_${nth}`],
				]),
			),
		);

/** The rows whose criterion is the `index`-th one: what is wrong is told by the place among the criteria. */
export const rowsWithNames = (values: Record<string, string | string[]>): number[] =>
	Object.keys(values)
		.flatMap((name) => /^name_(\d+)$/.exec(name)?.[1] ?? [])
		.map(Number)
		.filter((nth) => values[`name_${nth}`] !== '')
		.sort((one, other) => one - other);
