import type { CalendarDate } from "../domain/calendar-date.ts";
import { accountsEn } from "./accounts-en.ts";
import { cliEn } from "./cli-en.ts";
import { digestEn } from "./digest-en.ts";
import { doctorEn } from "./doctor-en.ts";
import { formatDay, formatPeriod } from "./format.ts";
import { planDeskEn } from "./plan-desk-en.ts";
import { remindersEn } from "./reminders-en.ts";
import { reviewEn } from "./review-en.ts";
import type { Texts } from "./texts.ts";

const days = (count: number): string => `${count} ${count === 1 ? "day" : "days"}`;
const tasks = (count: number): string => `${count} ${count === 1 ? "task" : "tasks"}`;

const inDays = (left: number): string => {
  if (left === 0) return "today";
  return left > 0 ? `${days(left)} left` : `${days(-left)} overdue`;
};

const until = (dueOn: CalendarDate | null): string => (dueOn === null ? "" : ` Due: ${formatDay(dueOn)}.`);

export const en: Texts = {
  language: {
    name: "English",
    ask: "Which language shall I use?",
    noted: "From now on I speak English.",
  },

  cli: cliEn,
  doctor: doctorEn,
  reminders: remindersEn,
  digest: digestEn,
  review: reviewEn,
  planDesk: planDeskEn,
  accounts: accountsEn,

  commands: {
    tasks: "My tasks",
    unit: "My unit's tasks",
    approve: "Waiting for my decision",
    report: "Monthly report",
    commitments: "Commitments of the year",
    plans: "Progress of plans",
    accounts: "My accounts",
    link: "Use another chat application as well",
    language: "Change language",
    help: "Help",
    room: "This group's code, for the administrator to register",
  },

  menu: {
    tasks: "My tasks",
    unit: "My unit's tasks",
    approvals: "Waiting for my decision",
    report: "Monthly report",
    commitments: "Commitments of the year",
    plans: "Progress of the plans",
    planDesk: "Manage plans",
    accounts: "My accounts",
    help: "Help",
  },

  talk: {
    foreign: "That choice was for somebody else, so I noted nothing. Write “my tasks” to see yours.",
    stale: "That choice is no longer open, so I changed nothing. Write “my tasks” to see what is open now.",
    tooLong: (length) =>
      `That message has ${length} characters, so I noted nothing; I take up to 4,096. Please shorten it or attach a file.`,
    answerTooLong: (length, most) => `That has ${length} characters; up to ${most} fit here. Please shorten it.`,
    unreadable: "I can read text and files only. Please send it as text.",
    unknown: "I did not understand, so I noted nothing. Please choose one of these, or write “help”.",
    notUnderstood: "I did not understand that answer.",
    explain:
      "I still do not understand, and noted nothing. You can see the question again, leave this for later, or cancel; what you answered before is kept.",
    resumed: "Back to what was open:",
    nothingOpen: "Nothing is open at the moment. What would you like to do?",
    cancelled: "Cancelled. Nothing was noted.",
    parked: "I put this aside. You can take it up again at any time; your answers so far are kept.",
    parkedUnclear: "I put this aside so as not to bother you. Write “help” when you want to go on.",
    taken: (label) => `✓ ${label}`,
    failed:
      "Something went wrong on my side and nothing was noted. Please try again in a few minutes; the fault is logged.",
    choices: { again: "Ask again", later: "Later", cancel: "Cancel", help: "Help" },
  },

  group: {
    room: (channel, chatId) =>
      `This room is “${channel}”, id “${chatId}”. An administrator adds it with: npm run cli -- room add ${channel} ${chatId} --unit UNIT_CODE`,
    private: "I talk about a person's work in private only. Please write to me directly.",
  },

  link: {
    stranger:
      "Hello. I am the reminder assistant (a program) and do not know you yet. Please send the 8-character invite code from your administrator, such as ABCD-EFGH.",
    unknown: (left) => `That code is not right. Please check each character; ${left} tries left.`,
    used: (left) => `That code has been used. Please ask your administrator for a new one; ${left} tries left.`,
    expired: (left) =>
      `That code has expired (codes are valid for 48 hours). Please ask your administrator for a new one; ${left} tries left.`,
    tooManyFailures:
      "Five wrong codes came from this account, so I take none for now. Try again after 48 hours, or use a code from another account of yours.",
    welcome: (name, units) =>
      `Linked. Hello ${name}${units.length === 0 ? "" : ` (${units.join(", ")})`}!\nI shall remind you of due tasks on the mornings of working days. Answer with a button, a number, or in plain words.`,
  },

  help: {
    title: "What I can do",
    welcome: (name) => `Hello ${name}.`,
    member:
      "• “my tasks”: what is still to be done\n• Answer a reminder: “done”, “70%”, “extend to 15/12 because …”, “hand to …”\n• “monthly report”: your commitment report; “commitments”: register those of the year\n• Send a picture or file: evidence for what you reported last",
    head: "• “my unit's tasks”: what your unit still has to do\n• “approve”: extensions, finished work and reports waiting for your decision",
    leader: "• “plans”: the progress of each plan in your scope, in numbers",
    admin:
      "• Send me a plan (.docx, .pdf, .xlsx): I read it, send back a sheet to check, and issue it when you agree\n• “plans”: drafts and issued plans\n• Units, members, rooms and the calendar are managed on the command line; see the administrator's guide.",
    always:
      "At any time: “edit”, “later”, “cancel”, “help”. To change the language: /language. To add another chat application: /link; to see your accounts: /accounts.",
    snooze:
      "I remind by the plan's schedule; reminders of open tasks cannot be switched off. If you need time, report progress or ask for an extension.",
  },

  tasks: {
    none: "You have nothing left to do. Thank you!",
    noneOverdue: "Nothing is overdue.",
    title: (count, late) => (late === 0 ? `You have ${tasks(count)}` : `You have ${tasks(count)}, ${late} overdue`),
    overdueTitle: (count) => `${count} overdue`,
    pick: (from, to, total) =>
      total <= to && from === 1 ? "Choose one to see or answer it:" : `${from}–${to} of ${total}. Choose one:`,
    more: (rest) => `Show more (${rest})`,
    undated: "no deadline",
    due: (dueOn, left) => `${formatDay(dueOn)}, ${inDays(left)}`,
    which: "Which task do you mean?",
  },

  unit: {
    headsOnly: "This is for heads of units. Write “my tasks” to see yours.",
    none: "Your unit has nothing left to do.",
    title: (count, late) =>
      late === 0 ? `The unit has ${tasks(count)}` : `The unit has ${tasks(count)}, ${late} overdue`,
    count: (unit, count) => `• ${unit}: ${tasks(count)}`,
  },

  assignment: {
    gone: "That task is no longer there, or is not in your scope.",
    notYours: "That task is not yours to decide, so I changed nothing.",
    title: (heading, plan) => (heading === "" ? plan : `Item ${heading}, ${plan}`),
    unit: (unit, holder) => (holder === null ? `Unit: ${unit} (held by nobody)` : `Unit: ${unit}; held by ${holder}`),
    due: (due, words, original) =>
      `Deadline: ${due}${words === null ? "" : ` (in the document: “${words}”)`}${original === null ? "" : `; first deadline: ${formatDay(original)}`}`,
    state: {
      open: () => "Progress: nothing reported",
      doing: (percent) => `Progress: under way, ${percent}%`,
      reported: () => "Progress: reported done, waiting for confirmation",
      returned: () => "Progress: returned, something is missing",
      confirmed: () => "Progress: confirmed",
      cancelled: () => "Progress: cancelled",
    },
    asked: (newDueOn) => `An extension to ${formatDay(newDueOn)} has been asked for`,
    closed: {
      open: "This task is open.",
      doing: "This task is under way.",
      returned: "This task is being completed.",
      reported: "This task is reported done and waits for confirmation, so I noted nothing more.",
      confirmed: "This task is confirmed, so I noted nothing more.",
      cancelled: "This task is cancelled, so I noted nothing more.",
    },
    choices: {
      done: "Done",
      percent: "Under way (percent)",
      extension: "Ask for an extension",
      handOver: "Hand to somebody",
      grant: "Grant the extension",
      refuse: "Refuse",
      confirm: "Confirm",
      return: "Return",
      show: "Show this task",
    },
  },

  progress: {
    askPercent: (about) => `How far is “${about}”? Choose, or write a number such as “40%”.`,
    outOfRange: (seen) => `“${seen}” is not a percentage; please write a number from 0 to 100.`,
    percentNoted: (about, percent, dueOn) =>
      `Noted: “${about}” is at ${percent}%.${until(dueOn)} When it is finished, write “done”.`,
    doneNoted: (about, asked) =>
      `Noted: “${about}” reported done.${asked ? " The unit that monitors the plan will confirm." : ""} If you have evidence, send the picture or file here.`,
    undo: "Undo",
    undone: (about) => `Undone: “${about}” is under way again.`,
    cannotUndo: "That cannot be undone any more: it has been dealt with since, or somebody else reported it.",
    notDoneNoted: (about, dueOn) =>
      `Noted: “${about}” is not finished.${until(dueOn)} You can report a percentage, or ask for an extension.`,
  },

  extension: {
    undated: "This task has no deadline, so no extension is needed.",
    alreadyAsked: (newDueOn) =>
      `An extension to ${formatDay(newDueOn)} already waits for a decision; no new request was sent.`,
    nobodyDecides:
      "The unit that monitors the plan has no head yet, so nobody can decide. Please tell your administrator.",
    askDate: (about, dueOn) =>
      `“${about}”${dueOn === null ? "" : ` is due on ${formatDay(dueOn)}`}. Until which day? For instance: 15/12, next Friday, end of the month.`,
    askReason: "What is the reason? A short sentence will do.",
    badDay: {
      "no-such-day": (seen) => `“${seen}” is not a day; please write it as 15/12 or 15/12/2026.`,
      past: (seen) => `“${seen}” has passed; please choose a day after today.`,
    },
    badDate: {
      past: (date) => `${formatDay(date)} has passed; please choose a day after today.`,
      "not-later": (date, dueOn) =>
        `${formatDay(date)} is not later than the present deadline (${formatDay(dueOn)}); please choose a later day.`,
      "too-far": (date, dueOn) =>
        `${formatDay(date)} is more than a year after the present deadline (${formatDay(dueOn)}); please choose a nearer day.`,
    },
    confirm: (oldDueOn, newDueOn, reason) =>
      `Shall I send this request?\nFrom: ${formatDay(oldDueOn)}\nTo: ${formatDay(newDueOn)}\nReason: ${reason}`,
    choices: { send: "Send", editDate: "Change the date", editReason: "Change the reason" },
    sent: (newDueOn, dueOn) =>
      `The request for ${formatDay(newDueOn)} is sent. Until it is decided the deadline stays ${formatDay(dueOn)}; I shall tell you.`,
    askedTitle: "Extension asked for",
    asked: (unit, name, about, oldDueOn, newDueOn, reason) =>
      `${name} (${unit}) asks for more time:\n${about}\nFrom ${formatDay(oldDueOn)} to ${formatDay(newDueOn)}\nReason: ${reason}`,
    decidedAlready: "That request has already been decided.",
    grantNoted: (about, newDueOn) =>
      `Granted: “${about}” is now due on ${formatDay(newDueOn)}. Who asked has been told.`,
    refuseNoted: (about, dueOn) => `Noted: no extension for “${about}”.${until(dueOn)} Who asked has been told.`,
    decidedTitle: "Decision on an extension",
    granted: (about, newDueOn, by) =>
      `${by} granted the extension of “${about}”. New deadline: ${formatDay(newDueOn)}.`,
    refused: (about, dueOn, by) => `${by} did not grant the extension of “${about}”.${until(dueOn)}`,
  },

  confirmation: {
    title: "Reported done",
    reported: (unit, name, about) => `${name} (${unit}) reports this done:\n${about}`,
    askReason: (about) => `What is missing in “${about}”? One sentence tells the unit what to add.`,
    confirmNoted: (about) => `Confirmed: “${about}”.`,
    returnNoted: (about) => `Returned: “${about}”. The unit has been told.`,
    notReported: {
      open: "This task has not been reported done, so there is nothing to confirm.",
      doing: "This task has not been reported done, so there is nothing to confirm.",
      returned: "This task was returned and waits for the unit.",
      reported: "This task waits for confirmation.",
      confirmed: "This task has already been confirmed.",
      cancelled: "This task is cancelled.",
    },
    endTitle: { confirmed: "Confirmed", returned: "Something is missing" },
    end: {
      confirmed: (about, by) => `${by} confirmed “${about}”. Thank you!`,
      returned: (about, by, reason) => `${by} returned “${about}”:\n${reason}\nWhen it is complete, write “done”.`,
    },
  },

  handover: {
    askWho: (about, more) =>
      `Who takes “${about}”? Choose${more ? ", or write a name to search" : " or write a name"}.`,
    noSuchName: (name, unit) =>
      `Nobody in ${unit} is called “${name}”. Work is handed on within the unit only; please choose or write another name.`,
    nobodyElse: (unit) => `${unit} has nobody else yet. An administrator can add people.`,
    noted: (about, name) => `“${about}” is handed to ${name}, who has been told.`,
    takeBack: "Take it back",
    receivedTitle: "A task for you",
    received: (by) => `${by} hands you this task:`,
  },

  evidence: {
    attached: (count, about) => `${count} ${count === 1 ? "file" : "files"} received as evidence for “${about}”.`,
    which: "Which task is this file evidence for?",
    nothingToAttachTo: "I received the file, but you have no open task, so it is attached to nothing.",
  },

  approvals: {
    none: "Nothing waits for your decision.",
    title: (count) => `${count} waiting for your decision`,
    pick: "Choose one to see and decide:",
    first: (count) => `These are the first ${count}; when they are done, write “approve” for more:`,
    confirm: "Confirm,",
    extend: "Extension,",
    report: (name, period) => `Report ${formatPeriod(period)} of ${name}`,
  },

  plans: {
    leadersOnly: "This is for leadership and heads of units.",
    none: "No plan has been issued in your scope yet.",
    title: (count) => `${count} ${count === 1 ? "plan" : "plans"} followed up`,
    line: (name, count) =>
      `• ${name}: ${count.confirmed}/${count.total} done, ${count.reported} to confirm, ${count.overdue} overdue`,
  },

  commitments: {
    title: (year) => `Your commitments for ${year}`,
    ask: (year) =>
      `What do you commit to in ${year}? One line each; the monthly report will ask for the result of each.`,
    preview: (year) => `Your commitments for ${year}, to check`,
    tooMany: (count, most) => `That makes ${count} commitments; ${most} at most. Please join some.`,
    registered: (count, year) =>
      `${count} ${count === 1 ? "commitment" : "commitments"} registered for ${year}. When the time comes I shall ask about each.`,
    choices: { register: "Register", more: "Add more", removeLast: "Remove the last line", again: "Register anew" },
  },

  report: {
    notYours: "Only its author and the heads of the author's unit may see this report.",
    notWaiting: {
      draft: "This report has not been submitted.",
      submitted: "This report waits to be received.",
      returned: "This report was returned and waits for its author.",
      accepted: "This report has been received.",
    },
    noCycle: "No reporting period asks you at the moment. I shall write when it does.",
    accepted: (period, by) => `${by} received your report ${formatPeriod(period)}. Thank you!`,
    returned: (period, by, reason) => `${by} returned your report ${formatPeriod(period)}:\n${reason}`,
    acceptedTitle: "Report received",
    returnedTitle: "Report returned",
    acceptNoted: (name) => `The report of ${name} is received.`,
    returnNoted: (name) => `The report of ${name} is returned with your reason.`,
    askReturnReason: (name) => `What is missing in the report of ${name}? One sentence tells the author.`,
    reviewTitle: (name, period) => `Report ${formatPeriod(period)} of ${name}`,
    title: (period) => `Commitment report ${formatPeriod(period)}`,
    intro: (from, to, dueOn, commitments) =>
      `It covers ${formatDay(from)} to ${formatDay(to)} and is due on ${formatDay(dueOn)}.${commitments === 0 ? " You have not registered commitments for the year, so I ask in general; write “commitments” to register." : ` I ask about your ${commitments} registered ${commitments === 1 ? "commitment" : "commitments"} in turn.`} At any time write “edit”, “later” or “cancel”.`,
    progress: (number, total) => `Question ${number} of ${total}`,
    askResult: (number, commitment) =>
      `Commitment ${number}: ${commitment}\n\nWhat is the result this month? Write a few sentences, or choose:`,
    results: { done: "Completed", doing: "Under way", notYet: "Not begun" },
    ask: {
      summary: "What did you get done this month? A few sentences will do.",
      difficulties: "Is anything standing in the way of the work?",
      next: "What do you plan for next month?",
      evidence: "If you have evidence, send pictures or files here, as many as you like; then choose:",
    },
    skip: { difficulties: "Nothing", next: "Leave empty", evidence: "Evidence complete" },
    subject: {
      summary: "Results of the month",
      difficulties: "Difficulties",
      next: "Next month",
      evidence: "Evidence",
    },
    resultOf: (number, commitment) => `Commitment ${number}: ${commitment}`,
    form: { open: "Fill in the form", note: (number) => `More about commitment ${number}` },
    formProblem: (subject, problem) => `${subject}: ${problem}`,
    nothing: "(nothing)",
    notOptional: "This question needs an answer; a short sentence will do. If now is not the time, write “later”.",
    filesKept: (count) => `${count} ${count === 1 ? "file" : "files"} of evidence received.`,
    whichToEdit: "Which part do you want to change?",
    preview: (period) => `Your report ${formatPeriod(period)}, to check before it is submitted`,
    submitted: (period, late, receiver) =>
      `Your report ${formatPeriod(period)} is submitted${late ? " (after the due day)" : ""}.${receiver ? " The head of your unit has been told." : ""} You can change it until it is received.`,
    alreadyAccepted: (period) =>
      `Your report ${formatPeriod(period)} has been received and cannot be changed any more.`,
    returnedBecause: (reason) => `The report was returned: ${reason}`,
    arrivedTitle: "New report",
    arrived: (name, period, version) =>
      `${name} submitted the report ${formatPeriod(period)}${version > 1 ? ` (version ${version})` : ""}.`,
    choices: {
      accept: "Receive",
      return: "Return",
      edit: "Complete the report",
      submit: "Submit",
      change: "Change the report",
      read: "Read the report",
    },
  },
};
