import { zaloOaChannel } from "../../adapters/zalo-oa/channel.ts";
import { systemClock } from "../../src/clock.ts";
import { createLog } from "../../src/log.ts";
import { startServer } from "../../src/server/server.ts";
import { type Fault, startFakeZaloOa } from "../support/fake-zalo-oa.ts";
import { memoryKeeper } from "../support/token-keeper.ts";
import { channelContract } from "./channel.contract.ts";

const FAULTS: Readonly<Record<string, Fault>> = {
  blocked: { error: -213 },
  flood: { error: -32 },
  down: { status: 502 },
  "no-answer": { reset: true },
};

channelContract("zalo-oa", async () => {
  const zalo = await startFakeZaloOa({ clock: systemClock });
  const channel = zaloOaChannel({
    appId: zalo.appId,
    appSecret: zalo.appSecret,
    oaSecretKey: zalo.oaSecretKey,
    refreshToken: zalo.consent(),
    apiRoot: zalo.apiRoot,
    oauthRoot: zalo.oauthRoot,
    publicUrl: null,
    templateId: null,
    tokens: memoryKeeper(),
    clock: systemClock,
    log: createLog("silent"),
  });
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map([
      ["zalo-oa", (request: Request) => channel.hook?.(request) ?? Promise.reject(new Error("no hook"))],
    ]),
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => "",
    console: null,
    log: createLog("silent"),
  });
  zalo.deliverTo(`${server.url}/hooks/zalo-oa`);
  return {
    channel,
    says: async (person, text) => void (await zalo.says(person, text)),
    taps: async (person, data) => void (await zalo.says(person, `#${data}`)),
    sendsFile: async (person, name, bytes) => void (await zalo.sendsFile(person, name, bytes)),
    heard(person) {
      const parts = zalo.heard(person);
      return {
        text: parts.map((part) => part.text).join("\n"),
        parts: parts.map((part) => part.text),
        labels: parts.at(-1)?.buttons.map((button) => button.title) ?? [],
      };
    },
    sendsPicture: async (person, bytes) => void (await zalo.sendsPicture(person, bytes)),
    failNext: (how) => zalo.fail("/v3.0/oa/message/cs", FAULTS[how] ?? { hang: true }),
    away: () => zalo.fail("/v2.0/oa/getoa", { reset: true }),
    floodWithoutTime: true,
    composesLetters: true,
    partMark: /^\(\d+\/\d+\)\n/,
    violations: zalo.violations,
    async stop() {
      await zalo.settled();
      await server.stop();
      await zalo.stop();
    },
  };
});
