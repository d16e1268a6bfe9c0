import { expect, test } from 'vitest';
import { freePort } from '../support/served.ts';
import { days, fileWith, makePartner, Side } from '../support/two-sides.ts';

/** Documents that are sent: while the receiver is down, while the sender is killed, while the receiver is killed. */
const [FIRST, SECOND, THIRD] = [6, 4, 4];
const ALL = FIRST + SECOND + THIRD;
const patience = { timeout: 60_000, interval: 200 };

test('two installations, either killed again and again: each document and each state arrives exactly once, nothing is lost', async () => {
	const [above, below] = [new Side(await freePort()), new Side(await freePort())];
	try {
		await above.begin();
		await below.begin();
		await makePartner(above, below, 'subordinate');
		await makePartner(below, above, 'superior');
		const documents: string[] = [];
		for (let index = 1; index <= ALL; index += 1) documents.push(await fileWith(above, index));
		const send = async (from: number, count: number): Promise<void> => {
			for (const documentId of documents.slice(from, from + count))
				await above.act(`/trien-khai/giao?van-ban=${documentId}`, { partnerIds: above.partnerId, ...days });
		};
		const arrived = () => below.count('dispatch_arrival');
		const waiting = (side: Side) => side.count("exchange_outgoing where state <> 'delivered'");

		// The receiver is down: what is sent waits, and the page says why.
		await below.kill();
		await send(0, FIRST);
		await expect
			.poll(() => above.count("exchange_outgoing where state = 'waiting' and attempts > 0"), patience)
			.toBeGreaterThan(0);
		expect(await waiting(above)).toBe(FIRST);
		expect(await above.page(`/trao-doi/ket-noi/${above.partnerId}`)).toContain(
			'Không kết nối được với máy của phía bạn',
		);
		await below.again();
		await expect.poll(arrived, patience).toBe(FIRST);

		// The sender is killed while it delivers.
		await send(FIRST, SECOND);
		await above.kill();
		await above.again();
		await expect.poll(arrived, patience).toBe(FIRST + SECOND);
		await expect.poll(() => waiting(above), patience).toBe(0);

		// The receiver is killed as soon as it has kept one, answered or not.
		await send(FIRST + SECOND, THIRD);
		await expect
			.poll(() => below.count('exchange_incoming'), { ...patience, interval: 5 })
			.toBeGreaterThan(FIRST + SECOND);
		await below.kill();
		await below.again();
		await expect.poll(arrived, patience).toBe(ALL);
		await expect.poll(() => waiting(above), patience).toBe(0);

		// Answers that never came: the same messages go again and get the receipts that they got.
		const before = await above.app.owner`select id, receipt from exchange_outgoing order by id`;
		await above.app.owner`update exchange_outgoing set state = 'waiting', receipt = '', settled_at = null`;
		await expect.poll(() => waiting(above), patience).toBe(0);
		expect(await above.app.owner`select id, receipt from exchange_outgoing order by id`).toEqual(before);
		expect(await arrived()).toBe(ALL);

		// Entered, taken up and reported while the sender is down; then the receiver is killed too.
		await above.kill();
		const arrivals = await below.app.owner`select id from dispatch_arrival order by id`;
		for (const { id } of arrivals) {
			const receipt = await below.act(`/trien-khai/ket-noi/${id}?/vao-so`, {});
			await below.act(`${receipt}?/tiep-nhan`, days);
			await below.act(`${receipt}?/bao-cao`, { report: `Đã làm xong ${id}` });
		}
		await below.kill();
		await below.again();
		await above.again();
		await expect
			.poll(() => above.count("dispatch_partner where told ->> 'reportedOn' is not null"), patience)
			.toBe(ALL);
		await expect.poll(() => waiting(below), patience).toBe(0);

		const kept = await below.app.owner`select number from document`;
		expect(new Set(kept.map(({ number }) => number))).toEqual(
			new Set(documents.map((_, at) => `${at + 1}-KH/ĐU`)),
		);
		expect(kept).toHaveLength(ALL);
		expect(await below.count('dispatch')).toBe(ALL);
		expect(await below.count('dispatch_receipt where reported_at is not null')).toBe(ALL);
		expect(await above.count('dispatch_partner where delivered_at is not null')).toBe(ALL);
		for (const [side, other] of [
			[above, below],
			[below, above],
		] as const) {
			const sent = await side.app.owner`select id::text from exchange_outgoing order by 1`;
			const came = await other.app
				.owner`select id::text from exchange_incoming where state = 'taken' order by 1`;
			expect(came).toEqual(sent);
			const taken = await other.app
				.owner`select subject_id::text as id from event where verb = 'exchange.parcel_taken' order by 1`;
			expect(taken.map(({ id }) => id)).toEqual(sent.map(({ id }) => id));
		}
		const reports = await above.app.owner`select told ->> 'report' as report from dispatch_partner`;
		expect(new Set(reports.map(({ report }) => report))).toEqual(
			new Set(arrivals.map(({ id }) => `Đã làm xong ${id}`)),
		);
	} finally {
		await above.app?.stop();
		await below.app?.stop();
	}
});
