import { join } from 'node:path';
import { createCanvas, GlobalFonts } from '@napi-rs/canvas';
import { findRoot } from '#lib/platform/config/config.ts';

/** A line of a drawn page: what it says, where it stands (share of the width of the sheet), how it looks. */
export type DrawnLine = {
	text: string;
	at?: number;
	y: number;
	size?: number;
	red?: boolean;
	framed?: boolean;
};

const WIDTH = 1654;
const HEIGHT = 2339;
const families = ['latin', 'vietnamese'].map((part) => {
	const family = `drawn-${part}`;
	const folder = join(findRoot(), 'node_modules/@fontsource/be-vietnam-pro/files');
	GlobalFonts.registerFromPath(join(folder, `be-vietnam-pro-${part}-500-normal.woff2`), family);
	return family;
});

/** A sheet of A4 at 200 dpi with lines of text on it, as a PNG: what a scanner gives. @param askew in degrees */
export const drawPage = (lines: readonly DrawnLine[], askew = 0): Uint8Array => {
	const canvas = createCanvas(WIDTH, HEIGHT);
	const context = canvas.getContext('2d');
	context.fillStyle = 'white';
	context.fillRect(0, 0, WIDTH, HEIGHT);
	context.translate(WIDTH / 2, HEIGHT / 2);
	context.rotate((askew * Math.PI) / 180);
	context.translate(-WIDTH / 2, -HEIGHT / 2);
	for (const { text, at = 0.1, y, size = 30, red = false, framed = false } of lines) {
		context.font = `${size}px ${families.join(', ')}`;
		context.fillStyle = red ? '#d01020' : '#111111';
		context.strokeStyle = context.fillStyle;
		context.lineWidth = 4;
		const x = at * WIDTH;
		context.fillText(text, x, y);
		if (framed) context.strokeRect(x - 20, y - size - 6, context.measureText(text).width + 40, size + 30);
	}
	return canvas.toBuffer('image/png');
};

/** The head and the beginning of a resolution of a Party cell, on a scanned sheet. */
export const drawnResolution = (number: string, more: readonly DrawnLine[] = []): Uint8Array =>
	drawPage([
		{ text: 'ĐẢNG BỘ SỞ NỘI VỤ', at: 0.1, y: 170 },
		{ text: 'CHI BỘ VĂN PHÒNG', at: 0.1, y: 215 },
		{ text: `Số ${number}`, at: 0.12, y: 300 },
		{ text: 'ĐẢNG CỘNG SẢN VIỆT NAM', at: 0.52, y: 170 },
		{ text: 'Sông Lam, ngày 03 tháng 3 năm 2026', at: 0.5, y: 300 },
		{ text: 'NGHỊ QUYẾT', at: 0.42, y: 420, size: 36 },
		{ text: 'về nâng cao chất lượng sinh hoạt chi bộ', at: 0.29, y: 475 },
		{ text: 'I- MỤC TIÊU', y: 590 },
		{ text: '1. Mọi đảng viên nghiên cứu đầy đủ nghị quyết trong tháng và ghi lại ý kiến.', y: 650 },
		{ text: '2. Mỗi quý kiểm tra một lần việc thực hiện của từng đồng chí được giao.', y: 710 },
		{ text: 'II- TỔ CHỨC THỰC HIỆN', y: 790 },
		{ text: '1. Chi ủy xây dựng chương trình hành động và phân công người chủ trì.', y: 850 },
		...more,
	]);
