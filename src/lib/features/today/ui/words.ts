import { m } from '#lib/paraglide/messages.js';
import type { Urgency } from '#lib/shared/urgency.ts';
import type { Duty } from '../domain/duties.ts';
import type { FirstStep } from '../domain/first-steps.ts';
import type { PartOfDay } from '../domain/greeting.ts';

export const sayGreeting = (part: PartOfDay, name: string): string =>
	({
		morning: m.today_greeting_morning,
		noon: m.today_greeting_noon,
		afternoon: m.today_greeting_afternoon,
		evening: m.today_greeting_evening,
	})[part]({ name });

export const sayUrgency = ({ kind, days }: Urgency): string => {
	if (kind === 'late') return m.today_due_late({ days });
	if (days === 0) return m.today_due_today();
	return days === 1 ? m.today_due_tomorrow() : m.today_due_later({ days });
};

export const sayKind = (kind: Duty['kind']): string =>
	({
		read: m.today_kind_read,
		carry_out: m.today_kind_carry_out,
		decide: m.today_kind_decide,
		step: m.today_kind_step,
	})[kind]();

/** The act that a duty asks for, and where it is done. */
export const actOf = (duty: Duty): { words: string; href: string } => {
	if (duty.kind === 'step') return { words: m.today_act_step(), href: `/nhiem-vu/${duty.taskId}#buoc` };
	if (duty.kind !== 'read') {
		return {
			words: duty.kind === 'carry_out' ? m.today_act_report() : m.today_act_decide(),
			href: `/nhiem-vu/${duty.taskId}`,
		};
	}
	const href = `/van-ban/${duty.documentId}`;
	if (!duty.isOpened) return { words: m.today_act_read(), href };
	if (!duty.placeAnchor) return { words: m.today_act_read_on(), href };
	const place = (duty.placeLabel ?? '').replace(/[.\-–):]+\s*$/, '');
	const isShort = place !== '' && place.length <= 16;
	return {
		words: isShort ? m.today_act_read_on_at({ place }) : m.today_act_read_on(),
		href: `${href}#${duty.placeAnchor}`,
	};
};

/** What the duty is about, and a line of facts below. */
export const subjectOf = (duty: Duty): { name: string; more: string[] } => {
	if (duty.kind === 'read') return { name: sayDocumentName(duty), more: [duty.title] };
	if (duty.kind === 'step') return { name: duty.title, more: [duty.taskTitle] };
	const reported = duty.kind === 'decide' ? [m.today_reported_by({ name: duty.ownerName })] : [];
	const progress =
		duty.kind === 'carry_out' && duty.percent > 0 ? [m.today_progress({ percent: duty.percent })] : [];
	return {
		name: duty.title,
		more: [
			...reported,
			...progress,
			...(duty.urged ? [m.today_urged({ name: duty.urged.byName, words: duty.urged.words })] : []),
			...(duty.kind === 'carry_out' && duty.isReturned ? [m.today_returned()] : []),
		],
	};
};

/** "Nghị quyết 57-NQ/TW" */
export const sayDocumentName = (document: { typeName: string; number: string | null }): string =>
	[document.typeName, document.number].filter(Boolean).join(' ');

export const stepWords = (key: FirstStep['key']): { words: string; act: string; who: string; href: string } =>
	({
		people: {
			words: m.today_step_people(),
			act: m.today_step_people_act(),
			who: m.today_step_people_who(),
			href: '/to-chuc',
		},
		documents: {
			words: m.today_step_documents(),
			act: m.today_step_documents_act(),
			who: m.today_step_documents_who(),
			href: '/van-ban/them',
		},
		published: {
			words: m.today_step_published(),
			act: m.today_step_published_act(),
			who: m.today_step_published_who(),
			href: '/van-ban',
		},
		programmes: {
			words: m.today_step_programmes(),
			act: m.today_step_programmes_act(),
			who: m.today_step_programmes_who(),
			href: '/chuong-trinh',
		},
	})[key];
