import { sql } from 'kysely';
import type { Tx } from '#lib/platform/database/transaction.ts';
import type { Actor } from '#lib/shared/actor.ts';
import { addDays, type Day } from '#lib/shared/calendar.ts';
import { missing } from '#lib/shared/failures.ts';
import type { SignedContent, SignedFigure } from './domain/signed.ts';
import { type Counted, countOwed, isLate, isWithAbove, type Progress } from './domain/states.ts';
import { type KnownReport, type Owed, oweBelow, owedReports, seenReport } from './facts.server.ts';
import { figuresOf, type Section, sectionsOf } from './filling.server.ts';
import {
	mayAsk,
	mayCorrect,
	mayDecide,
	mayGather,
	mayOpen,
	mayReadReports,
	mayReceive,
	maySend,
	maySign,
	mayWrite,
} from './policy.ts';

/** How far back the page of a unit goes. */
const BACK_DAYS = 400;

export type ListedReport = Owed & { progress: Progress; isLate: boolean; isOpen: boolean };

const listed = (one: Owed, today: Day): ListedReport => {
	const progress = one.state ?? 'none';
	const hasAbove = one.aboveUnitId !== null;
	return {
		...one,
		progress,
		isLate: isLate({ progress, dueOn: one.dueOn, hasAbove, wasSent: one.wasSent }, today),
		isOpen: !isWithAbove(progress, hasAbove),
	};
};

/** A report from below that waits for the office. */
export type Waiting = { id: string; title: string; unitName: string; sentAt: Date };

export type ReportsPage = {
	/** What is still to be written, the soonest first; what is done, the newest first. */
	open: ListedReport[];
	done: ListedReport[];
	waiting: Waiting[];
	below: Counted;
	mayOpen: boolean;
	mayAsk: boolean;
	/** Units directly below owe reports, and the actor follows them. */
	hasBelow: boolean;
	isReader: boolean;
};

/** What a unit owes and gave, and what came from those below. @throws Failure missing for whoever has no business with either */
export const reportsPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { unitId: string; today: Day },
): Promise<ReportsPage> => {
	const { unitId, today } = wanted;
	const isReader = mayReadReports(actor, unitId);
	const gathers = mayGather(actor, unitId).allowed;
	if (!isReader && !gathers) throw missing('failure_not_found');
	const own = isReader
		? (
				await owedReports(tx, actor.tenantId, { since: addDays(today, -BACK_DAYS), until: today, unitId })
			).map((one) => listed(one, today))
		: [];
	const waiting = await sql<Waiting>`
		select r.id, r.title, u.short_name as "unitName", v.sent_at as "sentAt"
		from periodic_report r join report_version v on v.tenant_id = r.tenant_id and v.report_id = r.id and v.version = r.version
		join unit u on u.tenant_id = r.tenant_id and u.id = r.unit_id
		where r.tenant_id = ${actor.tenantId} and r.above_unit_id = ${unitId} and r.state = 'sent' order by v.sent_at limit 100`.execute(
		tx,
	);
	return {
		open: own.filter(({ isOpen }) => isOpen).sort((one, other) => one.dueOn.localeCompare(other.dueOn)),
		done: own.filter(({ isOpen }) => !isOpen),
		waiting: mayReceive(actor, unitId) ? waiting.rows : [],
		below: gathers ? await countBelow(tx, actor, { unitId, today }) : { owed: 0, sent: 0, late: 0 },
		mayOpen: mayOpen(actor, unitId).allowed,
		mayAsk: mayAsk(actor, unitId).allowed,
		hasBelow: gathers && (await oweBelow(tx, actor.tenantId, { unitId, today })),
		isReader,
	};
};

