import { expect, test } from 'vitest';
import { type Role, systemActor } from '#lib/shared/actor.ts';
import {
	isBelow,
	mayEnterArrival,
	mayReceive,
	mayReport,
	maySeeDispatch,
	maySeeReceipt,
	maySend,
	maySendAcross,
	maySetAside,
	mayTakeUp,
	mayTellPartner,
	mayWithdraw,
	type ReceiptPlace,
} from './policy.ts';

const paths: Record<string, string> = {
	root: 'root',
	office: 'root.office',
	cell: 'root.office.cell',
	other: 'root.office.other',
	elsewhere: 'root.elsewhere',
};
const placed = (id: string) => ({ id, path: paths[id] ?? id });

const actorFor = (who: string) => {
	const [role, unit] = who.split(' of ');
	const place = { unitId: unit ?? 'cell', path: paths[unit ?? 'cell'] ?? '', unitName: '' };
	return {
		...systemActor('t'),
		kind: 'person' as const,
		personId: 'somebody',
		standings: [{ ...place, standing: 'official' as const }],
		roles: role === 'member' ? [] : [{ ...place, role: role as Role }],
	};
};

test.each([
	['secretary of office', {}, 'send see-dispatch see-receipt withdraw'],
	['clerk of office', {}, 'send see-dispatch see-receipt withdraw'],
	['committee_member of office', {}, 'see-dispatch see-receipt'],
	['higher_officer of office', {}, 'see-dispatch see-receipt'],
	['member of office', {}, ''],
	['secretary of root', {}, 'see-dispatch see-receipt'],
	['secretary of elsewhere', {}, ''],
	['secretary of other', {}, ''],
	['secretary of cell', {}, 'see-receipt receive take-up set-aside'],
	['clerk of cell', {}, 'see-receipt receive'],
	['committee_member of cell', {}, 'see-receipt'],
	['member of cell', {}, ''],
	['secretary of cell', { isReceived: true }, 'see-receipt take-up set-aside'],
	['secretary of cell', { isReceived: true, isTakenUp: true }, 'see-receipt take-up report'],
	['secretary of cell', { isReceived: true, isTakenUp: true, expectsReport: false }, 'see-receipt take-up'],
	['secretary of cell', { isReceived: true, isSetAside: true }, 'see-receipt'],
	['secretary of cell', { isWithdrawn: true }, 'see-receipt'],
	['secretary of office', { isWithdrawn: true }, 'send see-dispatch see-receipt'],
] as const)('%s, of a dispatch of the office to the cell that is %o, may: %s', (who, over, acts) => {
	const actor = actorFor(who);
	const facts: ReceiptPlace = {
		sender: placed('office'),
		receiver: placed('cell'),
		isWithdrawn: false,
		isReceived: false,
		isTakenUp: false,
		isSetAside: false,
		expectsReport: true,
		...over,
	};
	const may = {
		send: maySend(actor, { unit: placed('office'), holder: placed('office'), isPublished: false }),
		'see-dispatch': maySeeDispatch(actor, facts),
		'see-receipt': maySeeReceipt(actor, facts),
		withdraw: mayWithdraw(actor, facts),
		receive: mayReceive(actor, facts),
		'take-up': mayTakeUp(actor, facts),
		'set-aside': maySetAside(actor, facts),
		report: mayReport(actor, facts),
	};
	const allowed = Object.entries(may).flatMap(([act, decision]) => (decision.allowed ? [act] : []));
	expect(allowed.join(' ')).toBe(acts);
});

test('a document of a unit above is handed on once that unit has published it; one of elsewhere never', () => {
	const clerk = actorFor('clerk of office');
	const of = (holder: string, isPublished: boolean) =>
		maySend(clerk, { unit: placed('office'), holder: placed(holder), isPublished }).allowed;
	expect(of('root', false)).toBe(false);
	expect(of('root', true)).toBe(true);
	expect(of('elsewhere', true)).toBe(false);
	expect(of('cell', true)).toBe(false);
});

test('a dispatch goes down only', () => {
	expect(isBelow(placed('office'), placed('cell'))).toBe(true);
	expect(isBelow(placed('office'), placed('office'))).toBe(false);
	expect(isBelow(placed('office'), placed('root'))).toBe(false);
	expect(isBelow(placed('office'), placed('elsewhere'))).toBe(false);
});

test.each([
	['clerk of root', 'across enter'],
	['secretary of root', 'across enter'],
	['deputy of root', 'across enter'],
	['committee_member of root', ''],
	['administrator of root', ''],
	['higher_officer of root', ''],
	['member of root', ''],
	['secretary of cell', ''],
])('between organisations a %s may: %s', (who, allowed) => {
	const actor = actorFor(who);
	const arrival = { unitId: 'root', isEntered: false, isWithdrawn: false };
	const may = {
		across: maySendAcross(actor, placed('root'), 'root').allowed,
		enter: mayEnterArrival(actor, arrival).allowed,
		tell: mayTellPartner(actor).allowed,
	};
	expect(
		Object.entries(may)
			.flatMap(([act, is]) => (is ? [act] : []))
			.join(' '),
	).toBe(allowed);
});

test('a unit that is not the root gives nothing to other organisations; what was entered or taken back is not entered again', () => {
	expect(maySendAcross(actorFor('secretary of office'), placed('office'), 'root').allowed).toBe(false);
	const clerk = actorFor('clerk of root');
	expect(mayEnterArrival(clerk, { unitId: 'root', isEntered: true, isWithdrawn: false }).allowed).toBe(false);
	expect(mayEnterArrival(clerk, { unitId: 'root', isEntered: false, isWithdrawn: true }).allowed).toBe(false);
	expect(mayTellPartner(systemActor('t')).allowed).toBe(true);
	const given = { sender: placed('root'), isWithdrawn: false, isFromPartner: true };
	expect(mayWithdraw(clerk, given).allowed).toBe(false);
});
