/**
 * What was said in a group without the bot's name in front. An event carries no list of mentions, and `getMe` gives the account's name
 * but, as far as seen, not the displayed one; so where no known name stands there, everything before a slash command is the name.
 */
export function withoutMention(text: string, names: readonly string[]): string {
  const composed = text.normalize("NFC").trimStart();
  if (!composed.startsWith("@")) return text;
  const said = composed.slice(1);
  const known = names
    .map((name) => name.normalize("NFC"))
    .filter((name) => name !== "" && startsWithWord(said, name))
    .sort((a, b) => b.length - a.length)[0];
  if (known !== undefined) return said.slice(known.length).trimStart();
  const command = /^[^/\n]{1,80}?\s(?=\/\p{L})/u.exec(said);
  return command === null ? text : said.slice(command[0].length);
}

function startsWithWord(text: string, name: string): boolean {
  if (text.slice(0, name.length).toLowerCase() !== name.toLowerCase()) return false;
  return !/^[\p{L}\p{N}]/u.test(text.slice(name.length));
}
