import { m } from '#lib/paraglide/messages.js';
import type { Urgency } from '#lib/shared/urgency.ts';
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
