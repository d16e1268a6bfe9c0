import { handInReflection, shareReflection } from '#lib/features/reflections/hand-in.server.ts';
import { remarkOnReflection, reviewReflection } from '#lib/features/reflections/review.server.ts';
import { saveReflection } from '#lib/features/reflections/writing.server.ts';
import { look } from '#lib/platform/command/command.ts';
import { addDays } from '#lib/shared/calendar.ts';
import type { Player, Stage } from './cell.ts';
import { earlyPapers, springPapers, type WrittenPaper } from './reflection-texts.ts';

type Round = { roundId: string; daysAgo: number };

/** Who reviews a paper that was handed in, as the system chose. */
const reviewerOf = async (stage: Stage, reflectionId: string, asked: Player): Promise<Player> => {
	const row = await look(stage.at(asked, 1, 8), (tx) =>
		tx.selectFrom('reflection').select('reviewer_id').where('id', '=', reflectionId).executeTakeFirst(),
	);
	const found = stage.people.find(({ personId }) => personId === row?.reviewer_id);
	if (!found) throw new Error('A paper of the sample has nobody who reviews it');
	return found;
};

const write = async (
	stage: Stage,
	{ roundId, daysAgo }: Round,
	written: WrittenPaper & { proposal?: string },
): Promise<{ reflectionId: string; author: Player; reviewer: Player }> => {
	const author = stage.people[written.person];
	if (!author) throw new Error('A paper of the sample has no author');
	await saveReflection(stage.at(author, daysAgo, 20), {
		roundId,
		revision: 0,
		fields: {
			core: written.core,
			bearing: written.bearing,
			self: written.self,
			'act:a-0': written.act,
			'by:a-0': addDays(stage.today, written.weeks * 7 - daysAgo),
			...(written.proposal ? { 'propose:a-0': written.proposal } : {}),
		},
	});
	const { reflectionId } = await handInReflection(stage.at(author, daysAgo, 21), { roundId });
	return { reflectionId, author, reviewer: await reviewerOf(stage, reflectionId, author) };
};

/** What the cell wrote after the round of the spring, all of it reviewed and one shared; and the first papers of the round that is going on. */
export const playReflections = async (
	stage: Stage,
	rounds: { spring: Round; ahead: Round },
): Promise<void> => {
	for (const [nth, written] of springPapers.entries()) {
		const daysAgo = rounds.spring.daysAgo - 3 - (nth % 9);
		const { reflectionId, author, reviewer } = await write(stage, { ...rounds.spring, daysAgo }, written);
		const later = stage.at(reviewer, daysAgo - 3, 16);
		if (nth === 6)
			await remarkOnReflection(later, {
				reflectionId,
				passage: 'người dân gọi hỏi vì không hiểu',
				body: 'Chi tiết rất thật. Đồng chí ghi lại các cuộc gọi để chi bộ cùng nghe.',
			});
		await reviewReflection(later, {
			reflectionId,
			outcome: 'accepted',
			level: nth % 3 === 0 ? 'Tốt' : 'Đạt yêu cầu',
			words: nth === 6 ? 'Bài viết từ việc của mình, có việc làm cụ thể.' : '',
		});
		if (nth === 6) await shareReflection(stage.at(author, daysAgo - 4, 20), { reflectionId });
	}
	const [first, second] = earlyPapers;
	if (!first || !second) throw new Error('The sample has no early papers');
	await write(stage, { ...rounds.ahead, daysAgo: 1 }, first);
	const returned = await write(stage, { ...rounds.ahead, daysAgo: 1 }, second);
	await reviewReflection(stage.at(returned.reviewer, 0, 1), {
		reflectionId: returned.reflectionId,
		outcome: 'returned',
		words: 'Đồng chí nêu rõ hơn đối tượng áp dụng và thời điểm, để tổng đài trả lời thống nhất.',
	});
};
