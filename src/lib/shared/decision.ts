/** The answer of a policy: allowed, or refused with a message key that says why. */
export type Decision = { allowed: true } | { allowed: false; key: string };

export const allowed: Decision = { allowed: true };
export const denied = (key: string): Decision => ({ allowed: false, key });
export const when = (condition: boolean, key: string): Decision => (condition ? allowed : denied(key));
