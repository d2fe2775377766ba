import { zaloOaChannel } from "../../adapters/zalo-oa/channel.ts";
import type { Channel, Incoming, Outgoing, Sent } from "../../src/delivery/channel.ts";
import type { Message, MessageFile } from "../../src/delivery/message.ts";
import type { TokenKeeper } from "../../src/delivery/token-keeper.ts";
import type { Log } from "../../src/log.ts";
import { startServer } from "../../src/server/server.ts";
import { type FakeZaloOa, startFakeZaloOa } from "./fake-zalo-oa.ts";
import { memoryKeeper } from "./token-keeper.ts";

export type ZaloOaOnFake = {
  readonly zalo: FakeZaloOa;
  readonly channel: Channel;
  readonly keeper: TokenKeeper;
  readonly received: Incoming[];
  /** What the log was told, one JSON text a line. */
  readonly logged: string[];
  /** The test's present. */
  now: Date;
  /** What happens to an event; the default keeps it in `received`. */
  handle: (incoming: Incoming) => Promise<void>;
  /** Another process with the same keeper and account. */
  anotherProcess(): Channel;
  send(person: number | string, message?: Partial<Message>, rest?: Partial<Outgoing>): Promise<Sent>;
  stop(): Promise<void>;
};

export type ZaloOaOptions = {
  readonly templateId?: string | null;
  readonly refreshToken?: string | null;
  readonly keeper?: TokenKeeper;
  readonly publicUrl?: string | null;
  readonly fileLink?: (file: MessageFile) => string | null;
};

export const NOW = new Date("2026-11-23T03:00:00Z");
const UNLIMITED = { perSecond: Number.POSITIVE_INFINITY, perChatPerSecond: Number.POSITIVE_INFINITY };

/** An adapter and the fake it talks to, both on a clock that the test moves; not started. */
export async function zaloOaOnFake(options: ZaloOaOptions = {}): Promise<ZaloOaOnFake> {
  const clock = { now: () => world.now };
  const logged: string[] = [];
  const keepLine = (fields: object, msg: string): void => void logged.push(JSON.stringify({ ...fields, msg }));
  const log: Log = { info: keepLine, warn: keepLine, error: keepLine };
  const zalo = await startFakeZaloOa({ clock });
  const keeper = options.keeper ?? memoryKeeper();
  const build = (): Channel =>
    zaloOaChannel({
      appId: zalo.appId,
      appSecret: zalo.appSecret,
      oaSecretKey: zalo.oaSecretKey,
      refreshToken: options.refreshToken === undefined ? zalo.consent() : options.refreshToken,
      apiRoot: zalo.apiRoot,
      oauthRoot: zalo.oauthRoot,
      publicUrl: options.publicUrl ?? null,
      templateId: options.templateId ?? null,
      tokens: keeper,
      ...(options.fileLink === undefined ? {} : { fileLink: options.fileLink }),
      clock,
      log,
      pace: UNLIMITED,
      random: () => 0.5,
    });
  const channel = build();
  const server = await startServer({
    host: "127.0.0.1",
    port: 0,
    hooks: new Map([["zalo-oa", (request: Request) => (channel.hook as NonNullable<Channel["hook"]>)(request)]]),
    ready: async () => ({ ok: true, problems: [] }),
    metrics: async () => "",
    console: null,
    log,
  });
  zalo.deliverTo(`${server.url}/hooks/zalo-oa`);
  const world: ZaloOaOnFake = {
    zalo,
    channel,
    keeper,
    received: [],
    logged,
    now: NOW,
    handle: async (incoming) => void world.received.push(incoming),
    anotherProcess: build,
    async send(person, message = {}, rest = {}) {
      const whole = { title: null, body: "Anh/chị còn việc.", offer: null, files: [], ...message };
      const outgoing = { chatId: String(person), message: whole, contents: [], lastHeardAt: world.now, ...rest };
      return await channel.send(outgoing);
    },
    async stop() {
      await zalo.settled();
      await channel.stop();
      await server.stop();
      await zalo.stop();
    },
  };
  return world;
}
