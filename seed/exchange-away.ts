import { randomBytes } from 'node:crypto';
import { acceptParcel } from '#lib/features/exchange/accept.server.ts';
import { writeCard } from '#lib/features/exchange/domain/card.ts';
import { PARCEL_PATH, PARCEL_TYPE, packParcel } from '#lib/features/exchange/domain/parcel.ts';
import {
	type Receipt,
	receiptComponents,
	requestComponents,
} from '#lib/features/exchange/envelope.server.ts';
import type { Wire } from '#lib/features/exchange/wire.server.ts';
import { printOf, signingKey } from '#lib/platform/signing/keys.ts';
import { contentDigest, signComponents } from '#lib/platform/signing/message-signature.ts';
import { uuidv7 } from '#lib/shared/ids.ts';

/** An organisation on an installation of its own, which there is only as long as the sample is made: nobody keeps its key. */
export type Away = ReturnType<typeof awayOrganisation>;

/** @param address under a name that nobody can own (RFC 2606), so that nothing ever reaches anybody */
export const awayOrganisation = (told: { name: string; code: string; address: string }) => {
	const id = uuidv7();
	const key = signingKey(randomBytes(32).toString('hex'), id, 1);
	const { publicKey } = key;
	return {
		...told,
		id,
		card: writeCard({ ...told, organisationId: id, generation: 1, publicKey }),
		print: printOf(publicKey),
		/** Lays a parcel before the sample, signed, as over the network. */
		send: async (wire: Wire, to: string, parcel: { kind: string; conversation: string; body: unknown }) => {
			const now = wire.clock();
			const parcelId = uuidv7(now.getTime());
			const bytes = packParcel(
				{ ...parcel, id: parcelId, sequence: 1, sentAt: now.toISOString(), attachments: [] },
				[],
			);
			const digest = contentDigest(bytes);
			const headers: Record<string, string> = {
				'content-type': PARCEL_TYPE,
				'content-digest': digest,
				'exchange-message': parcelId,
				'exchange-from': id,
				'exchange-to': to,
				...signComponents(
					requestComponents({ path: PARCEL_PATH, digest, messageId: parcelId, from: id, to }),
					key,
					now,
				),
			};
			const answer = await acceptParcel(wire, {
				path: PARCEL_PATH,
				header: (name) => headers[name] ?? null,
				body: async () => bytes,
			});
			if (answer.status !== 200) throw new Error(`A parcel of ${told.name} was not taken: ${answer.body}`);
		},
		/** Takes whatever the sample sends, with a signed receipt. */
		receive:
			({ clock }: Pick<Wire, 'clock'>): typeof fetch =>
			async (_address, request) => {
				const headers = new Headers(request?.headers);
				const message = headers.get('exchange-message') ?? '';
				const now = clock();
				const receipt: Receipt = {
					version: 1,
					message,
					digest: headers.get('content-digest') ?? '',
					outcome: 'received',
					reason: '',
					at: now.toISOString(),
				};
				const body = JSON.stringify(receipt);
				return new Response(body, {
					headers: {
						'content-type': 'application/json',
						'content-digest': contentDigest(body),
						'exchange-message': message,
						...signComponents(receiptComponents(message, body), key, now),
					},
				});
			},
	};
};
