import { deliverTo } from '#lib/features/exchange/deliver.server.ts';
import { addPartner, confirmPartner } from '#lib/features/exchange/partners.server.ts';
import { takeFrom } from '#lib/features/exchange/take.server.ts';
import { exchangeSecret, type Wire } from '#lib/features/exchange/wire.server.ts';
import { LETTER_FORMAT, type Letter } from '#lib/features/transfers/domain/letter.ts';
import { declineTransfer, handOnTransfer } from '#lib/features/transfers/incoming.server.ts';
import { LETTER_KIND } from '#lib/features/transfers/wire-out.server.ts';
import { type Door, look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import { uuidv7 } from '#lib/shared/ids.ts';
import type { Player, Stage } from './cell.ts';
import { playMessages, ward } from './cell-exchange-files.ts';
import { type Away, awayOrganisation } from './exchange-away.ts';
import '#lib/features/transfers/wire.server.ts';

type Cast = {
	/** Who keeps the partners of the whole organisation. */
	office: Player;
	clerk: Player;
	/** Of the cell to which the first letter was handed on by mistake. */
	otherSecretary: Player;
	otherUnitId: string;
	/** The cell's own resolution, which the clerk sends up. */
	resolutionId: string;
};

const wireOf = ({ db, files, clock }: Door, away?: Away): Wire => ({
	db,
	files,
	clock,
	secret: exchangeSecret(),
	...(away ? { fetch: away.receive({ clock }) } : {}),
});

/** The letter of a member whom the ward's committee sends to the department: the first time with the wrong cell in it. */
const letterOf = (
	stage: Stage,
	away: Away,
	told: { mark: string; daysAgo: number; unit: string },
): Letter => ({
	format: LETTER_FORMAT,
	transferId: uuidv7(),
	from: { organisationId: away.id, organisation: away.name, unit: 'Chi bộ Cơ quan UBND phường' },
	to: { organisation: 'Tỉnh ủy Sông Lam', unit: told.unit },
	kind: { key: 'official', name: 'Chuyển sinh hoạt đảng chính thức' },
	mark: told.mark,
	issuedOn: addDays(stage.today, -told.daysAgo),
	signer: 'Phan Đình Nhật',
	effectiveOn: addDays(stage.today, 2 - told.daysAgo),
	returnsOn: null,
	person: {
		fullName: 'Hồ Thị Khánh Linh',
		standing: 'official',
		facts: {
			birthOn: '1991-06-24',
			admittedOn: '2016-02-03',
			officialOn: '2017-02-03',
			position: 'Công chức Văn hóa - Xã hội',
			rating: 'Hoàn thành tốt nhiệm vụ',
		},
	},
	record: null,
});

/** A letter comes from the ward and is handed on to a cell. @returns what has come in */
const bring = async (
	stage: Stage,
	{ office }: Cast,
	come: { away: Away; partnerId: string; letter: Letter; daysAgo: number; unitId: string },
): Promise<string> => {
	const { away, partnerId, letter, daysAgo } = come;
	const wire = wireOf(stage.at(office, daysAgo, 8));
	await away.send(wire, office.tenantId, {
		kind: LETTER_KIND,
		conversation: letter.transferId,
		body: { letter },
	});
	await takeFrom(wire, office.tenantId, partnerId);
	const door = stage.at(office, daysAgo, 10);
	const { id } = await look(door, (tx) =>
		tx
			.selectFrom('incoming_transfer')
			.select('id')
			.where('tenant_id', '=', office.tenantId)
			.where('transfer_id', '=', letter.transferId)
			.executeTakeFirstOrThrow(),
	);
	await handOnTransfer(door, { incomingId: id, forUnitId: come.unitId });
	return id;
};

/** Over the network: one committee with which everything runs, one whose figures have still to be heard on the telephone. */
const playPartners = async (stage: Stage, cast: Cast): Promise<void> => {
	const { office, otherSecretary } = cast;
	const away = awayOrganisation({ ...ward, address: 'https://truongvinh.songlam.example' });
	const door = stage.at(office, 40, 9);
	const { partnerId } = await addPartner(door, { card: away.card, role: 'subordinate' });
	await confirmPartner(door, { partnerId, print: away.print });
	const waiting = awayOrganisation({
		name: 'Đảng ủy xã Sơn Hồng',
		code: 'H70.63',
		address: 'https://sonhong.songlam.example',
	});
	await addPartner(stage.at(office, 3, 15), { card: waiting.card, role: 'subordinate' });

	const wrong = letterOf(stage, away, { mark: '41-GGT/ĐU', daysAgo: 13, unit: 'Chi bộ Sở Nội vụ' });
	const unitId = cast.otherUnitId;
	const first = await bring(stage, cast, { away, partnerId, letter: wrong, daysAgo: 12, unitId });
	await declineTransfer(stage.at(otherSecretary, 11, 9), {
		incomingId: first,
		reason: 'Đồng chí được điều động về Sở Thông tin và Truyền thông, đề nghị ghi lại chi bộ nơi đến.',
	});
	await deliverTo(wireOf(stage.at(office, 11, 10), away), office.tenantId, partnerId);
	const right = letterOf(stage, away, {
		mark: '43-GGT/ĐU',
		daysAgo: 3,
		unit: 'Chi bộ Sở Thông tin và Truyền thông',
	});
	await bring(stage, cast, { away, partnerId, letter: right, daysAgo: 1, unitId: stage.unitId });
};

/** What the organisation exchanges with others: over the network with partners, and as files by the codes of organs. */
export const playExchange = async (stage: Stage, cast: Cast): Promise<void> => {
	await playMessages(stage, cast);
	await playPartners(stage, cast);
};
