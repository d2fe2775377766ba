import { expect, test } from "vitest";
import { createLog } from "../src/log.ts";

function linesOf(write: (log: ReturnType<typeof createLog>) => void, level: Parameters<typeof createLog>[0] = "info") {
  const lines: string[] = [];
  write(createLog(level, { write: (line) => lines.push(line) }));
  return lines.map((line) => JSON.parse(line));
}

test("a log line is one JSON object with its fields and sentence", () => {
  const [line] = linesOf((log) => log.info({ deliveryId: 7, channel: "telegram" }, "sent"));
  expect(line).toMatchObject({ level: 30, msg: "sent", deliveryId: 7, channel: "telegram" });
});

test("a log says nothing below its level", () => {
  expect(linesOf((log) => log.info({}, "started"), "warn")).toEqual([]);
});

test("texts, names and tokens do not reach the log, at any depth", () => {
  const fields = {
    text: "xin lùi đến 15/12",
    member: { id: 3, fullName: "Trần Thị Bưởi", full_name: "Trần Thị Bưởi" },
    items: [{ note: "chờ ký" }],
    botToken: "abc",
  };
  const [line] = linesOf((log) => log.info(fields, "received"));
  expect(line).toMatchObject({ member: { id: 3 } });
  expect(JSON.stringify(line)).not.toMatch(/15\/12|Bưởi|chờ ký|abc/);
});

test("a token or password inside a text is taken out of the log", () => {
  const url = "https://api.example.org/bot123456789:AAbbCCddEEffGGhhIIjjKKll/getMe";
  const [line] = linesOf((log) =>
    log.warn({ url, slack: "xoxb-1-2-abc", store: "postgresql://bot:hunter2@db/x" }, "failed"),
  );
  expect(JSON.stringify(line)).not.toMatch(/AAbbCC|xoxb|hunter2/);
  expect(line.store).toBe("postgresql://[hidden]db/x");
});

test("an error in the log keeps its kind, code and place but not the words it quotes", () => {
  const error = Object.assign(new Error("Argument `fullName`: 'Trần Thị Bưởi'"), {
    name: "PrismaClientError",
    code: "P2002",
  });
  const [line] = linesOf((log) => log.error({ err: error }, "failed"));
  expect(line.err).toMatchObject({ type: "PrismaClientError", code: "P2002" });
  expect(line.err.at[0]).toContain("log.test.ts");
  expect(JSON.stringify(line)).not.toContain("Bưởi");
});

test("an error of the system says its reason in the log", () => {
  const error = Object.assign(new Error("connect ECONNREFUSED 127.0.0.1:5432"), { code: "ECONNREFUSED" });
  const [line] = linesOf((log) => log.error({ err: new Error("fetch failed", { cause: error }) }, "failed"));
  expect(line.err.cause.reason).toBe("connect ECONNREFUSED 127.0.0.1:5432");
});
