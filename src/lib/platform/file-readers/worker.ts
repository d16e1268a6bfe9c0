import { parentPort, workerData } from 'node:worker_threads';
import { parseBytes } from './parse-bytes.ts';
import type { ReadLimits } from './reading.ts';

const { bytes, name, limits } = workerData as { bytes: Uint8Array; name: string; limits: ReadLimits };
parentPort?.postMessage(await parseBytes(bytes, name, limits));
