import { type FakeBotApi, startFakeBotApi } from "../test/support/fake-bot-api.ts";

/** The fake platform, in this process for every peer alike, with people who speak and wait for their answers. */
export type Platform = {
  readonly api: FakeBotApi;
  /** Everybody speaks as fast as the bot fetches; resolves to answers per second. */
  burst(order: { count: number; texts: readonly string[] }): Promise<number>;
  /** Somebody speaks so many times a second; resolves to how long answers took. */
  steady(order: {
    perSecond: number;
    seconds: number;
    texts: readonly string[];
  }): Promise<{ p50Ms: number; p99Ms: number }>;
};

/** Addresses of the people: 1000 and on. */
const FIRST_PERSON = 1000;

export async function startPlatform(people: number): Promise<Platform> {
  const api = await startFakeBotApi();
  const say = (index: number, texts: readonly string[]): number => {
    const person = FIRST_PERSON + (index % people);
    api.says(person, texts[Math.floor(index / people) % texts.length] ?? "");
    return person;
  };
  return {
    api,
    async burst({ count, texts }) {
      const before = api.sendCount();
      const startedMs = performance.now();
      for (let index = 0; index < count; index++) say(index, texts);
      while (api.sendCount() - before < count) await api.nextSend();
      return count / ((performance.now() - startedMs) / 1000);
    },
    async steady({ perSecond, seconds, texts }) {
      const total = perSecond * seconds;
      const saidAtMs = new Map<number, number>();
      const latenciesMs: number[] = [];
      const unhear = api.onSend((chat) => {
        const atMs = saidAtMs.get(Number(chat));
        if (atMs !== undefined) latenciesMs.push(performance.now() - atMs);
        saidAtMs.delete(Number(chat));
      });
      const startedMs = performance.now();
      for (let index = 0; index < total; index++) {
        const waitMs = startedMs + (index * 1000) / perSecond - performance.now();
        if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs));
        saidAtMs.set(FIRST_PERSON + (index % people), performance.now());
        say(index, texts);
      }
      while (latenciesMs.length < total) await api.nextSend();
      unhear();
      latenciesMs.sort((a, b) => a - b);
      const at = (share: number): number => latenciesMs[Math.floor((latenciesMs.length - 1) * share)] ?? 0;
      return { p50Ms: at(0.5), p99Ms: at(0.99) };
    },
  };
}
