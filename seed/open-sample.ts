import type { Door } from '#lib/platform/command/command.ts';
import { findRoot } from '#lib/platform/config/config.ts';
import { playCell } from './cell.ts';

/** Makes the sample organisation in an empty installation and tells with what to sign in. */
export const openSample = (door: Omit<Door, 'actor'>): Promise<{ login: string; password: string }> =>
	playCell(door, findRoot());
