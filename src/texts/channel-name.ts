/** A channel's name as people read it: "zalo-oa" is "Zalo OA". */
export const channelName = (channel: string): string =>
  channel
    .split("-")
    .map((word) => (word.length <= 2 ? word.toUpperCase() : `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`))
    .join(" ");
