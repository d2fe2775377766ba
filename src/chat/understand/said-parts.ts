/** The reason in a sentence, as typed: what follows "vì", "do", "lý do", "because"; null when none is given. */
export function readReason(text: string): string | null {
  const match =
    /(?:^|[\s,;:(])(?:lý do(?: là)?|ly do(?: la)?|bởi vì|boi vi|vì|vi|do|tại|because(?: of)?|due to)[\s:]+(?=\S)([\s\S]{3,})$/iu.exec(
      text,
    );
  const reason = match?.[1]?.replace(/\s*(ạ|a|nhé|nhe|nha)?\s*[.!)]*\s*$/iu, "").trim();
  return reason === undefined || reason === "" ? null : reason;
}

/** Whom work is handed to, as typed: what follows "cho", "của", "sang", "to"; null when nobody is named. */
export function readReceiver(text: string): string | null {
  const match =
    /(?:chuyển|chuyen|giao|hand|assign)\b[\s\S]*?\b(?:cho|sang|qua|to)\s+(\S[\s\S]{0,80}?)\s*(?:ạ|nhé|nhe|nha|giúp|giup|với)?\s*[.!?]*$/iu.exec(
      text,
    ) ??
    /(?:việc|viec)[^,]*?(?:của|cua)\s+(?!e\b|em\b|tôi\b|toi\b|mình\b|minh\b)(\S[\s\S]{0,80}?)\s*[.!?]*$/iu.exec(text) ??
    /,\s*(?:của|cua|từ nay)\s+(\S[\s\S]{0,80}?)\s*(?:phụ trách)?\s*[.!?]*$/iu.exec(text);
  return match?.[1]?.trim() ?? null;
}
