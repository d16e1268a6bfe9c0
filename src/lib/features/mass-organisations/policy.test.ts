import { expect, test } from 'vitest';
import { type Actor, type Role, systemActor } from '#lib/shared/actor.ts';
import {
	mayDirectOrganisation,
	mayRunOrganisation,
	maySeeOrganisation,
	type OrganisationFacts,
} from './policy.ts';

const organisation: OrganisationFacts = {
	unitId: 'union',
	aboveUnitId: 'cell',
	headIds: ['chair'],
	memberIds: ['chair', 'member'],
};
const at = (unitId: string) => ({ unitId, path: unitId, unitName: unitId });
const person = (personId: string, unitId: string | null, ...roles: Role[]): Actor => ({
	...systemActor('tenant'),
	kind: 'person',
	personId,
	standings: unitId && roles.length === 0 ? [{ ...at(unitId), standing: 'official' }] : [],
	roles: unitId ? roles.map((role) => ({ ...at(unitId), role })) : [],
});
const cast = {
	chair: person('chair', null),
	member: person('member', null),
	officeOfUnion: person('office', 'union', 'secretary'),
	secretary: person('secretary', 'cell', 'secretary'),
	deputy: person('deputy', 'cell', 'deputy'),
	committee: person('committee', 'cell', 'committee_member'),
	clerk: person('clerk', 'cell', 'clerk'),
	colleague: person('colleague', 'cell'),
	administrator: person('administrator', 'cell', 'administrator'),
	elsewhere: person('elsewhere', 'other', 'secretary'),
	system: systemActor('tenant'),
};

test.each([
	[
		'sees it',
		maySeeOrganisation,
		['chair', 'member', 'officeOfUnion', 'secretary', 'deputy', 'committee', 'clerk', 'colleague'],
	],
	['runs it', mayRunOrganisation, ['chair', 'officeOfUnion', 'secretary', 'deputy']],
	['directs it', mayDirectOrganisation, ['secretary', 'deputy']],
] as const)('%s', (_what, may, allowed) => {
	const found = Object.entries(cast).filter(([, actor]) => may(actor, organisation).allowed);
	expect(found.map(([name]) => name)).toEqual(allowed);
});
