import { say } from './forms.ts';
import type { Layout } from './layout.ts';
import type { Side, Signature } from './paper.ts';

/** The body that issues a paper, as it stands on a day. */
export type IssuingBody = {
	unitId: string;
	side: Side;
	/** Which rule of the layout it follows: cell, grassroots_committee, single_head … */
	kind: string;
	superior: string | null;
	name: string;
	sign: string;
	place: string;
	/** On whose behalf papers are signed ("Chi bộ"); empty where the head signs in person. */
	collective: string;
	head: string;
	deputy: string;
	/** The copy that stays ("Lưu Chi bộ"). */
	kept: string;
};

/** Who signs a paper: the head or a deputy of the body. */
export type Signer = { office: 'head' | 'deputy'; name: string | null };

/**
 * How a paper is signed. A collective body is signed for (T/M, TM.); where one person heads it, the head signs in person
 * and a deputy for the head (KT.). In the Party nobody signs for a secretary: the deputy too signs for the body (domain.md 1b).
 */
export const signatureOf = (layout: Layout, body: IssuingBody, signer: Signer): Signature => {
	const { onBehalf, forHead, deputyOfCollectiveForHead } = layout.authority;
	const isDeputy = signer.office === 'deputy';
	const collective = body.collective !== '' ? [say(onBehalf, { body: body.collective })] : [];
	const forTheHead =
		isDeputy && forHead !== null && (collective.length === 0 || deputyOfCollectiveForHead)
			? [say(forHead, { head: body.head })]
			: [];
	return {
		authority: [...collective, ...forTheHead],
		office: isDeputy ? body.deputy : body.head,
		name: signer.name,
	};
};

/** Minutes: who wrote them on the left, who chaired on the right. */
export const minutesSignatures = (
	layout: Layout,
	people: { recorder: string | null; chair: string | null },
): { right: Signature; left: Signature } => ({
	left: { authority: [layout.words.recorder], office: null, name: people.recorder },
	right: { authority: [layout.words.chair], office: null, name: people.chair },
});
