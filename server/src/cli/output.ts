import { Presets, SingleBar } from "cli-progress";
import { VouchError } from "../errors.js";
import type { Progress } from "../jobs/job.js";

/** Exit codes: what was asked was done, it failed, it was asked wrongly. */
export const EXIT = { ok: 0, failed: 1, usage: 2 } as const;

/** The result of a command: one line of JSON for machines, else sentences for people. */
export function printResult(json: boolean | undefined, result: unknown, sentences: readonly string[]): void {
  process.stdout.write(json === true ? `${JSON.stringify(result)}\n` : `${sentences.join("\n")}\n`);
}

/** A failure as one or two lines on stderr; a stack only for defects, and only when asked for. */
export function printFailure(failure: unknown): void {
  if (failure instanceof VouchError) {
    process.stderr.write(
      `error: ${failure.message}\n${failure.hint === undefined ? "" : `hint: ${failure.hint}\n`}`,
    );
    return;
  }
  const debug = process.env["VOUCH_DEBUG"] === "1";
  const message = failure instanceof Error ? failure.message : String(failure);
  const stack = debug && failure instanceof Error ? `${failure.stack}\n` : "";
  process.stderr.write(
    `error: ${message}\n${stack}${debug ? "" : "hint: Set VOUCH_DEBUG=1 to see where it happened.\n"}`,
  );
}

/** Shows how far long work is. */
export interface ProgressBar {
  update(progress: Progress): void;
  stop(): void;
}

const SILENT: ProgressBar = { update: () => {}, stop: () => {} };

/** How fast a phase goes, and how long it will take at that: ", 25000/s, 40 s left". */
export class Pace {
  readonly #now: () => number;
  #phase = "";
  #begun = 0;
  #before = 0;

  /** @param now milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  of({ phase, done, total }: Progress): string {
    if (phase !== this.#phase) [this.#phase, this.#begun, this.#before] = [phase, this.#now(), done];
    const seconds = (this.#now() - this.#begun) / 1_000;
    const rate = (done - this.#before) / seconds;
    if (seconds < 1 || rate <= 0) return "";
    const rest = total === undefined || total <= done ? "" : `, ${timeLeft((total - done) / rate)} left`;
    return `, ${Math.round(rate)}/s${rest}`;
  }
}

const timeLeft = (seconds: number) =>
  seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`;
const ofTotal = (total: number | undefined) => (total === undefined ? "" : ` of ${total}`);

/** Between two lines where nobody watches: what takes less needs none. */
const LINE_MS = 10_000;

/** A line now and then, for logs. */
function progressLines(): ProgressBar {
  const pace = new Pace();
  let told = performance.now();
  return {
    update(progress) {
      const rate = pace.of(progress);
      if (performance.now() - told < LINE_MS) return;
      told = performance.now();
      const { phase, done, total } = progress;
      process.stderr.write(`${phase}: ${done}${ofTotal(total)}${rate}\n`);
    },
    stop: () => {},
  };
}

/** A bar on stderr where a person watches, a line now and then where nobody does, nothing for machines. */
export function progressBar({ json = false }: { readonly json?: boolean } = {}): ProgressBar {
  if (process.stderr.isTTY !== true) return json ? SILENT : progressLines();
  const pace = new Pace();
  const bar = new SingleBar(
    {
      format: "{bar} {phase} {value}{of}{rate}",
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
      etaBuffer: 1,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { phase: "starting", of: "", rate: "" });
  return {
    update(progress) {
      const { phase, done, total } = progress;
      bar.setTotal(Math.max(1, total ?? done * 2));
      bar.update(done, { phase, of: ofTotal(total), rate: pace.of(progress) });
    },
    stop: () => bar.stop(),
  };
}
