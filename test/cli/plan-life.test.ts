import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import type { Store } from "../../src/store/open-store.ts";
import { openTestStore, reset } from "../support/database.ts";
import { makeOrganisation } from "../support/organisation.ts";
import { planDocument, type WrittenPlan, type WrittenTask } from "../support/plan-document.ts";
import { local } from "../support/planning.ts";
import { expectRefused, runCommand } from "../support/run-command.ts";
import { temporaryFolders } from "../support/temporary-folder.ts";

const newFolder = temporaryFolders();
let store: Store;

const LIST: WrittenTask = {
  text: "Rà soát danh mục thủ tục hành chính",
  lead: "Sở Y tế",
  time: "trước ngày 30/9/2026",
};
const STUDY: WrittenTask = {
  text: "Tổ chức học tập nghị quyết cho cán bộ",
  lead: "Sở Tài chính",
  time: "trong 10 ngày sau khi Trung ương có hướng dẫn",
};
const CHARTER: WrittenTask = { text: "Ban hành quy chế phối hợp liên ngành", lead: "Sở Y tế", time: "quý III/2026" };
const REVISED: WrittenPlan = {
  number: "15/KH-UBND",
  tasks: [{ ...LIST, time: "trước ngày 15/10/2026" }, STUDY, { text: "Thành lập tổ công tác", lead: "Sở Y tế" }],
};

beforeAll(async () => {
  store = await openTestStore();
});
afterAll(() => store.close());
beforeEach(async () => {
  await reset(store);
  await makeOrganisation(store, local("2026-02-02 09:00"));
  const file = write({ tasks: [LIST, STUDY, CHARTER] }, "goc.txt");
  expect(await run("plan", "import", file)).toMatchObject({ code: 0 });
  expect(await run("plan", "issue", "2")).toMatchObject({ code: 0 });
});

const run = (...args: string[]) => runCommand(store, local("2026-03-10 09:00"), args);
function write(plan: WrittenPlan, name = "sua.txt"): string {
  const path = join(newFolder(), name);
  writeFileSync(path, planDocument(plan));
  return path;
}

describe("plan amend", () => {
  test("shows what a revised document changes, and with --dry-run how to go on", async () => {
    const file = write(REVISED);
    const dry = await run("plan", "amend", "2", file, "--dry-run");
    expect(dry.code).toBe(0);
    expect(dry.out).toContain("Chạy thử, chưa ghi gì. Kế hoạch 2: 15/KH-UBND");
    expect(dry.out).toContain("1 nhiệm vụ giữ nguyên, 1 thay đổi, 1 thêm mới, 1 bị bỏ, 0 có lại.");
    expect(dry.out).toContain("Việc được giao: 1 mới, 1 đổi hạn, 1 huỷ.");
    expect(dry.out).toContain("Chạy lại không có --dry-run để áp dụng.");
    expect(await store.prisma.amendment.count()).toBe(0);
    const done = await run("plan", "amend", "2", file);
    expect(done.out).toContain("Đã sửa đổi.");
    expect(done.out).toMatch(/Bị bỏ \(1\):\n• I\.3 Ban hành quy chế phối hợp/);
    expect(done.out).not.toContain("--dry-run");
  });

  test("with --json prints one value for programs", async () => {
    const { out } = await run("plan", "amend", "2", write(REVISED), "--json");
    expect(JSON.parse(out)).toMatchObject({
      planId: 2,
      number: "15/KH-UBND",
      same: 1,
      added: [{ text: "Thành lập tổ công tác" }],
      changed: [{ similarity: 1, doubtful: false, differences: [{ field: "deadline" }, { field: "deadlineText" }] }],
      assignments: { given: 1, cancelled: 1, moved: 1 },
    });
  });

  test("a task that is only nearly the same is shown with how alike it is", async () => {
    const text = "Ban hành quy chế phối hợp và quy trình giải quyết hồ sơ của cơ quan một cửa";
    const { out } = await run("plan", "amend", "2", write({ ...REVISED, tasks: [LIST, STUDY, { ...CHARTER, text }] }));
    expect(out).toMatch(/chỉ giống \d\d %, xin xem có đúng là một nhiệm vụ không/);
  });

  test("refuses a missing file, the same file again, a draft and an unknown plan", async () => {
    const file = write(REVISED);
    expectRefused(await run("plan", "amend", "2", "khong-co.txt"), "khong-co.txt");
    expectRefused(await run("plan", "amend", "99", file), "Không có kế hoạch “99”");
    expect(await run("plan", "amend", "2", file)).toMatchObject({ code: 0 });
    expectRefused(await run("plan", "amend", "2", file), "đã được dùng trước đây cho kế hoạch 2");
    const draft = write({ number: "77/KH-UBND", tasks: [CHARTER] }, "khac.txt");
    await run("plan", "import", draft);
    expectRefused(await run("plan", "amend", "3", write(REVISED)), "còn là dự thảo", "plan apply");
  });
});

test("plan import says that a draft seems to revise an issued plan, and how to amend that one", async () => {
  const { out } = await run("plan", "import", write({ ...REVISED, tasks: [LIST, STUDY, CHARTER] }));
  expect(out).toContain("có vẻ đây là bản sửa đổi của kế hoạch 2 đang thực hiện (12/KH-UBND");
  expect(out).toContain("3 nhiệm vụ trùng lời");
  expect(out).toContain("plan amend 2 TỆP");
  const amended = await run("plan", "amend", "2", write({ ...REVISED, tasks: [LIST, STUDY, CHARTER] }), "--dry-run");
  expect(amended.out).toContain("Dự thảo 3 lập từ chính tệp này không còn cần nên sẽ bị xoá.");
});

