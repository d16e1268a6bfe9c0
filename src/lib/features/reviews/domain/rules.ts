import type { Day } from '#lib/shared/calendar.ts';

/** One thing that is given points, up to `max`. */
export type Criterion = { key: string; title: string; max: number };

/** A level: from how many points on, and what else must be so. Shares are per cent; null is no condition. */
export type Band = {
	key: string;
	name: string;
	/** Points. */
	from: number;
	/** Tasks that were done. */
	done: number | null;
	/** Tasks that were done in time. */
	onTime: number | null;
	/** Tasks in which more was done than required. */
	beyond: number | null;
	/** None of the results had a fault. */
	flawless: boolean;
	/** All faults that were found before are put right. */
	fixed: boolean;
};

export type FormKey = '2A' | '2B' | '2C';
/** A prescribed form: its title, and the parts that are written. */
export type ReviewForm = { title: string; parts: readonly { key: string; title: string }[] };

/** By what people are rated and classified; data of the organisation or of a unit, from a day on. */
export type ReviewRules = {
	general: readonly Criterion[];
	/** The part for tasks: points for quantity, quality and progress; what a fault and a delay take, in per cent of a task. */
	tasks: { quantity: number; quality: number; progress: number; faultShare: number; lateShare: number };
	/** The best first; the last has no condition. */
	bands: readonly Band[];
	/** How many may have the best level, in per cent of those who have the next one; `outstanding`: in bodies that are outstanding. */
	quota: { share: number; outstanding: number };
	/** Self-rating and rating that lie so far apart are worth a talk. */
	difference: number;
	quarterForm: ReviewForm;
	personForms: Record<FormKey, ReviewForm>;
	collectiveForm: ReviewForm;
	/** What was not seen in the text of the rule itself and should be checked: names of the values. */
	unsure: readonly string[];
};

export type DatedRules = { from: Day; source: string; rules: ReviewRules };

export const rulesCode = 'reviews.rules';
/** The code of a unit's own rules; without one the organisation's hold. */
export const unitRulesCode = (unitId: string): string => `${rulesCode}.${unitId}`;

const part = (key: string, title: string) => ({ key, title });

const shortForm: ReviewForm = {
	title: 'Phiếu tự đánh giá quý',
	parts: [
		part('done', 'Việc làm được trong kỳ, có kết quả cụ thể'),
		part('limits', 'Hạn chế và nguyên nhân'),
		part('next', 'Việc sẽ khắc phục, thời hạn'),
	],
};
const memberParts = [
	part('done', 'Ưu điểm, kết quả đạt được'),
	part('limits', 'Hạn chế, khuyết điểm và nguyên nhân'),
	part('fixed', 'Kết quả khắc phục hạn chế, khuyết điểm được chỉ ra ở kỳ trước'),
	part('next', 'Phương hướng, biện pháp khắc phục'),
];

