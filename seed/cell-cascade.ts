import { receiveDispatch, takeUpDispatch } from '#lib/features/cascade/receive.server.ts';
import { sendDispatch } from '#lib/features/cascade/send.server.ts';
import { publishDocument } from '#lib/features/reading/commands.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { fileDocument } from './file-document.ts';

/**
 * The committee above gives its plan to its two cells: one has taken it up and published it, the cell of the sample has it
 * before it.
 * @param stage of the committee   @param cast.clerk of the cell   @param cast.otherHeads people of the other cell, its head among them
 */
export const playCascade = async (
	stage: Stage,
	head: Player,
	cast: { clerk: Player; otherHeads: readonly Player[] },
): Promise<void> => {
	const { today } = stage;
	const documentId = await fileDocument(stage, head, {
		file: 'ke-hoach-12-kh-du.txt',
		filedDaysAgo: 3,
		readWithin: 10,
		audience: 'unit',
		studied: 0,
		facts: {
			typeCode: 'KH',
			number: '12-KH/ĐU',
			issuer: 'Đảng ủy các cơ quan tỉnh Sông Lam',
			issuedOn: addDays(today, -4),
			title: 'về đẩy mạnh giải quyết thủ tục hành chính không giấy tờ trong các chi bộ trực thuộc',
		},
	});
	const asked = {
		spreadBy: addDays(today, 8),
		studyBy: addDays(today, 15),
		programmeBy: addDays(today, 25),
		reportBy: addDays(today, 40),
	};
	const { dispatchId } = await sendDispatch(stage.at(head, 2, 9), {
		unitId: stage.unitId,
		documentId,
		kinds: ['cell'],
		note: 'Chọn việc vừa sức, có số liệu trước và sau. Vướng mắc báo về Văn phòng Đảng ủy.',
		...asked,
	});
	const receipts = await look(stage.at(head, 2, 10), (tx) =>
		tx
			.selectFrom('dispatch_receipt')
			.select(['id', 'unit_id'])
			.where('tenant_id', '=', head.tenantId)
			.where('dispatch_id', '=', dispatchId)
			.execute(),
	);
	const other = cast.otherHeads.find(({ part }) => part.roles.includes('secretary'));
	for (const { id, unit_id } of receipts) {
		if (unit_id === cast.clerk.roles[0]?.unitId)
			await receiveDispatch(stage.at(cast.clerk, 1, 8), { receiptId: id });
		else if (other && unit_id === other.roles[0]?.unitId) {
			await takeUpDispatch(stage.at(other, 1, 9), { receiptId: id, ...asked, spreadBy: addDays(today, 5) });
			await publishDocument(stage.at(other, 1, 10), {
				documentId,
				unitId: unit_id,
				audience: 'unit',
				readBy: addDays(today, 5),
			});
		}
	}
};
