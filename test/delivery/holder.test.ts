import { spawnSync } from "node:child_process";
import { expect, test } from "vitest";
import { isGone, ownHolder } from "../../src/delivery/holder.ts";

const own = ownHolder();
const [place = "", pid = ""] = own.split(" ");
const gonePid = String(spawnSync(process.execPath, ["--version"]).pid);

test("a process of the same place that is no more is gone; one that runs, and the asker itself, are not", () => {
  expect(isGone(`${place} ${gonePid} word`, own)).toBe(true);
  expect(isGone(`${place} ${process.ppid} word`, own)).toBe(false);
  expect(isGone(own, own)).toBe(false);
});

test("the predecessor had the same number in the same place, and is gone", () => {
  expect(isGone(`${place} ${pid} word`, own)).toBe(true);
});

test("a process of another place is never called gone, even where the name of the machine is the same", () => {
  const [host, boot, processes] = place.split("/");
  const others = [
    `${host}/other-start/${processes}`,
    `${host}/${boot}/other-container`,
    `other-host/${boot}/${processes}`,
  ];
  for (const other of others)
    for (const number of [gonePid, pid]) expect(isGone(`${other} ${number} word`, own)).toBe(false);
});

test.runIf(process.platform === "linux")(
  "on Linux the place names this start of the machine and this container",
  () => {
    expect(place).toMatch(/^[^/]+\/[0-9a-f-]{36}\/\d+$/);
  },
);

test("who cannot tell where they are calls nobody gone, and neither what is no holder of ours", () => {
  expect(isGone(`? ${gonePid} word`, `? ${pid} me`)).toBe(false);
  expect(isGone("one", own)).toBe(false);
  expect(isGone(`${place} not-a-number word`, own)).toBe(false);
});