/** The rules that come with the product (domain.md part 5): 366-QĐ/TW, HD 43 and NĐ 335/2025; HD 21-HD/BTCTW for the quota. */
export const shippedRules: DatedRules = {
	from: '2025-01-01',
	source:
		'Quy định 366-QĐ/TW, Hướng dẫn 43-HD/BTCTW, Nghị định 335/2025/NĐ-CP; tỷ lệ theo Hướng dẫn 21-HD/BTCTW',
	rules: {
		general: [
			{ key: 'politics', title: 'Chính trị, tư tưởng', max: 8 },
			{ key: 'ethics', title: 'Đạo đức, lối sống', max: 8 },
			{ key: 'style', title: 'Tác phong, lề lối làm việc', max: 7 },
			{ key: 'discipline', title: 'Ý thức tổ chức kỷ luật', max: 7 },
		],
		tasks: { quantity: 30, quality: 20, progress: 20, faultShare: 25, lateShare: 25 },
		bands: [
			{
				key: 'excellent',
				name: 'Hoàn thành xuất sắc nhiệm vụ',
				from: 90,
				done: 100,
				onTime: 100,
				beyond: 30,
				flawless: true,
				fixed: true,
			},
			{
				key: 'good',
				name: 'Hoàn thành tốt nhiệm vụ',
				from: 70,
				done: 100,
				onTime: 100,
				beyond: null,
				flawless: false,
				fixed: false,
			},
			{
				key: 'done',
				name: 'Hoàn thành nhiệm vụ',
				from: 50,
				done: 100,
				onTime: 80,
				beyond: null,
				flawless: false,
				fixed: false,
			},
			{
				key: 'not_done',
				name: 'Không hoàn thành nhiệm vụ',
				from: 0,
				done: null,
				onTime: null,
				beyond: null,
				flawless: false,
				fixed: false,
			},
		],
		quota: { share: 20, outstanding: 25 },
		difference: 10,
		quarterForm: shortForm,
		personForms: {
			'2A': { title: 'Bản kiểm điểm cá nhân (Mẫu 2A)', parts: memberParts },
			'2B': {
				title: 'Bản kiểm điểm cá nhân lãnh đạo, quản lý (Mẫu 2B)',
				parts: [
					...memberParts.slice(0, 3),
					part('duty', 'Trách nhiệm trong lãnh đạo, chỉ đạo; trách nhiệm nêu gương'),
					...memberParts.slice(3),
				],
			},
			'2C': {
				title: 'Bản kiểm điểm đảng viên không công tác trong hệ thống chính trị (Mẫu 2C)',
				parts: [memberParts[0], memberParts[1], memberParts[3]].flatMap((one) => one ?? []),
			},
		},
		collectiveForm: {
			title: 'Báo cáo kiểm điểm tập thể (Mẫu 01)',
			parts: [
				part('done', 'Ưu điểm, kết quả đạt được'),
				part('limits', 'Hạn chế, khuyết điểm và nguyên nhân'),
				part('fixed', 'Kết quả khắc phục hạn chế của kỳ trước'),
				part('duty', 'Trách nhiệm của tập thể, cá nhân'),
				part('next', 'Phương hướng, biện pháp khắc phục'),
			],
		},
		unsure: ['general', 'split', 'quota', 'outstanding', 'difference', 'forms'],
	},
};

/** The rules in force on a day: the latest that began; before the first, the first. */
export const rulesOn = (versions: readonly DatedRules[], day: Day): DatedRules =>
	[...versions, shippedRules]
		.sort((one, other) => other.from.localeCompare(one.from))
		.find(({ from }) => from <= day) ?? shippedRules;

/** All points that can be had: 100 where the rule is whole. */
export const fullPoints = ({ general, tasks }: ReviewRules): number =>
	general.reduce((sum, { max }) => sum + max, 0) + tasks.quantity + tasks.quality + tasks.progress;

/** What is wrong with rules that somebody sets: keys of messages by the name of the field. */
export const faultsOfRules = (rules: ReviewRules): { path: string; key: string }[] => [
	...(fullPoints(rules) === 100 ? [] : [{ path: 'general', key: 'issue_review_hundred' }]),
	...(rules.bands.some(({ from }, at) => from >= (rules.bands[at - 1]?.from ?? 101))
		? [{ path: 'bands', key: 'issue_review_bands' }]
		: []),
];

/** Who leads is looked at among those who lead, the others among themselves; by the job title, until somebody says otherwise. */
export const jobGroupOf = (title: string): string =>
	/^(giám đốc|phó giám đốc|chánh|phó chánh|trưởng|phó trưởng|kế toán trưởng|bí thư|phó bí thư)/i.test(title)
		? 'Lãnh đạo, quản lý'
		: 'Chuyên môn, phục vụ';

/** The form on which somebody writes: the short one of a quarter, or the prescribed one of a year. */
export const formOf = (rules: ReviewRules, kind: 'quarter' | 'year', form: FormKey): ReviewForm =>
	kind === 'quarter' ? rules.quarterForm : rules.personForms[form];
