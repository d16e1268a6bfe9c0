import type { PointKind } from '#lib/features/summaries/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ItemKind } from '../domain/agenda.ts';
import type { MeetingState } from '../domain/meeting-states.ts';
import type { MeetingKind } from '../domain/rules.ts';
import type { DutyState } from '../domain/year.ts';

export const sayMeetingKind = (kind: MeetingKind): string =>
	({
		committee: m.meeting_kind_committee,
		regular: m.meeting_kind_regular,
		thematic: m.meeting_kind_thematic,
		combined: m.meeting_kind_combined,
		flag: m.meeting_kind_flag,
		study: m.meeting_kind_study,
		joint: m.meeting_kind_joint,
	})[kind]();

export const sayMeetingState = (state: MeetingState): string =>
	({
		planned: m.meeting_state_planned,
		called: m.meeting_state_called,
		open: m.meeting_state_open,
		closed: m.meeting_state_closed,
		cancelled: m.meeting_state_cancelled,
	})[state]();

export const sayItemKind = (kind: ItemKind): string =>
	({
		news: m.item_kind_news,
		document: m.item_kind_document,
		results: m.item_kind_results,
		tasks: m.item_kind_tasks,
		summary: m.item_kind_summary,
		proposal: m.item_kind_proposal,
		resolution: m.item_kind_resolution,
		other: m.item_kind_other,
	})[kind]();

export const sayDutyState = (state: DutyState): string =>
	({
		held: m.duty_held,
		planned: m.duty_planned,
		missing: m.duty_missing,
		missed: m.duty_missed,
		ahead: m.duty_ahead,
	})[state]();

export const sayPointKind = (kind: PointKind): string =>
	({
		content: m.point_kind_content,
		novelty: m.point_kind_novelty,
		unit: m.point_kind_unit,
		action: m.point_kind_action,
	})[kind]();
