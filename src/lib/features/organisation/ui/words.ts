import { m } from '#lib/paraglide/messages.js';
import type { Role, Standing } from '#lib/shared/actor.ts';
import type { UnitKind } from '../domain/kinds.ts';

export const sayRole = (role: Role): string =>
	({
		secretary: m.role_secretary,
		deputy: m.role_deputy,
		committee_member: m.role_committee_member,
		clerk: m.role_clerk,
		administrator: m.role_administrator,
		higher_officer: m.role_higher_officer,
	})[role]();

export const sayStanding = (standing: Standing): string =>
	({ official: m.standing_official, probationary: m.standing_probationary, non_party: m.standing_non_party })[
		standing
	]();

export const sayUnitKind = (kind: UnitKind): string =>
	({
		central: m.kind_central,
		provincial_committee: m.kind_provincial_committee,
		superior_committee: m.kind_superior_committee,
		grassroots_committee: m.kind_grassroots_committee,
		branch_committee: m.kind_branch_committee,
		cell: m.kind_cell,
		party_group: m.kind_party_group,
		mass_organisation: m.kind_mass_organisation,
	})[kind]();
