import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Form } from "../../../src/delivery/message.ts";
import { submission, tapPayload } from "../../support/fake-slack-events.ts";
import { type SlackOnFake, slackOnFake } from "../../support/slack-on-fake.ts";

const FORM: Form = {
  choice: 2,
  title: "Điền biểu mẫu",
  fields: [
    {
      name: "12 result 1",
      label: "Cam kết 1",
      kind: "options",
      options: ["Đã hoàn thành", "Chưa"],
      value: "Chưa",
      required: true,
    },
    { name: "12 next", label: "Dự kiến", kind: "text", value: "", required: false },
    { name: "12 line", label: "Một dòng <!here>", kind: "line", value: "đã có", required: true },
  ],
};
const MESSAGE = { body: "Câu 1/3", offer: { offerId: 9, labels: ["Có", "Không"] }, form: FORM };

let on: SlackOnFake;
beforeEach(async () => {
  on = await slackOnFake("socket");
});
afterEach(async () => {
  await on.stop();
  expect(on.slack.violations).toEqual([]);
});

/** Taps the last button of the last message, with or without its metadata in the payload. */
function tapLast(withMetadata: boolean, trigger = "t1"): Promise<void> {
  const posted = on.slack.heard("D7").at(-1);
  const button = posted?.buttons.at(-1);
  if (posted === undefined || button === undefined) throw new Error("nothing to tap");
  const { ts, metadata } = posted;
  const message = withMetadata ? { ts, metadata } : { ts };
  const tap = { user: "U7", channel: "D7", value: button.value, actionId: button.actionId, trigger, actionTs: trigger };
  return on.slack.envelope("interactive", tapPayload({ ...tap, message }));
}

describe("forms in Slack", () => {
  test("a message with a form has a button of its own for it, named by the form's title, and no number", async () => {
    await on.send("D7", MESSAGE);
    const posted = on.slack.heard("D7")[0];
    expect(posted?.buttons).toEqual([
      { text: "Có", value: "9.0", actionId: "choice 0" },
      { text: "Không", value: "9.1", actionId: "choice 1" },
      { text: "Điền biểu mẫu", value: "9.2", actionId: "form" },
    ]);
    expect(posted?.text).toBe("Câu 1/3\n\n1. Có\n2. Không");
  });

  test("a form that one of the choices opens has that choice's button", async () => {
    await on.send("D7", { ...MESSAGE, form: { ...FORM, choice: 1 } });
    expect(on.slack.heard("D7")[0]?.buttons.map(({ text, actionId }) => [text, actionId])).toEqual([
      ["Có", "choice 0"],
      ["Không", "form"],
    ]);
  });

  test.each([true, false])(
    "a tap opens the form after a restart too, from what the message keeps (told with the tap: %s)",
    async (told) => {
      await on.send("D7", MESSAGE);
      await tapLast(told);
      const [view] = on.slack.views();
      expect(on.slack.calls("views.open")[0]).toMatchObject({ trigger_id: "t1" });
      expect(view).toMatchObject({ type: "modal", title: { text: "Điền biểu mẫu" } });
      expect(view?.blocks.map((block) => [block.block_id, block.optional])).toEqual([
        ["12 result 1", false],
        ["12 next", true],
        ["12 line", false],
      ]);
      expect(view?.blocks[0]?.element).toMatchObject({ initial_option: { value: "Chưa" } });
      expect(view?.blocks[2]?.element).toMatchObject({ initial_value: "đã có", multiline: false });
      expect(on.received).toEqual([]);
    },
  );

  test("what was filled in comes as a form of that chat, its fields by name, once", async () => {
    await on.send("D7", MESSAGE);
    await tapLast(true);
    const view = on.slack.views()[0];
    if (view === undefined) throw new Error("no view");
    const values = { "12 result 1": "Đã hoàn thành", "12 next": "hai\ndòng <b>" };
    await on.slack.envelope("interactive", submission("U7", view, values));
    await on.slack.envelope("interactive", submission("U7", view, values));
    expect(on.received[0]).toMatchObject({
      chatId: "D7",
      chatKind: "private",
      address: "U7",
      said: { kind: "form", data: "9.2", values: { ...values, "12 line": "" } },
    });
    expect(on.received[1]?.eventId).toBe(on.received[0]?.eventId);
  });

  test("a form that cannot be opened is a tap like any other, so that the question is asked again", async () => {
    await on.send("D7", MESSAGE);
    on.slack.fail("views.open", { refuse: "expired_trigger_id" });
    await tapLast(true);
    expect(on.received[0]?.said).toEqual({ kind: "tap", data: "9.2" });
    expect(on.logged.join()).toContain("form not opened");
  });

  test("a form too large to be kept, or refused by Slack, is left out; the message goes all the same", async () => {
    const large = Array.from({ length: 90 }, (_, index) => ({
      ...FORM.fields[1],
      name: `f${index}`,
      label: "x".repeat(200),
    }));
    await on.send("D7", { ...MESSAGE, form: { ...FORM, fields: large as Form["fields"] } });
    expect(on.slack.heard("D7")[0]?.buttons).toHaveLength(2);
    on.slack.fail("chat.postMessage", { refuse: "metadata_too_large" });
    await on.send("D7", MESSAGE);
    expect(on.slack.heard("D7")[1]?.metadata).toBeUndefined();
  });
});
