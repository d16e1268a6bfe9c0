import { requireUnit } from '#lib/features/organisation/public.server.ts';
import {
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
import { missing, refused } from '#lib/shared/failures.ts';
import { collectivesOf } from './collectives.server.ts';
import { bandName, classify } from './domain/bands.ts';
import {
	formBlocks,
	type PrintBlock,
	periodWords,
	personBlocks,
	tableBlocks,
	yearBlocks,
} from './domain/print.ts';
import { formOf } from './domain/rules.ts';
import { partOf, seenRound } from './facts.server.ts';
import { maySeeRating } from './policy.ts';
import { concludePage, seenCollective } from './queries-rate.server.ts';
import { resultsOf, selvesOf } from './ratings.server.ts';
import { yearRecord } from './year.server.ts';

export type Printed = {
	paper: Paper;
	layout: Layout;
	name: string;
	/** Whose record it is, where it is somebody's. */
	about?: { id: string; personId: string; unitId: string };
};

type Head = { named: string; title: string };

/** A paper of the unit in the Party's layout; a form that is signed by one person has no number. */
const paperOf = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	head: Head,
	body: PrintBlock[],
	day: Day,
	signer: { name: string } | null,
): Promise<Printed> => {
	const layout = await layoutFor(tx, actor.tenantId, 'party', day);
	const issuer = await issuingBodyOf(tx, actor.tenantId, unitId, 'party', day);
	if (!issuer) throw refused('refused_no_issuing_body');
	return {
		layout,
		name: `${head.named} ${head.title}`,
		paper: {
			type: 'report',
			head: {
				superior: issuer.superior,
				issuer: issuer.name,
				number: null,
				place: issuer.place,
				day: null,
				year: day.slice(0, 4),
				typeName: head.named,
				title: head.title,
			},
			body,
			signatures: {
				right: signer
					? { authority: [], office: 'Người tự kiểm điểm', name: signer.name }
					: signatureOf(layout, issuer, await headOf(tx, unitId, day)),
			},
			copies: issuer.kept ? [issuer.kept] : [],
		},
	};
};

/** What somebody wrote of themselves, on the form of the round: for the person, and for who rates. @throws Failure missing */
export const selfPaper = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	personId: string,
	day: Day,
): Promise<Printed> => {
	const { round, parts } = await seenRound(tx, actor, roundId);
	const part = partOf(parts, personId);
	if (part.personId !== actor.personId && !maySeeRating(actor, round, part).allowed)
		throw missing('failure_not_found');
	const [self] = await selvesOf(tx, actor.tenantId, round.id, part.personId);
	const [result] = await resultsOf(tx, actor.tenantId, round.id, part.personId);
	const form = formOf(round.rules, round.kind, part.form);
	const own = self
		? {
				points: self.points,
				levelName: bandName(round.rules, classify(round.rules, self.points, self.marks).level),
			}
		: null;
	const printed = await paperOf(
		tx,
		actor,
		round.unitId,
		{ named: form.title.replace(/ \(.*\)$/, ''), title: periodWords(round) },
		personBlocks(
			{ fullName: part.fullName, jobTitle: part.jobTitle, unitName: round.unitName },
			form,
			self?.words ?? {},
			own,
			result ?? null,
		),
		day,
		{ name: part.fullName },
	);
	return { ...printed, about: { id: part.id, personId: part.personId, unitId: round.unitId } };
};

/** What a collective says of itself, on its form. @throws Failure missing */
export const collectivePaper = async (
	tx: Tx,
	actor: Actor,
	roundId: string,
	body: 'committee' | 'unit',
	day: Day,
): Promise<Printed> => {
	const { round } = await seenCollective(tx, actor, roundId);
	const known = (await collectivesOf(tx, actor.tenantId, round)).find((one) => one.body === body);
	if (!known) throw missing('failure_not_found');
	const form = round.rules.collectiveForm;
	return paperOf(
		tx,
		actor,
		round.unitId,
		{
			named: form.title.replace(/ \(.*\)$/, ''),
			title: `${body === 'committee' ? 'Chi ủy, cấp ủy' : round.unitName} ${periodWords(round)}`,
		},
		[
			...formBlocks(form, known.words),
			{ kind: 'heading', level: 1, text: 'Mức xếp loại' },
			{ kind: 'paragraph', text: known.levelName ?? '…'.repeat(60) },
		],
		day,
		null,
	);
};

/** The table of a round: the ratings of a quarter, the classification of a year; for who heads the unit. @throws Failure missing, refused */
export const tablePaper = async (tx: Tx, actor: Actor, roundId: string, day: Day): Promise<Printed> => {
	const page = await concludePage(tx, actor, roundId);
	const { round } = await seenRound(tx, actor, roundId);
	const rows = page.rows
		.filter(({ isOwn }) => !isOwn || round.state === 'concluded')
		.map((row) => ({
			...row,
			levelName: row.levelName ?? (row.level ? bandName(round.rules, row.level) : null),
		}));
	return paperOf(
		tx,
		actor,
		round.unitId,
		{
			named: round.quarter === 0 ? 'Bảng tổng hợp xếp loại chất lượng' : 'Bảng tổng hợp đánh giá',
			title: periodWords(round),
		},
		tableBlocks(round.rules, rows, round.words),
		day,
		null,
	);
};

/** The record of a year of a unit. @throws Failure missing, refused */
export const yearPaper = async (
	tx: Tx,
	actor: Actor,
	unitId: string,
	year: number,
	day: Day,
): Promise<Printed> => {
	const unit = await requireUnit(tx, unitId);
	const record = await yearRecord(tx, actor, unit.id, year, day);
	return paperOf(
		tx,
		actor,
		unit.id,
		{ named: 'Kết quả năm', title: `${unit.name}, năm ${year}` },
		yearBlocks(record.figures),
		day,
		null,
	);
};
