import {
	type Block,
	headOf,
	issuingBodyOf,
	type Layout,
	layoutFor,
	type Paper,
	signatureOf,
} from '#lib/features/papers/public.server.ts';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import type { Day } from '#lib/shared/calendar.ts';
import { refused } from '#lib/shared/failures.ts';
import type { SignedFigure, SignedSection } from './domain/signed.ts';
import { aboutOf } from './domain/titles.ts';
import { type ReportPage, reportPage } from './queries.server.ts';
import { figureInPaper } from './ui/words.ts';

type Written = Pick<SignedSection, 'part' | 'title' | 'body'>;

const paragraphs = (text: string): Block[] =>
	text
		.split(/\n+/)
		.map((line) => line.trim())
		.filter(Boolean)
		.map((line): Block => {
			const dash = /^[-–•+]\s+(.*)$/u.exec(line);
			return dash ? { kind: 'dash', text: dash[1] ?? '' } : { kind: 'paragraph', text: line };
		});

/** Parts with their sections; a part of one section needs no second heading. */
const partsOf = (sections: readonly Written[]): Block[] =>
	sections.flatMap((section, nth): Block[] => {
		const isFirst = sections[nth - 1]?.part !== section.part;
		const isAlone = isFirst && sections[nth + 1]?.part !== section.part;
		return [
			...(isFirst
				? [{ kind: 'heading', level: 1, text: section.part || section.title } satisfies Block]
				: []),
			...(isAlone || !section.part
				? []
				: [{ kind: 'heading', level: 2, text: section.title } satisfies Block]),
			...paragraphs(section.body),
		];
	});

const say = (value: number | null): string => (value === null ? '' : value.toLocaleString('vi-VN'));

/** The figures of the period; those of the one before, and of a year ago, where there are any. */
const figuresTable = (figures: readonly SignedFigure[]): Block[] => {
	if (figures.length === 0) return [];
	const before = figures.some((one) => one.before !== null);
	const yearAgo = figures.some((one) => one.yearAgo !== null);
	return [
		{ kind: 'heading', level: 1, text: 'Biểu số liệu' },
		{
			kind: 'table',
			columns: [
				{ title: 'TT', share: 1, align: 'center' },
				{ title: 'Chỉ tiêu', share: 6 },
				{ title: 'Kỳ này', share: 2, align: 'center' },
				...(before ? [{ title: 'Kỳ trước', share: 2, align: 'center' } as const] : []),
				...(yearAgo ? [{ title: 'Cùng kỳ', share: 2, align: 'center' } as const] : []),
			],
			rows: figures.map((one, nth) => [
				String(nth + 1),
				figureInPaper(one.key),
				say(one.value),
				...(before ? [say(one.before)] : []),
				...(yearAgo ? [say(one.yearAgo)] : []),
			]),
		},
	];
};

const writtenOf = ({ shown, sections }: ReportPage): readonly Written[] =>
	shown?.content.sections ?? sections;

/**
 * A report as a paper in the Party's layout: as it was signed, before that a draft without number.
 * @throws Failure missing, refused (the unit issues no papers)
 */
export const reportPaper = async (
	tx: Tx,
	actor: Actor,
	wanted: { reportId: string; version?: number | null; today: Day },
): Promise<{ paper: Paper; layout: Layout; mark: string | null }> => {
	const page = await reportPage(tx, actor, wanted);
	const { report, shown } = page;
	const day = report.issuedOn ?? wanted.today;
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const body = await issuingBodyOf(tx, actor.tenantId, report.unitId, 'party', day);
	if (!body) throw refused('refused_no_issuing_body');
	const above = report.aboveUnitId
		? await issuingBodyOf(tx, actor.tenantId, report.aboveUnitId, 'party', day)
		: null;
	const signer = shown
		? { office: shown.signedAs, name: shown.content.signer }
		: await headOf(tx, report.unitId, day);
	const paper: Paper = {
		type: 'report',
		head: {
			superior: body.superior,
			issuer: body.name,
			number: { number: shown ? report.number : null, sign: body.sign },
			place: body.place,
			day: shown ? report.issuedOn : null,
			year: day.slice(0, 4),
			title: aboutOf(report.title),
			draft: shown ? null : report.version + 1,
		},
		body: [...partsOf(writtenOf(page)), ...figuresTable(page.figures)],
		signatures: { right: signatureOf(layout, body, signer) },
		copies: [...(above ? [`${above.name} (để báo cáo)`] : []), ...(body.kept ? [body.kept] : [])],
	};
	return { paper, layout, mark: shown ? report.mark : null };
};
