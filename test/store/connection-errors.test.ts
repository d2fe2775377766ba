import { DriverAdapterError } from "@prisma/driver-adapter-utils";
import { expect, test } from "vitest";
import { storeErrorOfQuery } from "../../src/store/connection-errors.ts";
import { Prisma } from "../../src/store/generated/client.ts";
import { storeErrorOfFiles } from "../../src/store/store-error.ts";

/** What Prisma throws when the server answers with an error. */
function serverSays(sqlState: string, message: string): Error {
  const cause = {
    kind: "postgres",
    code: sqlState,
    severity: "ERROR",
    message,
    detail: undefined,
    column: undefined,
    hint: undefined,
  } as const;
  const driverAdapterError = new DriverAdapterError({ ...cause, originalCode: sqlState, originalMessage: message });
  return new Prisma.PrismaClientKnownRequestError("failed", {
    code: "P2010",
    clientVersion: "",
    meta: { driverAdapterError },
  });
}

test("a full disk is told apart from a store that does not answer", () => {
  expect(storeErrorOfQuery(serverSays("53100", "could not extend file"), "data")).toMatchObject({
    code: "disk-full",
    facts: { place: "data" },
  });
  expect(storeErrorOfQuery(serverSays("57P01", "terminating connection"), "data")).toMatchObject({
    code: "unreachable",
  });
});

test("a query that is wrong is not the store's fault", () => {
  expect(storeErrorOfQuery(serverSays("23505", "duplicate key"), "data")).toBeNull();
  expect(storeErrorOfQuery(new Error("anything"), "data")).toBeNull();
});

test.each([
  ["ENOSPC", "disk-full"],
  ["EDQUOT", "disk-full"],
  ["EACCES", "unwritable"],
  ["EROFS", "unwritable"],
])("the system's %s in the data folder means %s", (code, expected) => {
  expect(storeErrorOfFiles(Object.assign(new Error(code), { code }), "data")).toMatchObject({ code: expected });
});
