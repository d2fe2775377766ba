import http from "node:http";
import { telegramChannel } from "../../adapters/telegram/channel.ts";
import { createLog } from "../../src/log.ts";

// A process that sends one message through a proxy and downloads one file, and prints how each ended.
// Arguments: the proxy, the address of the Bot API, the token, the file.

const [proxy = "", apiRoot = "", token = "", fileRef = ""] = process.argv.slice(2);
http.setGlobalProxyFromEnv({ http_proxy: proxy, https_proxy: proxy });

const channel = telegramChannel({
  token,
  apiRoot,
  mode: "polling",
  webhookSecret: null,
  publicUrl: null,
  log: createLog("silent"),
});
const message = { title: null, body: "qua proxy", offer: null, files: [] };
const ends = async (work: Promise<unknown>): Promise<string> =>
  await work.then(
    () => "done",
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );
process.stdout.write(`${await ends(channel.send({ chatId: "7", message, contents: [], lastHeardAt: null }))}\n`);
process.stdout.write(`${await ends(channel.download(fileRef, 100))}\n`);
await channel.stop();
