import type { TimelineEntry } from '../domain/timeline.ts';

/** Where the trace leads: what each of its figures and open places stands for. */
export const toDocument = (documentId: string): string => `/van-ban/${documentId}`;
export const toClause = (documentId: string, anchor: string): string => `/van-ban/${documentId}#${anchor}`;
export const toReaders = (documentId: string, anchor?: string): string =>
	`/van-ban/${documentId}/nguoi-doc${anchor ? `?muc=${encodeURIComponent(anchor)}` : ''}`;
/** Papers of one round, name by name for who leads; of several, the rounds. */
export const toPapers = ([first, ...more]: readonly string[], isLead: boolean): string =>
	first && more.length === 0 ? `/hoc-tap/${first}${isLead ? '/do-phu' : ''}` : '/hoc-tap';
export const toPublish = (documentId: string): string => `/van-ban/${documentId}/phat-hanh`;
export const toTask = (taskId: string): string => `/nhiem-vu/${taskId}`;
export const toProgrammeClauses = (programmeId: string): string => `/chuong-trinh/${programmeId}/dieu-khoan`;
export const toCampaign = (campaignId: string): string => `/dang-ky/${campaignId}`;
export const toAssign = (documentId: string, clauseId: string): string =>
	`/chuong-trinh/giao?van-ban=${documentId}&dieu-khoan=${clauseId}`;

/** What an entry of the timeline is about, when it has a page. */
export const toEntry = (entry: TimelineEntry, documentId: string): string | null => {
	if (entry.verb === 'document.studied') return toReaders(documentId);
	if (entry.verb.startsWith('meeting.') && entry.subjectId) return `/hop/${entry.subjectId}`;
	if (entry.verb === 'resolution.carries_out' && entry.subjectId) return toDocument(entry.subjectId);
	if (/^(task|deadline)\./.test(entry.verb) && entry.subjectId && entry.title) return toTask(entry.subjectId);
	if (entry.verb === 'clause.not_applicable' && entry.subjectId)
		return `${toProgrammeClauses(entry.subjectId)}?loc=khong-ap-dung`;
	if (entry.verb.startsWith('programme.') && entry.subjectId && entry.title)
		return `/chuong-trinh/${entry.subjectId}`;
	if (entry.verb === 'study.published' || entry.verb === 'study.closed') return `/hoc-tap/${entry.subjectId}`;
	if (entry.verb === 'proposal.released') return '/de-xuat/cong-khai';
	if (entry.verb === 'dispatch.sent' && entry.subjectId) return `/trien-khai/${entry.subjectId}`;
	if (entry.verb.startsWith('dispatch.') && entry.subjectId) return `/trien-khai/den/${entry.subjectId}`;
	if (entry.verb.startsWith('mass.') && entry.subjectId) return `/doan-the/phoi-hop/${entry.subjectId}`;
	if (entry.verb === 'recognition.announced')
		return entry.title && entry.subjectId ? `/guong-sang/${entry.subjectId}` : '/guong-sang';
	if (entry.verb === 'talk.presented' && entry.subjectId) return `/duoi-co/${entry.subjectId}`;
	if (entry.verb.startsWith('proposal.') && entry.isOwn && entry.count === 1 && entry.subjectId)
		return `/de-xuat/${entry.subjectId}`;
	if (entry.verb.startsWith('campaign.') && entry.subjectId) return toCampaign(entry.subjectId);
	if (entry.verb === 'summary.released') return `/van-ban/${documentId}/tom-luoc`;
	if (entry.verb === 'summary.written' && entry.clauseAnchor) return toClause(documentId, entry.clauseAnchor);
	return null;
};
