import { Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { hasEnded, type Job } from "../../bulk/job.js";
import { sendStream } from "../answer.js";
import type { Handler } from "../app.js";
import type { ApiDeps } from "../deps.js";
import { aboutJob, jobStatus } from "../jobAnswers.js";

/** Milliseconds between looks at a job. */
const LOOK_MS = 500;
/** Looks after which a client hears that the connection lives, where there is nothing else to say. */
const QUIET_LOOKS = 20;

const signature = ({ state, lacksCredits, doneRecords }: Job) => `${state} ${lacksCredits} ${doneRecords}`;

/** Answers how far a job is, whenever that changes, until it ends or the server does. */
export function watchJob({ jobs, isClosing }: ApiDeps): Handler {
  async function* events(first: Job, requestId: string): AsyncGenerator<string> {
    let told = "";
    let quiet = 0;
    for (let job: Job | undefined = first; job !== undefined; ) {
      const now = signature(job);
      if (now !== told) yield `event: status\ndata: ${JSON.stringify(jobStatus(job, requestId))}\n\n`;
      else if (++quiet % QUIET_LOOKS === 0) yield ": still there\n\n";
      told = now;
      if (hasEnded(job) || isClosing()) return;
      await sleep(LOOK_MS);
      job = await jobs.read(job.accountId, job.jobId);
    }
  }
  return aboutJob(jobs.read, (request, reply, job) =>
    sendStream(request, reply, "text/event-stream; charset=utf-8", Readable.from(events(job, request.id))),
  );
}