/** Reports owed by the units directly below whose period has ended: how many were sent, how many are late. */
export const countBelow = async (
	tx: Tx,
	actor: Actor,
	{ unitId, today }: { unitId: string; today: Day },
): Promise<Counted> => {
	const owed = await owedReports(tx, actor.tenantId, {
		since: addDays(today, -100),
		until: today,
		aboveUnitId: unitId,
	});
	// What ended, or is due; of each kind the last period alone.
	const last = new Map<string, Day>();
	for (const { kindKey, periodFrom, periodTo } of owed)
		if (periodTo < today && periodFrom > (last.get(kindKey) ?? '')) last.set(kindKey, periodFrom);
	return countOwed(
		owed
			.filter(({ kindKey, periodFrom }) => last.get(kindKey) === periodFrom)
			.map((one) => ({ ...one, progress: one.state ?? 'none', hasAbove: true })),
		today,
	);
};

export type Version = {
	version: number;
	content: SignedContent;
	reason: string;
	sha256: string;
	signer: string;
	signedAs: 'head' | 'deputy';
	signedAt: Date;
	sentAt: Date | null;
	returnedAt: Date | null;
	returnedBy: string | null;
	remarks: string;
	acceptedAt: Date | null;
	acceptedBy: string | null;
};

/** The signed versions of a report that the actor may read (row level security), the newest first. */
export const versionsOf = async (tx: Tx, tenantId: string, reportId: string): Promise<Version[]> => {
	const found = await sql<Version>`
		select v.version, v.content, v.reason, v.sha256, s.full_name as signer, v.signed_as as "signedAs", v.signed_at as "signedAt", v.sent_at as "sentAt",
			v.returned_at as "returnedAt", b.full_name as "returnedBy", v.remarks, v.accepted_at as "acceptedAt", a.full_name as "acceptedBy"
		from report_version v join person s on s.tenant_id = v.tenant_id and s.id = v.signed_by
		left join person b on b.tenant_id = v.tenant_id and b.id = v.returned_by
		left join person a on a.tenant_id = v.tenant_id and a.id = v.accepted_by
		where v.tenant_id = ${tenantId} and v.report_id = ${reportId} order by v.version desc`.execute(tx);
	return found.rows;
};

export type ReportPage = {
	report: KnownReport;
	isOwn: boolean;
	isLate: boolean;
	/** What is being written; empty for the office above, and while a signed version is shown. */
	sections: Section[];
	figures: SignedFigure[];
	/** The version that is shown where nothing is written: the last one that the actor may read. */
	shown: Version | null;
	versions: Version[];
	/** Units directly below owe the same: it is put together from their reports. */
	hasBelow: boolean;
	powers: Record<'write' | 'sign' | 'send' | 'decide' | 'correct', boolean>;
};

/** A report as its page shows it to the actor. @throws Failure missing */
export const reportPage = async (
	tx: Tx,
	actor: Actor,
	wanted: { reportId: string; version?: number | null; today: Day },
): Promise<ReportPage> => {
	const report = await seenReport(tx, actor, wanted.reportId);
	const { tenantId } = actor;
	const isOwn = mayReadReports(actor, report.unitId);
	const versions = await versionsOf(tx, tenantId, report.id);
	const isBeingWritten = report.state === 'writing' || report.state === 'returned';
	const asked = versions.find(({ version }) => version === wanted.version) ?? null;
	const shown = asked ?? (isOwn && isBeingWritten ? null : (versions[0] ?? null));
	const below = await owedReports(tx, tenantId, {
		since: report.periodFrom,
		until: report.periodTo,
		aboveUnitId: report.unitId,
		kindKey: report.kindKey,
	});
	const progress = report.state;
	return {
		report,
		isOwn,
		isLate: isLate(
			{ progress, dueOn: report.dueOn, hasAbove: report.aboveUnitId !== null, wasSent: report.wasSent },
			wanted.today,
		),
		sections: isOwn && !shown ? await sectionsOf(tx, tenantId, report.id) : [],
		figures: shown ? shown.content.figures : await figuresOf(tx, tenantId, report.id),
		shown,
		versions,
		hasBelow: isOwn && below.some(({ periodFrom }) => periodFrom === report.periodFrom),
		powers: {
			write: !shown && mayWrite(actor, report).allowed,
			sign: !shown && maySign(actor, report).allowed,
			send: maySend(actor, report).allowed,
			decide: mayDecide(actor, report).allowed,
			correct: mayCorrect(actor, report).allowed,
		},
	};
};
