// The fake Bot API in a process of its own, so that the bot under test has its processor to itself.
// Prints its address, then obeys lines of JSON on stdin: {"burst": n, "persons": p, "text": t} or {"rate": perSecond, "seconds": s, …}.
import { createInterface } from "node:readline";
import { startFakeBotApi } from "../test/support/fake-bot-api.ts";

type Order = { burst?: number; rate?: number; seconds?: number; persons: number; texts: string[]; firstPerson: number };

const api = await startFakeBotApi();
process.stdout.write(`${JSON.stringify({ apiRoot: api.apiRoot, token: api.token })}\n`);

const counts = () => api.sendCount();

for await (const line of createInterface({ input: process.stdin })) {
  const order = JSON.parse(line) as Order;
  const say = (index: number) =>
    api.says(
      order.firstPerson + (index % order.persons),
      order.texts[Math.floor(index / order.persons) % order.texts.length] ?? "",
    );
  const before = counts();
  const startedMs = performance.now();
  if (order.burst !== undefined) {
    for (let index = 0; index < order.burst; index++) say(index);
    while (counts() - before < order.burst) await api.nextSend();
    process.stdout.write(
      `${JSON.stringify({ seconds: (performance.now() - startedMs) / 1000, answered: order.burst })}\n`,
    );
  } else {
    const total = (order.rate ?? 1) * (order.seconds ?? 1);
    const saidAt = new Map<number, number>();
    const latenciesMs: number[] = [];
    const unhear = api.onSend((chat) => {
      const at = saidAt.get(Number(chat));
      if (at !== undefined) latenciesMs.push(performance.now() - at);
      saidAt.delete(Number(chat));
    });
    for (let index = 0; index < total; index++) {
      const dueMs = startedMs + (index * 1000) / (order.rate ?? 1);
      const waitMs = dueMs - performance.now();
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
      saidAt.set(order.firstPerson + (index % order.persons), performance.now());
      say(index);
    }
    while (latenciesMs.length < total) await api.nextSend();
    unhear();
    latenciesMs.sort((a, b) => a - b);
    const at = (share: number) => latenciesMs[Math.min(latenciesMs.length - 1, Math.floor(latenciesMs.length * share))];
    process.stdout.write(`${JSON.stringify({ p50Ms: at(0.5), p99Ms: at(0.99) })}\n`);
  }
}
await api.stop();
