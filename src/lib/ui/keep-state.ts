/** `device`: kept on this device, on its way; `server`: the server has it; `waiting`: no network or no answer, it is tried again; `stopped`: the server does not take it. */
export type KeepState = {
	at: 'server' | 'device' | 'waiting' | 'stopped';
	moment: Date | null;
	message: string;
};
