import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { matchTasks } from "../../src/plans/amend/match-tasks.ts";
import type { Likeness } from "../../src/plans/amend/task-likeness.ts";

const task = (text: string, rest: Partial<Likeness> = {}): Likeness => {
  const known = { heading: "I.1", leads: [], deadlineText: null, ...rest };
  return { text, signature: JSON.stringify([text, known.leads, known.deadlineText]), ...known };
};
/** "0→1" for each match, "?" behind a doubtful one. */
const pairs = (before: readonly Likeness[], after: readonly Likeness[]): string[] =>
  matchTasks(before, after).map((match) => `${match.before}→${match.after}${match.doubtful ? "?" : ""}`);

const VERBS = ["Rà soát", "Xây dựng", "Ban hành", "Tổ chức", "Kiểm tra", "Công bố", "Số hóa", "Bồi dưỡng"];
const THINGS = ["quy chế", "danh mục", "đề án", "lớp tập huấn", "kho dữ liệu", "vườn ươm", "tuyến đê", "chợ phiên"];
const PLACES = ["xã Đồi Mây", "huyện Sông Cạn", "trường nội trú", "bến phà", "trạm y tế", "nhà văn hóa", "bưu cục"];

describe("recognising tasks in a revised document", () => {
  test("the same words are the same task, wherever they stand now and whatever number they bear", () => {
    const before = [task("Rà soát quy chế"), task("Tổ chức lớp tập huấn", { heading: "II.3" })];
    const after = [task("1. TỔ CHỨC lớp tập huấn.", { heading: "I.7" }), task("a) Rà soát quy chế;")];
    expect(pairs(before, after)).toEqual(["1→0", "0→1"]);
  });

  test("the place of a tone mark makes no difference", () => {
    expect(pairs([task("Ủy ban hoà giải")], [task("Uỷ ban hòa giải")])).toEqual(["0→0"]);
    expect(matchTasks([task("Ủy ban hoà giải")], [task("Uỷ ban hòa giải")])[0]?.similarity).toBe(1);
  });

  test("of tasks with the same words each finds the one with its units and deadline", () => {
    const report = (lead: string, deadlineText: string) => task("Báo cáo kết quả", { leads: [lead], deadlineText });
    const before = [report("Sở Y tế", "quý I"), report("Sở Y tế", "quý II"), report("Sở Xây dựng", "quý I")];
    const after = [report("Sở Xây dựng", "quý I"), report("Sở Y tế", "quý II"), report("Sở Y tế", "tháng 3")];
    expect(pairs(before, after)).toEqual(["2→0", "1→1", "0→2"]);
  });

  test("a clause more or less leaves a task what it is", () => {
    const short = "Xây dựng kho dữ liệu dùng chung của ngành nông nghiệp";
    const long = `${short}, kết nối với nền tảng của tỉnh và công khai cho người dân tra cứu`;
    expect(pairs([task("Trồng rừng phòng hộ ven biển"), task(short)], [task(long)])).toEqual(["1→0"]);
    expect(pairs([task(long)], [task(short)])).toEqual(["0→0"]);
  });

  test("words that every task has make no two tasks alike", () => {
    const official =
      "Chủ trì, phối hợp với các sở, ban, ngành và địa phương liên quan triển khai thực hiện có hiệu quả";
    const things = ["đề án vườn ươm", "việc nạo vét lòng hồ", "tuần lễ sách", "cuộc thi sáng tạo trẻ", "sàn việc làm"];
    const before = things.map((thing) => task(`${official} ${thing}`));
    const after = ["lễ hội hoa ban", "bản đồ ngập lụt"].map((thing) => task(`${official} ${thing}`));
    expect(matchTasks(before, after).every(({ doubtful }) => doubtful)).toBe(true);
    expect(pairs(before, [...after, ...before.toReversed()]).slice(-5)).toEqual(["4→2", "3→3", "2→4", "1→5", "0→6"]);
  });

  test("a text that has gone and a text that is new are not forced together", () => {
    expect(pairs([task("Trồng rừng phòng hộ ven biển")], [task("Mở lớp bồi dưỡng ngoại ngữ cho viên chức")])).toEqual(
      [],
    );
    expect(pairs([], [task("Một việc")])).toEqual([]);
    expect(pairs([task("Một việc")], [])).toEqual([]);
  });

  test("every task has one partner at most, and the same question gets the same answer", () => {
    const words = fc.tuple(fc.constantFrom(...VERBS), fc.constantFrom(...THINGS), fc.constantFrom(...PLACES));
    const plan = fc.array(
      words.map((parts) => task(parts.join(" "))),
      { maxLength: 25 },
    );
    fc.assert(
      fc.property(plan, plan, (before, after) => {
        const matches = matchTasks(before, after);
        expect(new Set(matches.map((match) => match.before)).size).toBe(matches.length);
        expect(new Set(matches.map((match) => match.after)).size).toBe(matches.length);
        expect(matchTasks(before, after)).toEqual(matches);
        const texts = new Set(before.map(({ text }) => text));
        const matched = new Set(
          matches.filter(({ similarity }) => similarity === 1).map((match) => after[match.after]?.text),
        );
        for (const { text } of after) if (texts.has(text)) expect(matched).toContain(text);
      }),
      { numRuns: 60 },
    );
  });

  test("a thousand tasks find their thousand revisions while one waits", () => {
    const text = (index: number) =>
      [VERBS[index % 8], THINGS[(index >> 3) % 8], "phục vụ người dân tại", PLACES[index % 7], `tổ ${index}`].join(" ");
    const before = Array.from({ length: 1000 }, (_, index) => task(`${text(index)} theo quy định hiện hành`));
    const after = before.map((_, index) => task(`${text(999 - index)}, báo cáo kết quả hằng năm`));
    const matches = matchTasks(before, after);
    expect(matches).toHaveLength(1000);
    expect(matches.filter((match) => match.before === 999 - match.after)).toHaveLength(1000);
  });
});
