import { registerPersonalSource } from '#lib/features/personal/public.server.ts';
import { m } from '#lib/paraglide/messages.js';
import { startOfDay } from '#lib/shared/calendar.ts';
import type { EntryOutcome } from './domain/states.ts';
import { commitmentsForPerson } from './public.server.ts';
import { sayOutcome } from './ui/words.ts';

registerPersonalSource({
	key: 'commitments',
	title: m.commitment_own_title,
	place: 15,
	of: async (tx, actor, period) => {
		const own = (await commitmentsForPerson(tx, actor, actor.personId)).filter(
			({ startsOn, endsOn }) => startsOn <= period.to && endsOn >= period.from,
		);
		const found = own.flatMap(({ checks }) => checks).filter(({ checked }) => checked !== null);
		const met = found.filter(({ checked }) => checked === 'met').length;
		return {
			figures:
				found.length === 0
					? []
					: [
							{
								key: 'commitments',
								words: m.commitment_own_figure({ done: met, all: found.length }),
								value: met,
								of: found.length,
								href: own[0]?.href ?? null,
								meaning: met === found.length ? 'done' : 'neutral',
							},
						],
			items: own.flatMap(({ entries, checks, startsOn, href, registrationId }) =>
				entries.map((entry) => {
					const last = checks.filter(({ key }) => key === entry.key).at(-1);
					const outcome = (last?.checked ?? last?.self ?? null) as EntryOutcome | null;
					return {
						key: `${registrationId} ${entry.key}`,
						title: entry.act,
						words: [entry.content, entry.measure].filter(Boolean),
						at: startOfDay(startsOn),
						href,
						state: outcome ? sayOutcome(outcome) : null,
					};
				}),
			),
			said: own.flatMap(({ checks, entries, href, registrationId }) =>
				checks.flatMap(({ key, quarter, words, checkedAt, checked }) =>
					words && checkedAt
						? [
								{
									key: `${registrationId} ${key} ${quarter}`,
									title: entries.find((entry) => entry.key === key)?.act ?? '',
									words: [words],
									at: new Date(checkedAt),
									href,
									state: checked ? sayOutcome(checked as EntryOutcome) : null,
								},
							]
						: [],
				),
			),
		};
	},
	export: async (tx, actor) => ({
		data: { registrations: await commitmentsForPerson(tx, actor, actor.personId) },
	}),
});
