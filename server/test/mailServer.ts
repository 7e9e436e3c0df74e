import { once } from "node:events";
import { SMTPServer, type SMTPServerOptions } from "smtp-server";

/** A mail server on this machine, with what it was told. */
export interface MailServer {
  readonly port: number;
  /** Recipients that were asked for, in order. */
  readonly recipients: string[];
  /** Senders that were named. */
  readonly senders: string[];
  /** Names that clients gave. */
  readonly clients: string[];
  /** Messages that were sent. */
  readonly messages: () => number;
  readonly close: () => Promise<void>;
}

class Refusal extends Error {
  readonly responseCode: number;

  constructor(code: number, text: string) {
    super(text);
    this.responseCode = code;
  }
}

/**
 * Starts a real mail server.
 * @param takes whether it takes mail for an address; or the reply with which it does not
 */
export async function startMail(
  takes: (recipient: string) => boolean | readonly [code: number, text: string],
  options: SMTPServerOptions = {},
): Promise<MailServer> {
  const [recipients, senders, clients]: string[][] = [[], [], []];
  let messages = 0;
  const server = new SMTPServer({
    authOptional: true,
    disableReverseLookup: true,
    logger: false,
    onMailFrom: ({ address }, session, done) => {
      senders?.push(address);
      clients?.push(String(session.hostNameAppearsAs));
      done();
    },
    onRcptTo: ({ address }, _session, done) => {
      recipients?.push(address);
      const taken = takes(address);
      if (taken === true) done();
      else {
        const [code, text] = taken === false ? ([550, "5.1.1 no such user"] as const) : taken;
        done(new Refusal(code, text));
      }
    },
    onData: (stream, _session, done) => {
      messages += 1;
      stream.resume().on("end", () => done());
    },
    ...options,
  });
  server.on("error", () => {});
  const listening = server.listen(0, "127.0.0.1");
  await once(listening, "listening");
  const address = listening.address();
  return {
    port: typeof address === "object" && address !== null ? address.port : 0,
    recipients: recipients ?? [],
    senders: senders ?? [],
    clients: clients ?? [],
    messages: () => messages,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
