import { Resolver } from "node:dns/promises";
import { createServer } from "node:net";
import { afterEach, describe, expect, it } from "vitest";
import { type DnsServer, startDns, type Zone } from "../../test/dnsServer.js";
import { type MailServer, startMail } from "../../test/mailServer.js";
import { checkerOf } from "./checker.js";
import { createDeliverability } from "./deliverability.js";
import { createMailHostsReader, systemMailHosts } from "./mailHosts.js";
import { createProbe } from "./probe.js";

const JANE = "jane.doe@mail.acme.test";
const HOST = "localhost";
const atHost: Zone = { mx: [[10, HOST]] };

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

async function dns(zones: Readonly<Record<string, Zone | "failing">>): Promise<DnsServer> {
  const server = await startDns(zones);
  closing.push(server.close);
  return server;
}

function resolverAt({ address }: DnsServer): Resolver {
  const resolver = new Resolver({ timeout: 500, tries: 1 });
  resolver.setServers([address]);
  return resolver;
}

async function mail(...start: Parameters<typeof startMail>): Promise<MailServer> {
  const server = await startMail(...start);
  closing.push(server.close);
  return server;
}

let now = 1_000_000;
const clock = () => now;

/** What is found out where the operator allows everything, with real servers. */
async function checking(
  port: number,
  zones: Readonly<Record<string, Zone | "failing">> = { "mail.acme.test": atHost },
) {
  const server = await dns(zones);
  const readMailHosts = createMailHostsReader(resolverAt(server));
  const probe = createProbe({ from: "probe@people.acme.test", reaches: () => true, clock, port });
  return { check: createDeliverability({ readMailHosts, probe, clock }), dns: server };
}

describe("where mail goes", () => {
  it.each([
    [
      "to the preferred host first",
      {
        mx: [
          [20, "b.acme.test"],
          [10, "a.acme.test"],
        ],
      },
      { kind: "hosts", hosts: ["a.acme.test", "b.acme.test"] },
    ],
    [
      "to the domain itself, where it has an address and no MX",
      { a: ["192.0.2.1"] },
      { kind: "hosts", hosts: ["acme.test"] },
    ],
    ["nowhere, where the MX is null", { mx: [[0, ""]], a: ["192.0.2.1"] }, { kind: "none" }],
    ["nowhere, where there is neither", {}, { kind: "none" }],
    ["is not known, where the resolver fails", "failing", { kind: "unknown" }],
  ] as const)("%s", async (_, zone, expected) => {
    const read = createMailHostsReader(resolverAt(await dns({ "acme.test": zone })));
    expect(await read("acme.test")).toEqual(expected);
  });

  it("is nowhere for a domain that does not exist", async () => {
    const read = createMailHostsReader(resolverAt(await dns({})));
    expect(await read("acme.test")).toEqual({ kind: "none" });
  });

  it("is asked of nobody for names that are none of the internet's", async () => {
    expect(await systemMailHosts()("acme.example")).toEqual({ kind: "unknown" });
  });
});

