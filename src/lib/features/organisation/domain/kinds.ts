/** Kinds of units, from the Centre to the group within a cell, and those an installation can be set up as. */
export const unitKinds = [
	'central',
	'provincial_committee',
	'superior_committee',
	'grassroots_committee',
	'branch_committee',
	'cell',
	'party_group',
	'mass_organisation',
] as const;
export type UnitKind = (typeof unitKinds)[number];

export const tenantKinds = [
	'cell',
	'grassroots_committee',
	'superior_committee',
	'provincial_committee',
] as const;
