import { commonShingles } from './common-shingles.ts';
import { shinglesOf, syllableLine } from './syllable-line.ts';

/** How many syllables a run has by which is told whether a wording is anybody's. */
export const SHINGLE = 4;

/** Set phrases of Party life that laws and circulars, from which the other common runs were learnt, seldom have. */
const setPhrases = `dưới sự lãnh đạo của Đảng, trực tiếp là chi bộ; dưới sự lãnh đạo, chỉ đạo của cấp ủy, chính quyền
học tập và làm theo tư tưởng, đạo đức, phong cách Hồ Chí Minh; học tập và làm theo tấm gương đạo đức Hồ Chí Minh
chủ nghĩa Mác - Lênin, tư tưởng Hồ Chí Minh, đường lối, chủ trương của Đảng, chính sách, pháp luật của Nhà nước
chấp hành nghiêm chủ trương, đường lối, chính sách của Đảng, pháp luật của Nhà nước
hoàn thành tốt nhiệm vụ được giao; thực hiện tốt nhiệm vụ được giao; hoàn thành xuất sắc nhiệm vụ được giao
xây dựng Đảng và hệ thống chính trị trong sạch, vững mạnh; xây dựng, chỉnh đốn Đảng; năng lực lãnh đạo, sức chiến đấu của tổ chức đảng
suy thoái về tư tưởng chính trị, đạo đức, lối sống, những biểu hiện tự diễn biến, tự chuyển hóa trong nội bộ
cần, kiệm, liêm, chính, chí công vô tư; độc lập dân tộc gắn liền với chủ nghĩa xã hội; dân giàu, nước mạnh, dân chủ, công bằng, văn minh
công nghiệp hóa, hiện đại hóa đất nước; kinh tế thị trường định hướng xã hội chủ nghĩa; nhà nước pháp quyền xã hội chủ nghĩa
nguyên tắc tập trung dân chủ, tự phê bình và phê bình; chủ động hội nhập quốc tế; sức mạnh đại đoàn kết toàn dân tộc
nâng cao chất lượng, hiệu quả công tác; nâng cao đời sống vật chất và tinh thần của nhân dân; phát triển kinh tế - xã hội của địa phương
cán bộ, đảng viên, công chức, viên chức và người lao động; toàn Đảng, toàn dân, toàn quân; Mặt trận Tổ quốc và các tổ chức chính trị - xã hội
phát huy tinh thần trách nhiệm, gương mẫu của cán bộ, đảng viên; nêu cao tinh thần trách nhiệm trong công việc
không ngừng học tập, nâng cao trình độ chuyên môn, nghiệp vụ; giữ gìn phẩm chất chính trị, đạo đức, lối sống
Ban Chấp hành Trung ương Đảng khóa; Đại hội đại biểu toàn quốc lần thứ của Đảng; Đảng Cộng sản Việt Nam; Cộng hòa xã hội chủ nghĩa Việt Nam
sau khi được học tập, quán triệt nghị quyết, bản thân tôi nhận thức; liên hệ bản thân và trách nhiệm của cá nhân; trách nhiệm của bản thân trong thời gian tới
bài thu hoạch cá nhân học tập nghị quyết; câu hỏi thu hoạch; họ và tên, chức vụ, đơn vị công tác; người viết thu hoạch`;

let learnt: ReadonlySet<number> | null = null;

const learn = (): ReadonlySet<number> => {
	const common = new Set<number>();
	let shingle = 0;
	let step = 0;
	let shift = 1;
	for (const letter of atob(commonShingles)) {
		const byte = letter.charCodeAt(0);
		step += (byte % 128) * shift;
		shift *= 128;
		if (byte < 128) {
			shingle += step;
			common.add(shingle | 0);
			step = 0;
			shift = 1;
		}
	}
	for (const phrase of setPhrases.split(/[;\n]/))
		for (const run of shinglesOf(syllableLine(phrase.normalize('NFC')).folds, SHINGLE)) common.add(run);
	return common;
};

/** Is a run of four syllables one that official documents and papers have in common, whoever writes them? */
export const isCommonRun = (shingle: number): boolean => {
	learnt ??= learn();
	return learnt.has(shingle);
};

/** What a syllable counts that stands in a run which is anybody's. */
const COMMON = 0.12;

/**
 * What each syllable counts as a sign of copying, 0 to 1: little within a set phrase, less where the text has the same words
 * again and again (they are its subject).
 * @param share what a run counts where the texts around are known; 1 unless told
 */
export const weightsOf = (
	shingles: Int32Array,
	syllables: number,
	share?: (shingle: number) => number,
): Float32Array => {
	const weights = new Float32Array(syllables).fill(1);
	const times = new Map<number, number>();
	for (const shingle of shingles) times.set(shingle, (times.get(shingle) ?? 0) + 1);
	for (let at = 0; at < shingles.length; at++) {
		const shingle = shingles[at] ?? 0;
		const known = isCommonRun(shingle) ? COMMON : share ? Math.max(COMMON, share(shingle)) : 1;
		const weight = Math.max(COMMON, known / (times.get(shingle) ?? 1));
		if (weight < 1)
			for (let next = at; next < at + SHINGLE; next++) weights[next] = Math.min(weights[next] ?? 1, weight);
	}
	return weights;
};
