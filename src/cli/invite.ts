import { randomBytes } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { hashLinkCode } from "../chat/link.ts";
import { LINK_CODE_BYTES, LINK_CODE_VALID_HOURS, makeLinkCode, printLinkCode } from "../domain/link-code.ts";
import { Refusal } from "../errors.ts";
import { inTransaction } from "../store/database.ts";
import { insertInvites, memberByCode, unlinkedMembers } from "../store/invites.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";
import { stringify } from "./write-csv.ts";

/**
 * `invite CODE`: a one-time link code for a member, shown once and stored only as a hash. `--all`: one for everybody who has
 * no account yet, as a table.
 */
export async function invite(
  parts: CliParts,
  memberCode: string | undefined,
  options: JsonOption & { all?: true; out?: string },
): Promise<void> {
  if ((memberCode === undefined) === (options.all === undefined)) throw new Refusal("invite-whom");
  const { prisma } = await parts.store();
  const now = parts.clock.now();
  const expiresAt = new Date(now.getTime() + LINK_CODE_VALID_HOURS * 60 * 60_000);
  const invited = await inTransaction(prisma, async (db) => {
    const one = memberCode === undefined ? null : await memberByCode(db, memberCode);
    if (memberCode !== undefined && one === null) throw new Refusal("member-unknown", { seen: memberCode });
    const members = one === null ? await unlinkedMembers(db) : [one];
    const codes = members.map((member) => ({ ...member, linkCode: makeLinkCode(randomBytes(LINK_CODE_BYTES)) }));
    const hashed = codes.map(({ memberId, linkCode }) => ({ memberId, codeHash: hashLinkCode(linkCode) }));
    await insertInvites(db, hashed, now, expiresAt);
    return codes;
  });
  const rows = invited.map(({ code, fullName, unitName, linkCode }) => ({
    code,
    full_name: fullName,
    unit: unitName,
    link_code: printLinkCode(linkCode),
    expires_at: expiresAt.toISOString(),
  }));
  const [first] = rows;
  if (options.out !== undefined) {
    await writeFile(options.out, stringify(rows), { mode: 0o600 });
    print(parts, options, { invited: rows.length, file: options.out }, [
      parts.texts.cli.invitedAll(rows.length, options.out),
    ]);
  } else if (options.all === true) print(parts, options, rows, [stringify(rows).trimEnd()]);
  else
    print(
      parts,
      options,
      first,
      first === undefined ? [] : [parts.texts.cli.invited(first.full_name, first.link_code)],
    );
}
