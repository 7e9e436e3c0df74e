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

/** A bar on stderr where a person watches; nothing where output goes to a file or another program. */
export function progressBar(): ProgressBar {
  if (process.stderr.isTTY !== true) return SILENT;
  const bar = new SingleBar(
    {
      format: "{bar} {phase} {value}{of}",
      stream: process.stderr,
      hideCursor: true,
      clearOnComplete: true,
      barsize: 24,
      etaBuffer: 1,
    },
    Presets.shades_classic,
  );
  bar.start(1, 0, { phase: "starting", of: "" });
  return {
    update({ phase, done, total }) {
      bar.setTotal(Math.max(1, total ?? done * 2));
      bar.update(done, { phase, of: total === undefined ? "" : ` of ${total}` });
    },
    stop: () => bar.stop(),
  };
}
