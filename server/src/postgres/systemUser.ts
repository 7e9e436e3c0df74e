import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** Whom the server runs as. */
export interface SystemUser {
  readonly uid: number;
  readonly gid: number;
}

function lookUp(name: string): SystemUser | null {
  const entry = readFileSync("/etc/passwd", "utf8")
    .split("\n")
    .find((line) => line.startsWith(`${name}:`));
  const [, , uid, gid] = entry?.split(":") ?? [];
  return uid === undefined || gid === undefined ? null : { uid: Number(uid), gid: Number(gid) };
}

function create(): SystemUser | null {
  try {
    execFileSync(
      "useradd",
      ["--system", "--user-group", "--no-create-home", "--shell", "/usr/sbin/nologin", "postgres"],
      { stdio: "ignore" },
    );
    return lookUp("postgres");
  } catch {
    return null;
  }
}

/**
 * PostgreSQL refuses to run as root: then it runs as the system user "postgres", which is made where it is missing
 * and can be, else as "nobody".
 * @returns null where this process is not root's and the server may run as its user
 */
export function unprivilegedUser(): SystemUser | null {
  if (process.getuid?.() !== 0) return null;
  return lookUp("postgres") ?? create() ?? lookUp("nobody");
}
