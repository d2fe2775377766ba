import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { temporaryFolders } from "./temporary-folder.ts";

export const UNITS = "code,name,short_name,aliases,parent,groups";
export const MEMBERS = "code,full_name,title,unit,role,language,email";

/** A .csv file of these lines. */
export const table = (...lines: readonly string[]): string => `${lines.join("\n")}\n`;

/** Three units, two of them below the first. */
export const TREE = table(UNITS, "GOC,Tỉnh Sông Mơ,,,,", "SYT,Sở Y tế,,,GOC,các sở", "STC,Sở Tài chính,,,GOC,các sở");

/** What an import counts, as `--json` prints it. */
export const counts = (created: number, updated: number, unchanged: number): string =>
  JSON.stringify({ created, updated, unchanged });

/** A function that writes files to import; they are removed after the file's tests. Call it at the top of a test file. */
export function tableFiles(): (contents: string | Uint8Array, ending?: string) => string {
  const newFolder = temporaryFolders();
  return (contents, ending = "csv") => {
    const path = join(newFolder(), `table.${ending}`);
    writeFileSync(path, contents);
    return path;
  };
}
