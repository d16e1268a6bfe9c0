import { makeCode } from '#lib/features/transfers/codes.server.ts';
import { changeTransfer, startTransfer } from '#lib/features/transfers/commands.server.ts';
import { issueTransfer } from '#lib/features/transfers/issue.server.ts';
import { confirmByCode } from '#lib/features/transfers/receipt.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

type Going = {
	member: Player;
	daysAgo: number;
	returnsInDays: number;
	toOrganisation: string;
	toUnit: string;
	reason: string;
	facts: Record<string, string>;
};

const send = async (
	stage: Stage,
	{ secretary, clerk }: { secretary: Player; clerk: Player },
	{ member, daysAgo, returnsInDays, facts, ...where }: Going,
): Promise<string> => {
	const door = stage.at(clerk, daysAgo, 9);
	const membership = await look(door, (tx) =>
		tx
			.selectFrom('membership')
			.select('id')
			.where('person_id', '=', member.personId)
			.where('unit_id', '=', stage.unitId)
			.where('valid_to', 'is', null)
			.executeTakeFirstOrThrow(),
	);
	const given = {
		kind: 'temporary',
		...where,
		effectiveOn: addDays(stage.today, 3 - daysAgo),
		returnsOn: addDays(stage.today, returnsInDays),
	};
	const { transferId } = await startTransfer(door, { membershipId: membership.id, ...given });
	await changeTransfer(stage.at(clerk, daysAgo, 10), { transferId, ...given, ...facts });
	await issueTransfer(stage.at(secretary, daysAgo - 1, 9), {
		transferId,
		issuedOn: addDays(stage.today, 1 - daysAgo),
	});
	return transferId;
};

/**
 * Two members who are elsewhere for a time and stay members of the cell: one was received, by the code on the letter; of the other
 * the cell waits for word.
 */
export const playTransfers = async (stage: Stage): Promise<void> => {
	const holding = (role: Player['part']['roles'][number]): Player => {
		const found = stage.people.find(({ part }) => part.roles.includes(role));
		if (!found) throw new Error(`The sample has no ${role}`);
		return found;
	};
	const office = { secretary: holding('secretary'), clerk: holding('clerk') };
	const [one, two] = stage.people.filter(
		({ part }) => part.standing === 'official' && part.roles.length === 0 && !part.login,
	);
	if (!one || !two) throw new Error('The sample has nobody who could go');
	const received = await send(stage, office, {
		member: one,
		daysAgo: 160,
		returnsInDays: 200,
		toOrganisation: 'Đảng bộ Học viện Chính trị khu vực I',
		toUnit: 'Chi bộ lớp Cao cấp lý luận chính trị K75',
		reason: 'Đi học Cao cấp lý luận chính trị hệ tập trung',
		facts: {
			birthOn: '1983-04-17',
			admittedOn: '2009-09-02',
			officialOn: '2010-09-02',
			position: one.part.title,
		},
	});
	const { code } = await makeCode(stage.at(office.clerk, 159, 10), { transferId: received });
	const { actor: _nobody, ...visit } = stage.at(office.clerk, 150, 10);
	await confirmByCode(visit, code, {
		receivedOn: addDays(stage.today, -150),
		receivedName: 'Hoàng Thị Minh Nguyệt, Bí thư chi bộ lớp',
		receivedUnit: 'Chi bộ lớp Cao cấp lý luận chính trị K75',
	});
	await send(stage, office, {
		member: two,
		daysAgo: 6,
		returnsInDays: 180,
		toOrganisation: 'Đảng ủy xã Sơn Hồng',
		toUnit: 'Chi bộ thôn 3',
		reason: 'Tham gia Tổ công tác chuyển đổi số tại xã',
		facts: {
			birthOn: '1990-11-08',
			admittedOn: '2016-05-19',
			officialOn: '2017-05-19',
			position: two.part.title,
		},
	});
};
