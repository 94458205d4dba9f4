// The real executable, once for the whole run: `nearsite demo` with its sample in a folder of its own, ended afterwards. BASE_URL
// names a service that runs already; then none is started.

import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";

const START_MS = 300_000;
const EXECUTABLE = process.env["NEARSITE_BIN"] ?? fileURLToPath(new URL("../../target/debug/nearsite", import.meta.url));

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env["BASE_URL"]) return undefined;
  const index = await mkdtemp(join(tmpdir(), "nearsite-browser-"));
  const service = spawn(EXECUTABLE, ["demo", "--index", index], { stdio: ["ignore", "pipe", "inherit"] });
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
    throw error;
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
