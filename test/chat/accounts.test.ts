import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { post } from "../../src/delivery/post.ts";
import type { Store } from "../../src/store/open-store.ts";
import { at } from "../support/clockwork.ts";
import { openTestStore, reset } from "../support/database.ts";
import { type FakeChannel, fakeChannel } from "../support/fake-channel.ts";
import { inviteStranger, makeOrganisation, type Organisation } from "../support/organisation.ts";
import { type Platforms, startPlatforms } from "../support/platforms.ts";

const NOW = at("2026-11-20", "09:00");
const CODE = "ACDEFGHJ";

let store: Store;
let organisation: Organisation;
let red: FakeChannel;
let blue: FakeChannel;
let platforms: Platforms;
let nurse: number;

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  organisation = await makeOrganisation(store, NOW, "red");
  nurse = organisation.members.nurse;
  red = fakeChannel("red");
  blue = fakeChannel("blue");
  platforms = await startPlatforms(store, [red, blue], NOW);
});
afterEach(() => platforms.close());

/** The code in the last message of the nurse's first chat. */
const codeShown = () => /[A-Z0-9]{4}-[A-Z0-9]{4}/.exec(red.last("NURSE").text)?.[0] ?? "";
const linkBlue = async () => {
  await red.says("NURSE", "/lienket");
  await blue.says("N2", codeShown());
};
const accounts = async (memberId = nurse) =>
  (await store.prisma.account.findMany({ where: { memberId }, orderBy: { rank: "asc" } })).map(
    ({ channel }) => channel,
  );
const changes = async () =>
  (await store.prisma.accountChange.findMany({ orderBy: { id: "asc" } })).map(({ memberId, channel, what }) =>
    [memberId === nurse ? "nurse" : "other", channel, what].join(" "),
  );
const remind = async (body: string) => {
  const letter = { title: null, body, choices: [], files: [], proactive: true, requires: null, expiresAt: null };
  await post(store.prisma, [{ ...letter, key: body, to: { memberId: nurse } }], platforms.now);
  await platforms.settle();
};

