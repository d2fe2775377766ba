import { formatDay, formatPeriod } from "./format.ts";
import type { Texts } from "./texts.ts";

export const accountsEn: Texts["accounts"] = {
  title: "Your accounts",
  line: (name, { first, here, blockedOn }) =>
    `• ${name}: ${first ? "first" : "in reserve"}${here ? ", this one" : ""}${blockedOn === null ? "" : `, has blocked me since ${formatDay(blockedOn)}`}`,
  hint: "I write to the first account; where that fails I write to the next one.",
  gone: "That account is no longer linked to you, so I changed nothing.",
  madeFirst: (name) => `From now on I write to ${name} first.`,

  code: (code, hours) =>
    `Your link code: ${code}\nOpen the other chat application, find your organisation's bot and send it:\n/lienket ${code}\nThe code works once, within ${hours} hours. Whoever has it receives your messages, so do not pass it on.`,
  own: "This account is linked to you already, and the code was not used up. Send it from the account you want to add.",
  welcome: (name, here, first) =>
    `Linked. Welcome, ${name}!\n${here} is in reserve; I still write to ${first} first. What is open on ${first} can go on here. To change which comes first: /taikhoan.`,
  added: (name) =>
    `A ${name} account has just been linked to you as well. If that was not you, write /taikhoan to unlink it and tell your administrator.`,
  movedAway: (name) =>
    `Your ${name} account has just been linked to somebody else with an invite code, so I no longer write to you there. If you know nothing of this, tell your administrator at once.`,

  askUnlink: (name, next) => `Unlink ${name}? From then on I write to you on ${next}.`,
  askUnlinkLast: (name) =>
    `${name} is the last account on which I can reach you. Once it is unlinked you get no reminders at all, and your unit's head is told when one could not be sent. To come back you need a new invite code from your administrator. Unlink it all the same?`,
  unlinked: (name, next) =>
    `${name} is unlinked. I write to you on ${next}. To use it again, write /lienket there to get a code.`,
  unlinkedLast: (name) =>
    `${name} is unlinked. I no longer write to you. To come back, ask your administrator for a new invite code and send it here.`,
  kept: "I left this account as it is.",

  unread:
    "I did not read what you sent while somebody of the organisation was answering here and noted none of it; if I should, please send it again.",

  choices: {
    add: "Link a further account",
    first: (name) => `Use ${name} first`,
    unlink: (name) => `Unlink ${name}`,
    unlinkNow: "Unlink",
    keep: "Keep it",
  },

  unreachableTitle: "Messages could not be sent",
  unreachable: (name, count) =>
    `I could not send ${name} ${count} ${count === 1 ? "message" : "messages"}: the chat accounts are blocked, unlinked or take no messages, or it was too late when they did. Please speak to them directly; an administrator can give a new invite code.`,

  quotaTitle: (channel) => `Messages are running out: ${channel}`,
  quota: (channel, month, used, quota) =>
    `In ${formatPeriod(month)} ${channel} has used ${used} of ${quota} messages (received and sent). When they are used up I write to people's other accounts; who has only this one may get nothing. Please extend the plan, or ask people to link a further account (/lienket).`,
};
