import { once } from "node:events";
import { createServer, type RequestListener, type Server } from "node:http";
import { afterEach, describe, expect, it } from "vitest";
import { type Outgoing, readUrl, send } from "./outgoing.js";

const nowhere = () => false;
const everywhere = () => true;
const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.closeAllConnections();
});

/** A real server on this machine. */
async function serving(listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, "127.0.0.1");
  servers.push(server);
  await once(server, "listening");
  const address = server.address();
  return `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
}

const get = (url: string, more: Partial<Outgoing> = {}) =>
  send({ method: "GET", url, patience: 5000, longest: 1000, reaches: everywhere, ...more });

describe("a private address", () => {
  it.each([
    "http://127.0.0.1/",
    "http://127.1/",
    "http://127.0.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0x7f.1/",
    "http://0x7F.0x0.0x0.0x1/",
    "http://017700000001/",
    "http://0177.0.0.1/",
    "http://0177.0x0.1/",
    "http://127.0.0.1./",
    "http://0/",
    "http://0.0.0.0/",
    "http://10.1/",
    "http://0xa000001/",
    "http://167772161/",
    "http://012.0.0.1/",
    "http://192.168.257/",
    "http://3232235777/",
    "http://172.16.1/",
    "http://169.254.169.254/latest/meta-data/",
    "http://2852039166/",
    "http://0xa9fea9fe/",
    "http://0xA9.254.0251.254/",
    "http://%31%32%37.0.0.1/",
    "http://127%2e0%2e0%2e1/",
    "http://１２７.０.０.１/",
    "http://127。0。0。1/",
    "http://①②⑦.⓪.⓪.①/",
    "http://[::1]/",
    "http://[::]/",
    "http://[0:0:0:0:0:0:0:1]/",
    "http://[0000:0000:0000:0000:0000:0000:0000:0001]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::FFFF:7F00:1]/",
    "http://[0:0:0:0:0:ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::7f00:1]/",
    "http://[2002:7f00:1::]/",
    "http://[2001:0:7f00:1::]/",
    "http://[fe80::1]/",
    "http://[fd00:ec2::254]/",
    "http://[ff02::1]/",
    "https://127.0.0.1:8443/",
    "HTTP://127.0.0.1/",
    "http:\\\\127.0.0.1\\",
    "http:127.0.0.1",
    "http://127.0.0.1#@example.org/",
    "http://example.org@127.0.0.1/",
    "\thttp://127.0.0.1/",
    "http://12\n7.0.0.1/",
  ])("is refused however it is written: %j", (url) => {
    expect(() => readUrl(url, nowhere)).toThrow(/public internet|cannot be called/);
  });

  it("is refused where a name leads to it", async () => {
    const url = (await serving((_, answer) => answer.end("secret"))).replace("127.0.0.1", "localhost");
    await expect(get(url, { reaches: nowhere })).rejects.toMatchObject({ code: "address_forbidden" });
  });

  it("is refused where a redirect leads to it", async () => {
    const inside = await serving((_, answer) => answer.end("secret"));
    const outside = await serving((_, answer) =>
      answer.writeHead(302, { location: inside.replace("127.0.0.1", "127.0.0.2") }).end(),
    );
    const reaches = (address: string) => address === "127.0.0.1";
    await expect(get(outside, { reaches, redirects: 3 })).rejects.toMatchObject({
      code: "address_forbidden",
    });
  });

  it("is called where the operator allows it", async () => {
    const url = await serving((_, answer) => answer.end("inside"));
    expect(String((await get(url)).body)).toBe("inside");
  });
});

describe("a URL that nobody calls", () => {
  it.each([
    "ftp://example.org/",
    "file:///etc/passwd",
    "gopher://example.org/",
    "https://a:b@example.org/",
    "example.org",
    "",
  ])("%j", (url) => {
    expect(() => readUrl(url, everywhere)).toThrow(expect.objectContaining({ code: "invalid_url" }));
  });
});

describe("a call", () => {
  it("sends its body and headers, and gives back what was answered", async () => {
    const url = await serving(async (request, answer) => {
      const text = (await request.toArray()).join("");
      answer.writeHead(201, { "x-was": String(request.headers["x-is"]) }).end(text.toUpperCase());
    });
    const { status, headers, body } = await get(url, {
      method: "POST",
      body: "text",
      headers: { "x-is": "here" },
    });
    expect({ status, was: headers["x-was"], body: String(body) }).toEqual({
      status: 201,
      was: "here",
      body: "TEXT",
    });
  });

  it("follows as many redirects as it may", async () => {
    const url = await serving(({ url: path = "" }, answer) => {
      const step = Number(path.slice(1));
      if (step === 3) answer.end("there");
      else answer.writeHead(307, { location: `/${step + 1}` }).end();
    });
    expect(String((await get(`${url}/0`, { redirects: 3 })).body)).toBe("there");
    await expect(get(`${url}/0`, { redirects: 2 })).rejects.toMatchObject({ code: "too_many_redirects" });
    expect((await get(`${url}/0`)).status).toBe(307);
  });

  it("ends where more comes than was wanted", async () => {
    const url = await serving((_, answer) => answer.end("x".repeat(1001)));
    await expect(get(url)).rejects.toMatchObject({ code: "too_long" });
  });

  it("ends where nothing comes in time", async () => {
    const url = await serving(() => {});
    await expect(get(url, { patience: 100 })).rejects.toMatchObject({ code: "too_slow" });
  });

  it("ends where nobody listens", async () => {
    await expect(get("http://127.0.0.1:1/")).rejects.toMatchObject({ code: "unreachable" });
  });
});