describe("a further account", () => {
  test("a linked person asks for a code and sends it from the other platform", async () => {
    await red.says("NURSE", "/lienket");
    expect(red.last("NURSE").text).toMatch(/Mã liên kết.*bot của cơ quan.*\/lienket [A-Z0-9]{4}-[A-Z0-9]{4}.*48 giờ/s);
    await blue.says("N2", `/lienket ${codeShown()}`);
    expect(blue.last("N2").text).toContain(
      "Chào Ngô Thị Điều!\nBlue là tài khoản dự phòng; tôi vẫn nhắn vào Red trước",
    );
    expect(red.last("NURSE").text).toContain("Tài khoản Blue vừa được liên kết thêm");
    expect(await accounts()).toEqual(["red", "blue"]);
    expect(await changes()).toEqual(["nurse blue linked"]);
  });

  test("only the hash of its code is stored, and a new code ends the one before", async () => {
    await red.says("NURSE", "/lienket");
    const first = codeShown();
    await red.says("NURSE", "/lienket");
    const invites = await store.prisma.invite.findMany();
    expect(invites).toHaveLength(1);
    expect(JSON.stringify(invites)).not.toContain(first.replace("-", ""));
    await blue.says("N2", first);
    expect(blue.last("N2").text).toContain("Mã này không đúng");
  });

  test("its code ends after 48 hours", async () => {
    await red.says("NURSE", "/lienket");
    platforms.now = at("2026-11-22", "09:00");
    await blue.says("N2", codeShown());
    expect(blue.last("N2").text).toContain("đã hết hạn");
  });

  test("a code sent from the account that asked for it is not used up", async () => {
    await red.says("NURSE", "/lienket");
    const code = codeShown();
    await red.says("NURSE", `/lienket ${code}`);
    expect(red.last("NURSE").text).toContain("đã liên kết với anh/chị rồi");
    await blue.says("N2", code);
    expect(await accounts()).toEqual(["red", "blue"]);
  });

  test("is in reserve: what the bot starts itself goes to the first account", async () => {
    await linkBlue();
    await remind("nhắc");
    expect(red.last("NURSE").text).toBe("nhắc");
  });

  test("can be made the first one", async () => {
    await linkBlue();
    await blue.says("N2", "/taikhoan");
    expect(blue.last("N2").text).toContain("• Red: chính\n• Blue: dự phòng, đang dùng");
    await blue.taps("N2", "Dùng Blue làm chính");
    expect(blue.last("N2").text).toBe("Từ giờ tôi nhắn vào Blue trước.");
    await remind("nhắc");
    expect(blue.last("N2").text).toBe("nhắc");
    expect(await changes()).toEqual(["nurse blue linked", "nurse blue made-first"]);
  });

  test("a blocked account is shown as blocked, since when", async () => {
    await linkBlue();
    await red.happens("NURSE", { kind: "left" });
    await blue.says("N2", "tài khoản của tôi");
    expect(blue.last("N2").text).toContain("• Red: chính, đã chặn tôi từ 20/11/2026");
    await red.happens("NURSE", { kind: "returned" });
    expect(await changes()).toEqual(["nurse blue linked", "nurse red blocked", "nurse red back"]);
  });

  test("who lets the bot in again counts as heard from then on, blocked before or not", async () => {
    const heard = async () =>
      (await store.prisma.account.findFirstOrThrow({ where: { address: "NURSE" } })).lastHeardAt;
    await red.happens("NURSE", { kind: "returned" });
    expect(await heard()).toEqual(NOW);
    platforms.now = at("2026-11-28", "09:00");
    await red.happens("NURSE", { kind: "left" });
    expect(await heard()).toEqual(NOW);
    await red.happens("NURSE", { kind: "left" });
    platforms.now = at("2026-11-30", "09:00");
    await red.happens("NURSE", { kind: "returned" });
    await remind("nhắc");
    expect(red.last("NURSE").lastHeardAt).toEqual(platforms.now);
    expect(await changes()).toEqual(["nurse red blocked", "nurse red back"]);
  });
});

describe("an account that moves to somebody else", () => {
  test("is traced on both sides, and the person it belonged to is told on their other account", async () => {
    await linkBlue();
    const stranger = await inviteStranger(store, organisation, CODE, NOW);
    await blue.says("N2", `/lienket ${CODE}`);
    expect(blue.last("N2").text).toContain("Đã liên kết. Chào Hà Thị Mới");
    expect(red.last("NURSE").text).toContain("Tài khoản Blue của anh/chị vừa được liên kết với người khác");
    expect(red.last("NURSE").text).not.toContain("Hà Thị Mới");
    expect([await accounts(), await accounts(stranger)]).toEqual([["red"], ["blue"]]);
    expect(await changes()).toEqual(["nurse blue linked", "nurse blue moved-away", "other blue moved-here"]);
  });

  test("takes nothing with it that waited for the person before: that goes to their other account", async () => {
    await linkBlue();
    await blue.says("N2", "/taikhoan");
    await blue.taps("N2", "Dùng Blue làm chính");
    platforms.proactive = false;
    await remind("chỉ cho chị Điều");
    await inviteStranger(store, organisation, CODE, NOW);
    await blue.says("N2", `/lienket ${CODE}`);
    platforms.proactive = true;
    await platforms.settle();
    expect(blue.heard("N2").map(({ text }) => text)).not.toContain("chỉ cho chị Điều");
    expect(red.heard("NURSE").map(({ text }) => text)).toContain("chỉ cho chị Điều");
  });
});

