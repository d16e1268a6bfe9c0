import { randomUUID } from 'node:crypto';
import { post, setUp, signIn } from './forms.ts';
import { type ServedApp, serveApp } from './served.ts';

/** Quick enough for a test: nobody waits for minutes. */
const pace = {
	EXCHANGE_FIRST_RETRY_MS: '300',
	EXCHANGE_LONGEST_RETRY_MS: '1000',
	EXCHANGE_REST_MS: '200',
	EXCHANGE_TIMEOUT_MS: '4000',
	EXCHANGE_STATES_MS: '300',
	EXCHANGE_FIGURES_MS: '300',
};
const textOf = (index: number): string =>
	[
		'ĐẢNG ỦY KHỐI',
		'*',
		`Số ${index}-KH/ĐU`,
		'Sông Lam, ngày 03 tháng 3 năm 2026',
		'KẾ HOẠCH',
		`về nhiệm vụ thứ ${index}`,
		'1. Nhiệm vụ',
		`Hoàn thành nhiệm vụ thứ ${index}.`,
	].join('\n');

/** One of the two, which can be killed and started again at the same address. */
export class Side {
	app!: ServedApp;
	cookie = '';
	partnerId = '';
	private readonly port: number;
	constructor(port: number) {
		this.port = port;
	}
	async begin(): Promise<void> {
		this.app = await serveApp({ ...pace, PORT: String(this.port) });
		await setUp(this.app);
		const [founder] = await this.app.owner`select tenant_id, id from person`;
		const [unit] = await this.app.owner`select id from unit`;
		for (const role of ['clerk', 'secretary'])
			await this.app.owner`insert into role_assignment (tenant_id, id, person_id, unit_id, role, valid_from)
				values (${founder?.['tenant_id']}, ${randomUUID()}, ${founder?.['id']}, ${unit?.['id']}, ${role}, '2024-01-01')`;
		this.cookie = await signIn(this.app);
	}
	/** Ends as by a power cut. */
	kill(): Promise<void> {
		return this.app.kill();
	}
	async again(): Promise<void> {
		this.app = await serveApp({ ...pace, PORT: String(this.port), DATA_DIR: this.app.dataDir });
	}
	/** Sends a form; answers where it leads. */
	async act(path: string, fields: Record<string, string>): Promise<string> {
		const answer = await post(this.app, path, new URLSearchParams(fields), this.cookie);
		if (answer.status !== 303 && answer.status !== 200)
			throw new Error(`${path}: ${answer.status} ${(await answer.text()).slice(0, 2_000)}`);
		return answer.headers.get('location') ?? '';
	}
	async page(path: string): Promise<string> {
		return (await fetch(this.app.url + path, { headers: { cookie: this.cookie } })).text();
	}
	async count(query: string): Promise<number> {
		const [row] = await this.app.owner.unsafe(`select count(*)::int as count from ${query}`);
		return Number(row?.['count']);
	}
}

/** The card of an installation and the figures that are read on the telephone, from its page. */
export const cardOf = async (side: Side): Promise<{ card: string; print: string }> => {
	const html = await side.page('/trao-doi/ket-noi');
	const card = /tt1\.[\w-]+/.exec(html)?.[0];
	const print = /(?:\d{4} ){5}\d{4}/.exec(html)?.[0];
	if (!card || !print) throw new Error(html.slice(0, 3_000));
	return { card, print };
};

export const makePartner = async (side: Side, other: Side, role: string): Promise<void> => {
	const { card, print } = await cardOf(other);
	const place = (await side.act('/trao-doi/ket-noi?/them', { card, role })).split('?')[0] ?? '';
	side.partnerId = place.split('/').at(-1) ?? '';
	await side.act(`${place}?/xac-nhan`, { print });
};

/** Files a document with the sender. @returns its id */
export const fileWith = async (side: Side, index: number): Promise<string> => {
	const form = new FormData();
	form.set('file', new File([textOf(index)], `ke-hoach-${index}.txt`));
	form.set('path', `ke-hoach-${index}.txt`);
	form.set('batchId', randomUUID());
	const [told] = (await (await post(side.app, '/van-ban/them/tep', form, side.cookie)).json()) as {
		intakeId: string;
	}[];
	await side.act(`/van-ban/cho/${told?.intakeId}?/xac-nhan`, {
		typeName: 'Kế hoạch',
		number: `${index}-KH/ĐU`,
		issuedOn: '2026-03-03',
		title: `về nhiệm vụ thứ ${index}`,
	});
	const [document] = await side.app.owner`select id from document where number = ${`${index}-KH/ĐU`}`;
	return String(document?.['id']);
};

export const dayIn = (days: number): string =>
	new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10);
export const days = { spreadBy: dayIn(10), reportBy: dayIn(40) };
