/** A label for the tree of units (ltree): an id without hyphens is one, whatever the unit is called. */
export const treeLabel = (id: string): string => id.replaceAll('-', '');
