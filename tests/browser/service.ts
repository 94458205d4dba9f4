// The real executable, once for the whole run: `nearsite demo` with its sample in a folder of its own, ended afterwards. BASE_URL
// names a service that runs already; then none is started.

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
  // Whatever is called NEARSITE_ is a setting to the executable, and one it does not know ends it.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("NEARSITE_")));
  const service = spawn(EXECUTABLE, ["demo", "--index", index], { env, stdio: ["ignore", "pipe", "pipe"] });
  // Its log is shown only where it did not start.
  let log = "";
  service.stderr.on("data", (text) => (log = `${log}${text}`.slice(-LOG_SHOWN)));
  const ended = new Promise<never>((_, fail) => {
    service.once("error", fail);
    service.once("exit", (code) => fail(new Error(`${EXECUTABLE} ended with ${code} before it said its address`)));
  });
  const stop = async (): Promise<void> => {
    if (service.exitCode === null) {
      const gone = new Promise((done) => service.once("exit", done));
      service.kill("SIGTERM");
      await gone;
    }
    await rm(index, { recursive: true, force: true });
  };
  try {
    process.env["BASE_URL"] = await Promise.race([addressOf(service.stdout), ended, late()]);
  } catch (error) {
    await stop();
    throw new Error(`${String(error)}\n${log}`);
  }
  ended.catch(() => undefined);
  return stop;
}

/** The service says its address before anything else. */
async function addressOf(stdout: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input: stdout });
  for await (const line of lines) {
    const address = /http:\/\/[\w.:[\]-]+/.exec(line)?.[0];
    if (address) {
      stdout.resume();
      return address;
    }
  }
  throw new Error("the service said no address");
}

function late(): Promise<never> {
  return new Promise((_, fail) => setTimeout(() => fail(new Error(`no address after ${START_MS} ms`)), START_MS).unref());
}
