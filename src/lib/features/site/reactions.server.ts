import { reactTo } from '#lib/platform/command/reactions.ts';
import { takeOffOf } from './take-off.server.ts';

// Who takes back the yes under a text takes the text off the site in the same transaction; so does who asks not to be named.
reactTo('recognition.consent_withheld', 'site', async (context, { subject }) => {
	if (subject.id) await takeOffOf(context, { kind: 'example', sourceId: subject.id }, 'consent');
});
reactTo('recognition.named', 'site', async (context, { subject, after }) => {
	if (subject.id && after?.['named'] === false)
		await takeOffOf(context, { kind: 'example', sourceId: subject.id }, 'consent');
});
reactTo('talk.consent_withdrawn', 'site', async (context, { subject }) => {
	if (subject.id) await takeOffOf(context, { kind: 'talk', sourceId: subject.id }, 'consent');
});