describe("unlinking", () => {
  test("is asked about first, and keeping changes nothing", async () => {
    await linkBlue();
    await blue.says("N2", "/huylienket");
    expect(blue.last("N2").text).toContain("Huỷ liên kết Blue? Từ đó tôi nhắn cho anh/chị qua Red.");
    await blue.taps("N2", "Giữ lại");
    expect(await accounts()).toEqual(["red", "blue"]);
  });

  test("takes this account away; the others stay and keep their order", async () => {
    await linkBlue();
    await red.says("NURSE", "/huylienket");
    await red.taps("NURSE", "Huỷ liên kết");
    expect(red.last("NURSE").text).toContain("Đã huỷ liên kết Red. Tôi nhắn cho anh/chị qua Blue.");
    expect(
      await store.prisma.account.findMany({ where: { memberId: nurse }, select: { channel: true, rank: true } }),
    ).toEqual([{ channel: "blue", rank: 0 }]);
    expect(await changes()).toEqual(["nurse blue linked", "nurse red unlinked"]);
    await red.says("NURSE", "việc của tôi");
    expect(red.last("NURSE").text).toContain("chưa biết anh/chị là ai");
  });

  test("shows nothing of what is under way in the chat that is left", async () => {
    await red.says("NURSE", "báo cáo tháng");
    await red.says("NURSE", "cam kết");
    await red.says("NURSE", "/huylienket");
    const heard = red.heard("NURSE").length;
    await red.taps("NURSE", "Huỷ liên kết");
    expect(
      red
        .heard("NURSE")
        .slice(heard)
        .map(({ text }) => text),
    ).toEqual([expect.stringContaining("Tôi không nhắn cho anh/chị nữa")]);
  });

  test("of the last account is warned of, allowed, and undone by an administrator's invite", async () => {
    await red.says("NURSE", "huỷ liên kết");
    expect(red.last("NURSE").text).toContain("tài khoản cuối cùng");
    await red.taps("NURSE", "Huỷ liên kết");
    expect(await accounts()).toEqual([]);
  });

  test("another account can be taken away from the list, as when a phone is lost", async () => {
    await linkBlue();
    await red.says("NURSE", "/taikhoan");
    await red.taps("NURSE", "Huỷ liên kết Blue");
    await red.taps("NURSE", "Huỷ liên kết");
    expect(await accounts()).toEqual(["red"]);
  });
});

describe("choices in several chats", () => {
  test("a number means the choices of its own chat, and a choice of one chat is not taken in another", async () => {
    await linkBlue();
    await red.says("NURSE", "/ngonngu");
    const offer = red.last("NURSE").message.offer;
    await blue.says("N2", "/taikhoan");
    await blue.tapsData("N2", `${offer?.offerId}.1`);
    expect(blue.last("N2").text).toContain("không còn hiệu lực");
    await blue.says("N2", "2");
    expect(blue.last("N2").text).toContain("Mã liên kết");
    await red.says("NURSE", "2");
    expect(red.last("NURSE").text).toBe("From now on I speak English.");
  });
});

