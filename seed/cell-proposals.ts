import { respond } from '#lib/features/proposals/commands.server.ts';
import {
	answerProposal,
	assignProposal,
	groupProposals,
	sendUp,
} from '#lib/features/proposals/office.server.ts';
import { propose } from '#lib/features/proposals/propose.server.ts';
import { releaseProposal } from '#lib/features/proposals/release.server.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';

const drafts =
	'Đề nghị chi ủy gửi dự thảo nghị quyết cho đảng viên trước kỳ sinh hoạt ít nhất hai ngày; nhận tại cuộc họp thì không kịp đọc, ý kiến thảo luận chưa sâu.';
const scanner =
	'Kiến nghị cấp trên trang bị thêm máy quét tốc độ cao để số hóa hồ sơ còn tồn; hiện cả Sở chỉ có một máy, các phòng phải chờ nhau.';
const scannerAgain =
	'Trung tâm đề nghị được trang bị máy quét tốc độ cao để số hóa hồ sơ, máy hiện nay hay kẹt giấy, làm chậm tiến độ chung.';
const mentor =
	'Đề nghị phân công đồng chí có kinh nghiệm kèm cặp công chức mới trong sáu tháng đầu; tự mày mò thì mất nhiều thời gian và dễ sai quy trình.';
const shelter =
	'Đề nghị sửa mái che lối vào bộ phận tiếp nhận hồ sơ, ngày mưa người dân đến giao dịch bị ướt.';
const exchange =
	'Kiến nghị mỗi quý tổ chức một buổi trao đổi kinh nghiệm xử lý hồ sơ trực tuyến giữa các phòng, vì cùng một vướng mắc nhưng mỗi phòng làm một cách.';

const DAY = 15;

/**
 * What people of the sample cell proposed in the last weeks: answered and settled, sent up and answered there, being
 * answered, late, and one that came yesterday.
 */
export const playProposals = async (stage: Stage, officer: Player): Promise<void> => {
	const holding = (role: Player['part']['roles'][number]): Player => {
		const found = stage.people.find(({ part }) => part.roles.includes(role));
		if (!found) throw new Error(`The sample has no ${role}`);
		return found;
	};
	const [chair, deputy, committee] = [holding('secretary'), holding('deputy'), holding('committee_member')];
	const quiet = stage.people.filter(({ part }) => part.roles.length === 0 && !part.login);
	const who = (nth: number): Player => quiet[nth % quiet.length] ?? chair;
	const send = (from: Player, daysAgo: number, text: string, naming?: string): Promise<string> =>
		propose(stage.at(from, daysAgo, 20), { unitId: stage.unitId, text, ...(naming ? { naming } : {}) }).then(
			({ proposalId }) => proposalId,
		);
	const assign = (proposalId: string, to: Player, daysAgo: number, dueIn: number) =>
		assignProposal(stage.at(chair, daysAgo, 9), {
			proposalId,
			answerer: to.personId,
			dueOn: addDays(stage.today, dueIn),
		});
	const show = (proposalId: string, body: string, daysAgo: number) =>
		releaseProposal(stage.at(chair, daysAgo, 16), { proposalId, body });

	const first = await send(who(1), 45, drafts);
	await assign(first, deputy, 43, -28);
	await answerProposal(stage.at(deputy, 36, 15), {
		proposalId: first,
		answer:
			'Chi ủy tiếp thu. Từ kỳ sinh hoạt tới, dự thảo nghị quyết gửi cho toàn thể đảng viên chậm nhất ba ngày trước khi họp; đồng chí chi ủy viên được phân công dự thảo chịu trách nhiệm.',
	});
	await respond(stage.at(who(1), 35, 20), { proposalId: first, settled: 'yes' });
	await show(first, drafts, 33);

	const machine = await send(who(9), 40, scanner);
	const machineAgain = await send(who(12), 38, scannerAgain);
	await groupProposals(stage.at(chair, 37, 9), { proposalId: machine, alikeIds: [machineAgain] });
	await sendUp(stage.at(chair, 37, 10), {
		proposalId: machine,
		reason: 'Kinh phí mua sắm thiết bị dùng chung thuộc thẩm quyền của cấp trên.',
		dueOn: addDays(stage.today, -37 + 2 * DAY),
	});
	await answerProposal(stage.at(officer, 20, 10), {
		proposalId: machine,
		answer:
			'Đã đưa ba máy quét tốc độ cao vào kế hoạch mua sắm tập trung, giao cho Sở trước khi kết thúc quý. Trong thời gian chờ, đề nghị Sở phối hợp Trung tâm Lưu trữ lịch sử tỉnh để số hóa theo đợt.',
		decision: 'Kế hoạch mua sắm tập trung của khối các cơ quan tỉnh',
	});
	await respond(stage.at(who(9), 18, 20), { proposalId: machine, settled: 'yes' });
	await show(machine, scanner, 16);

	const mentoring = await send(who(4), 12, mentor, 'hidden');
	await assign(mentoring, committee, 10, 4);
	const roof = await send(who(7), 30, shelter);
	await assign(roof, deputy, 28, -3);
	await send(who(11), 1, exchange, 'open');
};
