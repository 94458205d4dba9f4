// Starts the real executable once for the whole run, and stops it afterwards: `nearsite demo` with sample
// data in a temporary folder. If BASE_URL is set, that running service is used and none is started.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const START_MS = 300_000;
const LOG_SHOWN = 4_000;
const EXECUTABLE = process.env["NEARSITE_BIN"] ?? fileURLToPath(new URL("../../target/debug/nearsite", import.meta.url));

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["BASE_URL"]) return undefined;
  const index = await mkdtemp(join(tmpdir(), "nearsite-browser-"));
  // The executable reads NEARSITE_ variables as settings and exits on unknown ones.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NEARSITE_")));
  const service = spawn(EXECUTABLE, ["demo", "--index", index], { env, stdio: ["ignore", "pipe", "pipe"] });
  // The log is shown only if the service does not start.
  let log = "";
  service.stderr.on("data", (text) => (log = `${log}${text}`.slice(-LOG_SHOWN)));
  const earlyExit = new Promise<never>((_, fail) => {
    service.once("error", fail);
    service.once("exit", (code) => fail(new Error(`${EXECUTABLE} exited with ${code} before it printed its address`)));
  });
  const stop = async (): Promise<void> => {
    if (service.exitCode === null) {
      const exited = new Promise((done) => service.once("exit", done));
      service.kill("SIGTERM");
      await exited;
    }
    await rm(index, { recursive: true, force: true });
  };
  try {
    process.env["BASE_URL"] = await Promise.race([addressOf(service.stdout), earlyExit, startTimeout()]);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${log}`);
  }
  earlyExit.catch(() => undefined);
  return stop;
}

/** Reads the service's address from its output. */
async function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const address = /http:\/\/[\w.:[\]-]+/.exec(line)?.[0];
    if (address) {
      stdout.resume();
      return address;
    }
  }
  throw new Error("the service printed no address");
}

function startTimeout(): Promise<never> {
  return new Promise((_, fail) => setTimeout(() => fail(new Error(`the service printed no address within ${START_MS} ms`)), START_MS).unref());
}