describe("a mailbox", () => {
  it("is deliverable where the host takes mail for it and for nobody else", async () => {
    const server = await mail((recipient) => recipient === JANE);
    const { check } = await checking(server.port);
    expect(await check([JANE, "john.doe@mail.acme.test"])).toEqual(["deliverable", "undeliverable"]);
    expect(server.recipients[0]).toMatch(/^nobody-[0-9a-f]{18}@mail\.acme\.test$/);
    expect(server.senders).toEqual(["probe@people.acme.test"]);
    expect(server.clients).toEqual(["people.acme.test"]);
    expect(server.messages()).toBe(0);
  });

  it("is never deliverable where the host takes mail for any", async () => {
    const { check } = await checking((await mail(() => true)).port);
    expect(await check([JANE])).toEqual(["accept_all"]);
  });

  it.each([
    ["the host says later", [451, "4.7.1 greylisted"], "unknown"],
    ["the host refuses us, not the mailbox", [550, "5.7.1 blocked"], "unknown"],
    ["the host gives a bare 550", [550, "no"], "undeliverable"],
    ["the mailbox is full", [552, "5.2.2 full"], "unknown"],
    ["the mailbox is disabled", [550, "5.2.1 disabled"], "undeliverable"],
  ] as const)("where %s: %j %s", async (_, said, expected) => {
    const { check } = await checking((await mail((recipient) => (recipient === JANE ? said : false))).port);
    expect(await check([JANE])).toEqual([expected]);
  });

  it("is not deliverable where nobody's is not refused for not existing", async () => {
    const { check } = await checking(
      (await mail((recipient) => recipient === JANE || [451, "4.7.1 later"])).port,
    );
    expect(await check([JANE])).toEqual(["unknown"]);
  });

  it.each([
    [
      "refuses the connection",
      { onConnect: (_: unknown, done: (failure?: Error) => void) => done(new Error("no")) },
    ],
    ["wants to know who asks", { authOptional: false }],
  ])("is not known where the host %s", async (_, options) => {
    const { check } = await checking((await mail(() => true, options)).port);
    expect(await check([JANE])).toEqual(["unknown"]);
  });

  it.each([
    ["that says nothing sensible", "HTTP/1.1 400 Bad Request\r\n\r\n"],
    ["whose reply does not end", `220-${"x".repeat(40_000)}`],
    ["that hangs up", ""],
  ])("is not known of a host %s", async (_, said) => {
    const server = createServer((socket) => {
      socket.on("error", () => {});
      socket.end(said);
    }).listen(0, "127.0.0.1");
    closing.push(() => server.close());
    await new Promise((resolve) => server.once("listening", resolve));
    const address = server.address();
    const { check } = await checking(typeof address === "object" ? (address?.port ?? 0) : 0);
    expect(await check([JANE])).toEqual(["unknown"]);
  });

  it("is asked for once an hour, and the host of others at a pace", async () => {
    const server = await mail((recipient) => recipient === JANE);
    const { check } = await checking(server.port);
    expect(await check([JANE])).toEqual(["deliverable"]);
    expect(await check([JANE])).toEqual(["deliverable"]);
    expect(server.recipients).toHaveLength(2);
    expect(await check(["eve@mail.acme.test"])).toEqual(["unknown"]);
    now += 2000;
    expect(await check(["eve@mail.acme.test"])).toEqual(["undeliverable"]);
    now += 3_600_000;
    await check([JANE]);
    expect(server.recipients).toHaveLength(6);
  });

  it("is not asked for at a private address that the operator does not allow", async () => {
    const server = await mail(() => true);
    const readMailHosts = createMailHostsReader(resolverAt(await dns({ "mail.acme.test": atHost })));
    const probe = createProbe({
      from: "probe@people.acme.test",
      reaches: () => false,
      clock,
      port: server.port,
    });
    const check = createDeliverability({ readMailHosts, probe, clock });
    expect(await check([JANE])).toEqual(["unknown"]);
    expect(server.clients).toEqual([]);
  });
});

describe("without asking any mailbox", () => {
  it("is undeliverable: a null MX, a throw-away host, what is no address", async () => {
    const server = await dns({ "null.acme.test": { mx: [[0, ""]] } });
    const check = createDeliverability({ readMailHosts: createMailHostsReader(resolverAt(server)), clock });
    expect(await check(["a@null.acme.test", "a@mailinator.com", "a..b@mail.acme.test"])).toEqual([
      "undeliverable",
      "undeliverable",
      "undeliverable",
    ]);
  });

  it("asks the resolver once for all of a domain", async () => {
    const server = await dns({ "mail.acme.test": atHost });
    const check = createDeliverability({ readMailHosts: createMailHostsReader(resolverAt(server)), clock });
    expect(await Promise.all([check([JANE]), check([JANE, "x@mail.acme.test"])])).toEqual([
      ["unknown"],
      ["unknown", "unknown"],
    ]);
    expect(server.asked()).toBe(1);
  });

  it("asks nobody where the operator switched it off", async () => {
    const off = checkerOf({ deliverability: { mode: "off", from: undefined }, reachable: [] }, clock);
    expect(await off([JANE, "a@mailinator.com"])).toEqual(["unknown", "undeliverable"]);
  });
});
