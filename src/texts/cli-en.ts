import type { cliVi } from "./cli-vi.ts";
import { formatDay, shorten } from "./format.ts";
import { planLifeEn } from "./plan-life-en.ts";

type Counts = { readonly created: number; readonly updated: number; readonly unchanged: number };

const counted = (what: string, { created, updated, unchanged }: Counts, dryRun: boolean): string =>
  `${dryRun ? "Dry run, nothing was written. " : ""}${what}: ${created} new, ${updated} updated, ${unchanged} unchanged.`;

const duration = (ms: number): string => {
  const seconds = Math.round(Math.abs(ms) / 1000);
  return seconds < 300 ? `${seconds} seconds` : `${Math.round(seconds / 60)} minutes`;
};

/** The same in English. */
export const cliEn: typeof cliVi = {
  imported: {
    units: (counts, dryRun) => counted("Units", counts, dryRun),
    members: (counts, dryRun) => counted("Members", counts, dryRun),
    days: (counts, dryRun) => counted("Days", counts, dryRun),
  },
  noDays: (year) => `No days off or make-up days in ${year} yet. Add them with: calendar import FILE`,
  day: (day) => `${formatDay(day.date)}  ${day.kind}  ${day.name}${day.document === null ? "" : ` (${day.document})`}`,
  invited: (name, code) =>
    `Invite code of ${name}: ${code}\nValid for 48 hours, once, and shown only now. The person sends it to the bot in a private chat.`,
  invitedAll: (count, file) => `${count} invite codes written to ${file}. Each is valid for 48 hours, once.`,
  inviteLink: (link) => `Or open the bot with this link (for this person only): ${link}`,
  inviteQr: (file) => `QR picture of the link: ${file}`,
  roomAdded: (id, known) =>
    known
      ? `That room was there already: ${id}.`
      : `Room ${id} added; last week's summary comes within the next working hours, then one every week.`,
  noRooms: "No rooms yet. Add one with: room add CHANNEL CHAT_ID --unit CODE",
  room: (room) => `${room.id}  ${room.channel}  ${room.chatId}  ${room.unitCode} ${room.unitName}`,
  roomRemoved: (id) => `Room ${id} removed.`,
  planImported: (plan) => [
    `Draft ${plan.planId}: ${plan.number ?? "(no number)"} ${shorten(plan.title, 100)}`,
    `${plan.tasks} tasks, ${plan.dated} with a deadline, ${plan.withLead} with a known lead unit, ${plan.needsLook} to look at.`,
    ...plan.warnings.map((warning) => `Note: ${warning}`),
    ...(plan.unresolved.length === 0
      ? []
      : ["Names not recognised (add aliases with units import, then import again):"]),
    ...plan.unresolved.map(
      ({ written, proposals }) =>
        `• ${written}${proposals.length === 0 ? "" : ` (did it mean ${proposals.join(", ")}?)`}`,
    ),
    `To see it: plan show ${plan.planId}. To try issuing: plan issue ${plan.planId} --dry-run`,
  ],
  reviewWritten: (sheet) => [
    `${sheet.tasks} tasks of draft ${sheet.planId} are in ${sheet.file}; ${sheet.needsLook} to look at.`,
    `Correct them in a spreadsheet, then run: plan apply ${sheet.planId} ${sheet.file} --dry-run`,
  ],
  reviewApplied: (planId, file, dryRun) =>
    dryRun
      ? [`Dry run, nothing was written. To write it: plan apply ${planId} ${file}`]
      : [`Written into draft ${planId}. To try issuing: plan issue ${planId} --dry-run`],
  planIssued: (plan, dryRun) => [
    `${dryRun ? "Dry run, nothing was written: would give" : "Issued:"} ${plan.assignments} assignments.`,
    ...(plan.unassigned.length === 0
      ? []
      : [`${plan.unassigned.length} tasks have no unit (give them to one with --rest-to CODE):`]),
    ...plan.unassigned.map((task) => `• ${task.heading} ${shorten(task.text, 90)}`),
  ],
  noPlans: "No plans yet. Add one with: plan import FILE",
  planLine: (plan) =>
    `${plan.id}  ${plan.state}  ${plan.number ?? "—"}  ${shorten(plan.title, 70)}  ${plan.tasks} tasks, ${plan.confirmed}/${plan.assignments} assignments done`,
  taskLine: (task) =>
    [
      `${task.heading} ${shorten(task.text, 110)}`,
      `    at: ${[
        task.page === null ? null : `page ${task.page}`,
        task.paragraph === null ? null : `paragraph ${task.paragraph}`,
        task.tableNumber === null ? null : `table ${task.tableNumber}, row ${task.tableRow}`,
      ]
        .filter((part) => part !== null)
        .join(", ")}`,
      `    deadline: ${task.deadlineText ?? "(none)"}${task.deadlineEnd === null ? "" : ` → ${formatDay(task.deadlineEnd)}`}`,
      ...task.units.map(
        (unit) => `    ${unit.role}: ${unit.written || unit.resolved} → ${unit.resolved ?? "not recognised"}`,
      ),
      ...task.needsReview.map((reason) => `    look at: ${reason}`),
    ].join("\n"),
  outbox: {
    none: "No messages.",
    retried: (id) => `Message ${id} is sent again when the bot runs.`,
    line: (row) =>
      `${row.id}  ${row.createdAt.toISOString()}  ${row.channel}  ${row.member ?? "—"}  ${row.state}${row.error === null ? "" : ` (${row.error})`}  ${row.key}`,
  },
  doctor: {
    ok: "✓",
    problem: "✗",
    writable: (folder) => `“${folder}” can be written.`,
    notWritable: (folder) => `“${folder}” cannot be written; check its permissions or set another DATA_DIR.`,
    embedded: "the embedded PostgreSQL runs in DATA_DIR.",
    server: "the PostgreSQL server answers.",
    storeFailed: "the store cannot be opened; check DATABASE_URL, or leave it empty for the embedded store.",
    people: (units, members, linked) =>
      units === 0 || members === 0
        ? `${units} units, ${members} members; import them with units import and members import.`
        : `${units} units, ${members} members, ${linked} linked accounts.`,
    reached: (address) => `${address} leads to this program.`,
    notOurs: (address, status) =>
      `${address} answers with HTTP ${status} and is not this program; let the https server pass every path on to HOST:PORT.`,
    notReached: (address, reason) =>
      `${address} does not answer (${reason}). Is the program running? Check the domain name, the https certificate and the firewall; if this machine cannot call its own outside address, open it on a phone: it has to show “ok”.`,
    noChannel: "there is no channel yet; follow docs/connecting.md, or set CONSOLE=on.",
    clock: (now, zone, moved) => `${now} (${zone})${moved ? "; WARNING: NHACVIEC_CLOCK has moved the clock" : ""}.`,
    storeServer: "the PostgreSQL server",
    clockOff: (now, zone, { whose, aheadMs }) =>
      `${now} (${zone}), ${duration(aheadMs)} ${aheadMs > 0 ? "ahead of" : "behind"} ${whose}. See which of the two is wrong and set it right (switch time synchronisation on, such as: timedatectl set-ntp true); with a clock more than 5 minutes off all messages that a platform signs are dropped, and reminders go at the wrong time.`,
  },

  cell: {
    empty: () => "is empty; a value is needed.",
    twice: (seen, accepted) => `“${seen}” stands in line ${accepted} already; each code has one row.`,
    "unknown-unit": (seen) => `there is no unit “${seen}”; unit codes come from units import.`,
    cycle: (seen) => `the parents form a ring: ${seen}.`,
    "not-one-of": (seen, accepted) => `“${seen}” is not accepted; accepted are: ${accepted}.`,
    "not-email": (seen) => `“${seen}” is not an e-mail address; write it as name@office.vn.`,
    "not-a-day": (seen) => `“${seen}” is not a day; write dd/mm/yyyy or yyyy-mm-dd.`,
    "unit-twice": (seen) => `this person is in unit “${seen}” already; one row per unit.`,
    differs: (seen, accepted) => `“${seen}” differs from an earlier row of the same code: “${accepted}”.`,
    control: (seen) => `“${seen}” has control characters; only letters are accepted.`,
  },
  cellProblem: (file, line, column, problem) => `${file}, line ${line}, column «${column}»: ${problem}`,
  nothingTaken: "No row of the file was taken.",

  planLife: planLifeEn,

  refusals: {
    ...planLifeEn.refusals,
    "file-missing": (facts) => `There is no file “${facts.file}”.`,
    "file-empty": (facts) => `The file “${facts.file}” is empty; its first line must name the columns.`,
    "file-too-large": (facts) => `The file “${facts.file}” has ${facts.seen} bytes; ${facts.accepted} at most.`,
    "file-too-long": (facts) => `The file “${facts.file}” has ${facts.seen} rows; ${facts.accepted} at most.`,
    "file-kind": (facts) => `The file “${facts.file}” is not a .csv (UTF-8, UTF-16) or .xlsx.`,
    "file-damaged": (facts) => `The file “${facts.file}” cannot be read: ${facts.seen}.`,
    columns: (facts) =>
      `The file “${facts.file}” has the columns: ${facts.seen || "(none)"}; needed are: ${facts.accepted}${facts.missing === "" ? "" : `; missing: ${facts.missing}`}.`,
    "unit-unknown": (facts) => `There is no unit “${facts.seen}”; unit codes come from units import.`,
    "no-single-root": (facts) =>
      `The monitoring unit is not clear: the tree of units has ${facts.count} roots. Add --monitor CODE, or import units first.`,
    "member-unknown": (facts) => `There is no member “${facts.seen}”; codes come from members import.`,
    "invite-whom": () => "invite: give a member's code, or --all for everybody without an account.",
    "invite-qr-one": () => "invite: --qr draws one person's link; give a member's code, and not --all.",
    "invite-no-link": () =>
      "invite: there is no link to draw: TELEGRAM_BOT_TOKEN is not set, or Telegram does not answer; no code was made.",
    channel: (facts) => `“${facts.seen}” is not a channel's name; for instance telegram, console.`,
    "room-unknown": (facts) => `There is no room “${facts.seen}”; see room list.`,
    "plan-unknown": (facts) => `There is no plan “${facts.plan}”; see plan list.`,
    "plan-known": (facts) => `The file “${facts.file}” was imported before, as plan ${facts.plan} (${facts.state}).`,
    "plan-not-draft": (facts) => `Plan ${facts.plan} is no draft any more (${facts.state}), so it is not issued again.`,
    "review-out": (facts) => `“${facts.seen}” is no name of a spreadsheet; write it as review.xlsx.`,
    "file-exists": (facts) => `The file “${facts.file}” is there; choose another name, or --force to replace it.`,
    "file-unwritable": (facts) =>
      `The file “${facts.file}” cannot be written (${facts.reason}); check the folder and its permissions.`,
    "review-not-a-sheet": (facts) =>
      `The file “${facts.file}” is no review sheet of a draft; get one with plan review.`,
    "review-other-plan": (facts) =>
      `The file “${facts.file}” reviews plan ${facts.seen}, not ${facts.plan}; nothing was taken.`,
    "review-not-draft": (facts) =>
      `Plan ${facts.plan} is no draft any more (${facts.state}) and is not changed by a sheet; use plan amend with a revised document.`,
    "review-stale": (facts) =>
      `Draft ${facts.plan} was changed after the sheet “${facts.file}” was made; nothing was taken. Get a new one with plan review.`,
    "review-no-tasks": (facts) =>
      `“${facts.file}” has no sheet with the columns Id, Task and so on; please keep the row of titles.`,
    "review-problems": (facts) => `The sheet “${facts.file}” has ${facts.count} problems; nothing was taken.`,
    "plan-without-task": (facts) => `No task was found in “${facts.file}”; nothing was imported.`,
    "delivery-not-failed": (facts) =>
      `Message “${facts.seen}” has not failed, or its reader has no account; see outbox --failed.`,
    year: (facts) => `“${facts.seen}” is not a year; write it as 2026.`,
    "remind-dry-run": () => "remind: only with --dry-run; the bot itself sends reminders when they are due.",
    instant: (facts) => `“${facts.seen}” is not an instant; write it as 2026-11-23T08:00:00+07:00.`,
    week: (facts) => `“${facts.seen}” is not a week; write it as 2026-W47.`,
  },
  planFile: {
    missing: (facts) => `There is no file “${facts.file}”.`,
    empty: (facts) => `The file “${facts.file}” is empty; nothing was imported.`,
    "too-large": (facts) => `The file “${facts.file}” has ${facts.seen}; ${facts.accepted} at most.`,
    "expands-too-far": (facts) =>
      `The file “${facts.file}” unpacks to ${facts.seen}; ${facts.accepted} at most. It may be malicious and was not opened.`,
    "wrong-kind": (facts) => `The file “${facts.file}” is ${facts.seen}; accepted are ${facts.accepted}.`,
    damaged: (facts) => `The file “${facts.file}” is damaged (${facts.seen}); nothing was imported.`,
    "no-text": (facts) =>
      `The file “${facts.file}” has no words (${facts.seen}); it may be a scan. Send ${facts.accepted}; nothing was imported.`,
    password: (facts) =>
      `The file “${facts.file}” has a password. Take it off and send it again; nothing was imported.`,
    macros: (facts) =>
      `The file “${facts.file}” carries programs (macros) and was not opened. Save it as ${facts.accepted}; nothing was imported.`,
    secret: (facts) =>
      `The file “${facts.file}” is marked “${facts.seen}”. Secret documents must not enter chat: nothing was read or stored.`,
  },
  store: {
    locked: "Another process holds the store. Stop it, or use DATABASE_URL.",
    "newer-store": "The store belongs to a newer version of this program. Update the program; nothing was changed.",
    "disk-full": "The disk is full. Make room and try again; what was written is safe.",
    unwritable: "DATA_DIR cannot be written. Check the folder's permissions.",
  },
  failed: (reason) => `Error: ${reason}`,
};