describe("a human who answers in the chat", () => {
  test("is not interrupted for half an hour; then the conversation goes on where it was", async () => {
    await red.says("NURSE", "báo cáo tháng");
    const heard = red.heard("NURSE").length;
    await red.answersByHand("NURSE");
    await red.says("NURSE", "Cảm ơn chị, em hiểu rồi");
    expect(red.heard("NURSE")).toHaveLength(heard);
    platforms.now = at("2026-11-20", "09:31");
    await red.says("NURSE", "việc của tôi");
    expect(red.heard("NURSE").length).toBeGreaterThan(heard);
    expect(await changes()).toEqual(["nurse red paused"]);
  });

  test("what a person wrote meanwhile was not read, and the next answer begins with that, once", async () => {
    await red.answersByHand("NURSE");
    await red.says("NURSE", "xong rồi ạ");
    await red.says("NURSE", "Cảm ơn chị");
    platforms.now = at("2026-11-20", "09:31");
    await red.says("NURSE", "việc của tôi");
    const [first, second, ...others] = red.heard("NURSE").map(({ text }) => text);
    expect(first).toMatch(/^Những gì anh\/chị gửi .* tôi không đọc/);
    expect([second, others]).toEqual([expect.not.stringContaining("không đọc"), []]);
    await red.says("NURSE", "việc của tôi");
    expect(red.heard("NURSE").filter(({ text }) => text.includes("không đọc"))).toHaveLength(1);
    expect(await store.prisma.progress.count()).toBe(0);
  });

  test("a person who wrote nothing meanwhile is told nothing of it", async () => {
    await red.answersByHand("NURSE");
    platforms.now = at("2026-11-20", "09:31");
    await red.says("NURSE", "việc của tôi");
    expect(red.heard("NURSE").filter(({ text }) => text.includes("không đọc"))).toEqual([]);
  });

  test("is not interrupted in the chat of somebody unknown either, who is asked for a code only after it", async () => {
    await red.answersByHand("CITIZEN");
    await red.says("CITIZEN", "Cảm ơn anh");
    platforms.now = at("2026-11-20", "09:20");
    await red.answersByHand("CITIZEN");
    platforms.now = at("2026-11-20", "09:49");
    await red.says("CITIZEN", "Vâng, tôi gửi sau");
    expect(red.heard("CITIZEN")).toEqual([]);
    platforms.now = at("2026-11-20", "09:51");
    await red.says("CITIZEN", "Xin chào");
    expect(red.heard("CITIZEN").map(({ text }) => text)).toEqual([expect.stringContaining("chưa biết anh/chị là ai")]);
    await red.answersByHand("OTHER");
    expect(await store.prisma.strangerPause.findMany({ select: { address: true } })).toEqual([{ address: "OTHER" }]);
  });

  test("may give a stranger the code by hand: it is taken at once, and a wrong one is left to the human", async () => {
    await inviteStranger(store, organisation, CODE, NOW);
    await red.answersByHand("N9");
    await red.says("N9", "ABCDEFGH");
    expect(red.heard("N9")).toEqual([]);
    await red.says("N9", CODE);
    expect(red.last("N9").text).toContain("Đã liên kết. Chào Hà Thị Mới");
    await red.says("N9", "việc của tôi");
    expect(red.heard("N9")).toHaveLength(2);
  });

  test("what the bot starts itself waits for the end of the pause", async () => {
    await red.answersByHand("NURSE");
    await remind("nhắc");
    platforms.now = at("2026-11-20", "09:29");
    await platforms.settle();
    expect(red.heard("NURSE")).toEqual([]);
    platforms.now = at("2026-11-20", "09:31");
    await platforms.settle();
    expect(red.last("NURSE").text).toBe("nhắc");
  });

  test("what waits already when the pause begins waits longer, or goes to the person's other account", async () => {
    platforms.proactive = false;
    await remind("một");
    await red.answersByHand("NURSE");
    platforms.proactive = true;
    await platforms.settle();
    expect(red.heard("NURSE")).toEqual([]);
    platforms.now = at("2026-11-20", "09:31");
    await platforms.settle();
    expect(await store.prisma.delivery.findMany({ select: { state: true, attempts: true } })).toEqual([
      { state: "sent", attempts: 1 },
    ]);
    await linkBlue();
    platforms.proactive = false;
    await remind("hai");
    await red.answersByHand("NURSE");
    platforms.proactive = true;
    await platforms.settle();
    expect(blue.last("N2").text).toBe("hai");
  });

  test("sends reminders to the other account meanwhile", async () => {
    await linkBlue();
    await red.answersByHand("NURSE");
    await remind("nhắc");
    expect(blue.last("N2").text).toBe("nhắc");
  });
});

describe("in a group", () => {
  test("a linked person is answered there, not in private", async () => {
    await red.happens("NURSE", { kind: "text", text: "/viec" }, { id: "group", kind: "group" });
    expect(red.last("group").text).toContain("nhắn trực tiếp cho tôi");
    expect(red.heard("NURSE")).toEqual([]);
  });
});
