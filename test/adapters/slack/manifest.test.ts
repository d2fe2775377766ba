import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { SCOPES } from "../../../adapters/slack/examine.ts";

const manifest = readFileSync(join(import.meta.dirname, "../../../docs/slack-manifest.yaml"), "utf8");

/** The entries of a list in the manifest. */
const listed = (name: string): string[] => {
  const list = new RegExp(`\\n( +)${name}:\\n((?:\\1  .*\\n)+)`).exec(manifest)?.[2] ?? "";
  return [...list.matchAll(/- ([\w.:]+)/g)].map((match) => match[1] ?? "");
};

test("the Slack app's manifest asks for the permissions that are looked for, no more, and for the events that are heard", () => {
  expect(listed("bot")).toEqual([...SCOPES]);
  expect(listed("bot_events")).toEqual([
    "app_home_opened",
    "app_mention",
    "app_uninstalled",
    "message.channels",
    "message.groups",
    "message.im",
    "tokens_revoked",
  ]);
});
