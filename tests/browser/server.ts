// Starts the executable once for all tests, on a demo snapshot of their own, and ends it behind them. With BASE_URL a server that runs
// already is tested instead.
import { spawn, type ChildProcess } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";

const PATIENCE_MS = 120_000;

export default async function start(): Promise<(() => Promise<void>) | undefined> {
  if (process.env.BASE_URL) return undefined;
  const program = process.env.NEARSITE_BIN ?? join(import.meta.dirname, "../../target/debug/nearsite");
  const folder = await mkdtemp(join(tmpdir(), "nearsite-pages-"));
  const server = spawn(program, ["demo", "--index", join(folder, "index")], { stdio: ["ignore", "pipe", "inherit"] });
  process.env.BASE_URL = await address(server, program);
  return async () => {
    const ended = new Promise((done) => server.once("exit", done));
    server.kill("SIGTERM");
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
}

/** The first line the server prints. */
function address(server: ChildProcess, program: string): Promise<string> {
  return new Promise((found, failed) => {
    const give = (reason: string) => failed(new Error(`${program} ${reason}`));
    const clock = setTimeout(() => give("told no address in time"), PATIENCE_MS);
    server.once("error", (error) => give(`cannot be started: ${error.message}`));
    server.once("exit", (code) => give(`ended with ${code} before it told its address`));
    createInterface({ input: server.stdout! }).once("line", (line) => {
      clearTimeout(clock);
      found(line.trim());
    });
  });
}
