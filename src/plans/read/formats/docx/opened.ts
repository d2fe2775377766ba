import { PlanReadError } from "../../plan-read-error.ts";
import { DamagedPart } from "./xml-part.ts";

/** Runs a reader of a Word file; what is broken in it is told as PlanReadError `damaged`. */
export function opened<Result>(file: string, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof DamagedPart)
      throw new PlanReadError("damaged", { file, seen: error.message, accepted: ".docx" });
    throw error;
  }
}
