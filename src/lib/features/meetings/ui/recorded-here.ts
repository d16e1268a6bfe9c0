import { hasQuorum } from '../domain/vote.ts';
import type { MeetingPage } from '../queries.server.ts';
import type { Letter } from './outbox.svelte.ts';

type Shown = Pick<MeetingPage, 'people' | 'figures' | 'items'>;

const sent = (people: Shown['people'], { action, fields }: Letter): Shown['people'] => {
	if (action === 'du-mat')
		return people.map((person) => (person.presence ? person : { ...person, presence: 'present' }));
	if (action !== 'diem-danh') return people;
	const presence = fields['presence'] as Shown['people'][number]['presence'];
	return people.map((person) =>
		person.personId === fields['personId']
			? { ...person, presence, reason: presence === 'excused' ? (fields['reason'] ?? '') : '' }
			: person,
	);
};

const movedTo = (items: Shown['items'], agendaItemId: string | undefined): Shown['items'] =>
	items.map((item) => {
		if (item.id === agendaItemId) return { ...item, state: 'current' };
		return item.state === 'current' ? { ...item, state: 'done' } : item;
	});

/**
 * The page's data with what was recorded on this device and is on its way: who is there and which item is the present
 * one show at once, with or without a network. What was refused does not.
 */
export const withRecordedHere = <View extends Shown>(view: View, letters: readonly Letter[]): View => {
	const waiting = letters.filter(({ refused }) => refused === undefined);
	if (!waiting.some(({ action }) => ['du-mat', 'diem-danh', 'den-muc'].includes(action))) return view;
	const people = waiting.reduce(sent, view.people);
	const items = waiting
		.filter(({ action }) => action === 'den-muc')
		.reduce((now, { fields }) => movedTo(now, fields['agendaItemId']), view.items);
	const present = people.filter(({ presence }) => presence === 'present');
	const officialPresent = present.filter(({ standing }) => standing === 'official').length;
	return {
		...view,
		people,
		items,
		figures: {
			...view.figures,
			present: present.length,
			officialPresent,
			quorum: hasQuorum(officialPresent, view.figures.official),
		},
	};
};
