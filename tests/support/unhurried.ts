import type postgres from 'postgres';

/**
 * Leaves it to the operating system when a database writes to its disk. No test takes the power away, and a process that is killed loses
 * nothing by it; each of the thousands of small transactions would wait for the disk otherwise.
 */
export const leaveWritingToSystem = async (owner: postgres.Sql): Promise<void> => {
	await owner`alter system set fsync = off`;
	await owner`select pg_reload_conf()`;
};