describe("plan event", () => {
  test("without a name lists the events that deadlines wait for, and how to record one", async () => {
    const { out } = await run("plan", "event", "2");
    expect(out).toBe(
      'chờ  “Trung ương có hướng dẫn”  1 nhiệm vụ\nKhi sự kiện đã diễn ra: plan event 2 "TÊN" --on NGÀY',
    );
    await run("plan", "event", "2", "Trung ương", "--on", "02/03/2026");
    expect((await run("plan", "event", "2")).out).toBe("02/03/2026  “Trung ương có hướng dẫn”  1 nhiệm vụ");
    expect(JSON.parse((await run("plan", "event", "2", "--json")).out)).toEqual([
      { name: "Trung ương có hướng dẫn", tasks: 1, tookPlaceOn: "2026-03-02" },
    ]);
    expect((await run("plan", "event", "1")).out).toContain("không có thời hạn nào chờ");
  });

  test("takes the day in either order and the name with or without quotes", async () => {
    const dry = await run("plan", "event", "2", "Trung ương", "--on", "2026-03-02", "--dry-run");
    expect(dry.out).toContain("Chạy thử, chưa ghi gì. “Trung ương có hướng dẫn”: ngày 02/03/2026.");
    expect(await store.prisma.planEvent.count()).toBe(0);
    const done = await run("plan", "event", "2", "trung", "ương", "--on", "2/3/2026");
    expect(done.out).toMatch(/1 việc có hạn mới:\n• I\.2 Tổ chức học tập .* → 12\/03\/2026/);
    expect((await run("plan", "event", "2", "Trung ương", "--on", "03/03/2026")).out).toContain(
      "trước đây ghi 02/03/2026",
    );
  });

  test("says of a deadline that it is past, and when its units hear of it", async () => {
    const { out } = await run("plan", "event", "2", "Trung ương", "--on", "15/01/2026");
    expect(out).toMatch(/→ 25\/01\/2026 \(đã qua\)\nHạn đã qua thì đơn vị được nhắc là quá hạn/);
    const later = await run("plan", "event", "2", "Trung ương", "--on", "09/03/2026");
    expect(later.out).not.toContain("đã qua");
  });

  test("refuses what is no day, no event, or half a command", async () => {
    expectRefused(
      await run("plan", "event", "2", "Trung ương", "--on", "31/02/2026"),
      "“31/02/2026” không phải là ngày",
    );
    expectRefused(await run("plan", "event", "2", "Trung ương"), "--on");
    expectRefused(await run("plan", "event", "2", "--on", "02/03/2026"), "tên sự kiện");
    expectRefused(
      await run("plan", "event", "2", "Quốc hội họp", "--on", "02/03/2026"),
      "Không có sự kiện “Quốc hội họp”; đang có: “Trung ương có hướng dẫn” (1).",
    );
    expectRefused(await run("plan", "event", "2", "Trung ương", "--on", "02/03/2036"), "muộn nhất là");
    expectRefused(await run("plan", "event", "99"), "Không có kế hoạch “99”");
  });
});

describe("plan close", () => {
  test("lists what is open and says how to go on, and closes with --cancel-open", async () => {
    const refused = await run("plan", "close", "2");
    expectRefused(
      refused,
      "Còn 3 việc chưa xong:",
      "• Sở Y tế: I.1 Rà soát",
      "hạn 30/09/2026, chưa bắt đầu",
      "--cancel-open",
    );
    const dry = await run("plan", "close", "2", "--cancel-open", "--dry-run");
    expect(dry.out).toMatch(/Chạy thử, chưa ghi gì: sẽ đóng .* 3 việc dở dang bị huỷ\./);
    const closed = await run("plan", "close", "2", "--cancel-open", "--json");
    expect(JSON.parse(closed.out)).toMatchObject({ planId: 2, closed: true, cancelled: 3 });
    expectRefused(await run("plan", "close", "2"), "đã đóng nên không thay đổi được nữa");
  });

  test("a dry run without --cancel-open prints the open work for programs too", async () => {
    const { out, code } = await run("plan", "close", "2", "--dry-run", "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ closed: false, open: [{ unitCode: "FINANCE" }, {}, {}] });
  });
});

test("plan list and plan show tell of amendments, dropped tasks and events", async () => {
  expect((await run("plan", "list")).out).toContain("1 nhiệm vụ chờ sự kiện");
  await run("plan", "amend", "2", write(REVISED));
  const { out: list } = await run("plan", "list");
  expect(list).toContain("1 lần sửa đổi, 1 nhiệm vụ đã bỏ, 1 nhiệm vụ chờ sự kiện");
  const { out: show } = await run("plan", "show", "2");
  expect(show).toContain("Sửa đổi ngày 10/03/2026 theo “sua.txt” (trước đó: 12/KH-UBND): 1 thêm, 1 đổi, 1 bỏ.");
  expect(show).toContain("(đã bỏ) I.3 Ban hành quy chế");
  expect(show).toContain("chờ  “Trung ương có hướng dẫn”  1 nhiệm vụ");
  const json = JSON.parse((await run("plan", "show", "2", "--json")).out);
  expect([json.tasks.length, json.dropped.length, json.amendments.length, json.events.length]).toEqual([3, 1, 1, 1]);
});
