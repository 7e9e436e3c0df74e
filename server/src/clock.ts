/** Milliseconds since the epoch; never goes back within a process. */
export type Clock = () => number;

/** Wall time at the start of the process plus what has passed since: a changed system clock does not show in it. */
export const processClock: Clock = () => performance.timeOrigin + performance.now();
