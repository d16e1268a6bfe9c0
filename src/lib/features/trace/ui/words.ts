import { m } from '#lib/paraglide/messages.js';
import type { Gap, Step, StepKey, TaskState } from '../domain/chain.ts';
import type { TimelineEntry, TimelineVerb } from '../domain/timeline.ts';

/** The words of the trace: one place, for the page, the phone and the command line. */
export const sayStep = (key: StepKey): string =>
	({
		read: m.trace_step_read,
		summary: m.trace_step_summary,
		tasks: m.trace_step_tasks,
		registration: m.trace_step_registration,
		check: m.trace_step_check,
		evidence: m.trace_step_evidence,
		result: m.trace_step_result,
	})[key]();

const quarters = ['I', 'II', 'III', 'IV'];

/** What is there, in a word or two. */
export const sayState = (step: Step, row: { tasks: readonly { state: TaskState }[] }): string => {
	const { have, of } = step;
	if (step.state === 'answered') return step.key === 'tasks' ? m.trace_not_applicable() : '–';
	const drafts = row.tasks.filter((task) => task.state === 'draft').length;
	switch (step.key) {
		case 'read':
			return have > 0 ? m.trace_read_count({ have, of }) : m.trace_read_none();
		case 'summary':
			return have > 1
				? m.trace_summary_many({ count: have })
				: have === 1
					? m.trace_summary_one()
					: m.trace_summary_none();
		case 'tasks':
			if (of === 0) return m.trace_tasks_none();
			return drafts === of ? m.trace_tasks_draft({ count: drafts }) : m.trace_tasks_count({ have, of });
		case 'registration':
			if (have > 0) return m.trace_registration_count({ count: have });
			return step.state === 'done' ? m.trace_registration_hidden() : m.trace_registration_none();
		case 'check': {
			const quarter = quarters[(step.quarter ?? 0) - 1] ?? '';
			if (of > 0) return m.trace_check_count({ quarter, count: have });
			return step.state === 'done' ? m.trace_check_hidden({ quarter }) : m.trace_check_none();
		}
		case 'evidence':
			return have > 0 ? m.trace_evidence_count({ count: have }) : m.trace_evidence_none();
		case 'result':
			return have > 0 ? m.trace_result_count({ have, of }) : m.trace_result_none();
	}
};

/** A missing link by its name. */
export const sayGap = ({ key, count, days }: Gap): string => {
	const one = count <= 1;
	switch (key) {
		case 'unpublished':
			return m.trace_gap_unpublished();
		case 'unread':
			return m.trace_gap_unread({ count });
		case 'unsummarised':
			return m.trace_gap_unsummarised();
		case 'unassigned':
			return m.trace_gap_unassigned();
		case 'unregistered':
			return m.trace_gap_unregistered();
		case 'overdue':
			return one ? m.trace_gap_overdue_one({ days }) : m.trace_gap_overdue_many({ count, days });
		case 'unevidenced':
			return one ? m.trace_gap_unevidenced_one() : m.trace_gap_unevidenced_many({ count });
		case 'undecided':
			return one ? m.trace_gap_undecided_one() : m.trace_gap_undecided_many({ count });
	}
};

export const sayTask = (task: { state: TaskState; percent: number }): string =>
	({
		draft: m.trace_task_draft,
		assigned: m.trace_task_assigned,
		in_progress: () => m.trace_task_in_progress({ percent: task.percent }),
		reported: m.trace_task_reported,
		accepted: m.trace_task_accepted,
	})[task.state]();

/** "Nghị quyết số 05-NQ/CB"; a document without a number goes by its type alone. */
export const sayDocument = (document: { typeName: string; number: string | null }): string =>
	document.number
		? m.trace_document_numbered({ type: document.typeName, number: document.number })
		: document.typeName;

/** A line of the timeline. */
export const sayEntry = (entry: TimelineEntry): string => {
	const who = entry.actorName ?? m.timeline_who_system();
	const title = entry.title ?? '';
	const unit = entry.unitName ?? '';
	const clause = entry.clauseLabel || m.timeline_clause_unknown();
	const says: Record<TimelineVerb, () => string> = {
		'document.filed': () => m.timeline_document_filed({ who, unit }),
		'document.published': () => m.timeline_document_published({ who, unit }),
		'document.withdrawn': () => m.timeline_document_withdrawn({ who }),
		'document.studied': () =>
			entry.isOwn && entry.count === 1
				? m.timeline_document_studied_own()
				: m.timeline_document_studied({ count: entry.count }),
		'meeting.item_added': () => m.timeline_meeting_item_added({ who, title }),
		'meeting.discussed': () => m.timeline_meeting_discussed({ title }),
		'resolution.issued': () => m.timeline_resolution_issued({ who, title }),
		'resolution.carries_out': () => m.timeline_resolution_carries_out({ who, title }),
		'summary.written': () => m.timeline_summary_written({ who, clause }),
		'summary.released': () => m.timeline_summary_released({ who }),
		'programme.created': () => m.timeline_programme_created({ who, title }),
		'programme.issued': () => m.timeline_programme_issued({ who, title }),
		'clause.not_applicable': () => m.timeline_clause_not_applicable({ who, title }),
		'task.assigned': () => m.timeline_task_assigned({ who, title }),
		'task.reported': () => m.timeline_task_reported({ who, title }),
		'task.accepted': () => m.timeline_task_accepted({ who, title }),
		'task.returned': () => m.timeline_task_returned({ who, title }),
		'task.cancelled': () => m.timeline_task_cancelled({ who, title }),
		'deadline.moved': () => m.timeline_deadline_moved({ who, title }),
		'task.urged': () => m.timeline_task_urged({ who, title }),
		'proposal.received': () =>
			entry.count > 1
				? m.timeline_proposals_received({ count: entry.count })
				: m.timeline_proposal_received({ clause: entry.clauseLabel || m.timeline_whole_document() }),
		'proposal.answered': () => m.timeline_proposals_answered({ count: entry.count }),
		'study.published': () => m.timeline_study_published({ who, title }),
		'study.closed': () => m.timeline_study_closed({ title }),
		'proposal.released': () => m.timeline_proposal_released({ who }),
		'campaign.opened': () => m.timeline_campaign_opened({ who, title }),
		'campaign.confirmed': () => m.timeline_campaign_confirmed({ count: entry.count }),
		'campaign.quarter_closed': () =>
			m.timeline_campaign_quarter_closed({ quarter: quarters[Number(title) - 1] ?? '', count: entry.count }),
		'dispatch.sent': () => m.timeline_dispatch_sent({ who, unit }),
		'dispatch.taken_up': () => m.timeline_dispatch_taken_up({ unit }),
		'dispatch.reported': () => m.timeline_dispatch_reported({ unit }),
		// The name is there as long as the person lets it be.
		'recognition.announced': () =>
			entry.title ? m.timeline_recognition({ title }) : m.timeline_recognition_unnamed(),
		'site.published': () => m.timeline_site_published({ who }),
		'site.withdrawn': () => m.timeline_site_withdrawn({ who }),
		'talk.presented': () => m.timeline_talk({ title }),
		'mass.programme_added': () => m.timeline_joint_programme({ title }),
		'mass.activity_done': () => m.timeline_joint_activity({ title }),
	};
	return says[entry.verb]();
};
