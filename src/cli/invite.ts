import { randomBytes } from "node:crypto";
import type { FileHandle } from "node:fs/promises";
import { toBuffer } from "qrcode";
import { hashLinkCode } from "../chat/link.ts";
import { LINK_CODE_BYTES, LINK_CODE_VALID_HOURS, makeLinkCode, printLinkCode } from "../domain/link-code.ts";
import { Refusal } from "../errors.ts";
import { inTransaction } from "../store/database.ts";
import { insertInvites, memberByCode, unlinkedMembers } from "../store/invites.ts";
import { deepLink } from "./deep-link.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";
import { openSecretFile } from "./secret-file.ts";
import { stringify } from "./write-csv.ts";

type InviteOptions = JsonOption & {
  readonly all?: true;
  /** Where the table goes. */
  readonly out?: string;
  /** Where a picture of the link goes. */
  readonly qr?: string;
};

type Invited = {
  readonly code: string;
  readonly full_name: string;
  readonly unit: string;
  readonly link_code: string;
  /** "" where no bot is set up, or it does not say its name. */
  readonly link: string;
  readonly expires_at: string;
};

/**
 * `invite CODE`: a one-time link code for a member, shown once and stored only as a hash, with the link that opens the bot, as a
 * picture too. `--all`: one for everybody who has no account yet, as a table.
 */
export async function invite(parts: CliParts, memberCode: string | undefined, options: InviteOptions): Promise<void> {
  if ((memberCode === undefined) === (options.all === undefined)) throw new Refusal("invite-whom");
  if (options.qr !== undefined && options.all === true) throw new Refusal("invite-qr-one");
  const link = await deepLink(parts.config);
  if (options.qr !== undefined && link === null) throw new Refusal("invite-no-link");
  const { prisma } = await parts.store();
  const now = parts.clock.now();
  const expiresAt = new Date(now.getTime() + LINK_CODE_VALID_HOURS * 60 * 60_000);
  const files: { table: FileHandle | null; picture: FileHandle | null } = { table: null, picture: null };
  try {
    const rows = await inTransaction(prisma, async (db): Promise<readonly Invited[]> => {
      const one = memberCode === undefined ? null : await memberByCode(db, memberCode);
      if (memberCode !== undefined && one === null) throw new Refusal("member-unknown", { seen: memberCode });
      const members = one === null ? await unlinkedMembers(db) : [one];
      // Codes that could not be written down would be lost.
      files.table = options.out === undefined ? null : await openSecretFile(options.out);
      files.picture = options.qr === undefined ? null : await openSecretFile(options.qr);
      const codes = members.map((member) => ({ ...member, linkCode: makeLinkCode(randomBytes(LINK_CODE_BYTES)) }));
      const hashed = codes.map(({ memberId, linkCode }) => ({ memberId, codeHash: hashLinkCode(linkCode) }));
      await insertInvites(db, hashed, now, expiresAt);
      return codes.map(({ code, fullName, unitName, linkCode }) => ({
        code,
        full_name: fullName,
        unit: unitName,
        link_code: printLinkCode(linkCode),
        link: link?.(linkCode) ?? "",
        expires_at: expiresAt.toISOString(),
      }));
    });
    await files.table?.writeFile(stringify(rows));
    await files.picture?.writeFile(await qrPicture(rows[0]?.link ?? ""));
    show(parts, options, rows);
  } finally {
    await files.table?.close();
    await files.picture?.close();
  }
}

function show(parts: CliParts, options: InviteOptions, rows: readonly Invited[]): void {
  const { cli: texts } = parts.texts;
  const [first] = rows;
  if (options.out !== undefined) {
    print(parts, options, { invited: rows.length, file: options.out }, [texts.invitedAll(rows.length, options.out)]);
  } else if (options.all === true) print(parts, options, rows, [stringify(rows).trimEnd()]);
  else if (first !== undefined) {
    print(parts, options, first, [
      texts.invited(first.full_name, first.link_code),
      ...(first.link === "" ? [] : [texts.inviteLink(first.link)]),
      ...(options.qr === undefined ? [] : [texts.inviteQr(options.qr)]),
    ]);
  }
}

/** A PNG large enough to be scanned from a screen and from paper. */
const qrPicture = (link: string): Promise<Buffer> =>
  toBuffer(link, { type: "png", errorCorrectionLevel: "M", margin: 4, width: 480 });
