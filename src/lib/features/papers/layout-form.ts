type Tree = { [name: string]: Tree | string | string[] };

/** The lists of a form of a layout: which types a kind of body may issue. */
const isList = (name: string): boolean => name.startsWith('types.');

/** The fields of the form of a layout ("parts.title.size") as the tree that they stand for. */
export const readLayoutForm = (form: FormData): Tree => {
	const tree: Tree = Object.create(null) as Tree;
	for (const name of new Set(form.keys())) {
		const values = form.getAll(name).filter((value) => typeof value === 'string');
		const path = name.split('.');
		const last = path.pop() ?? '';
		let at = tree;
		for (const step of path) {
			const next = at[step];
			const known: Tree =
				typeof next === 'object' && !Array.isArray(next) ? next : (Object.create(null) as Tree);
			at[step] = known;
			at = known;
		}
		at[last] = isList(name) ? values.filter((value) => value !== '') : (values[0] ?? '');
	}
	return tree;
};
