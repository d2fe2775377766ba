/** Short spellings of chat, each as a whole word of a bare-folded text. */
const SPELLINGS: Readonly<Record<string, string>> = {
  ko: "khong",
  k: "khong",
  kh: "khong",
  khg: "khong",
  hok: "khong",
  hem: "khong",
  dc: "duoc",
  dk: "duoc",
  r: "roi",
  rui: "roi",
  ròi: "roi",
  xog: "xong",
  nv: "nhiem vu",
  bc: "bao cao",
  vs: "voi",
  ng: "nguoi",
  mk: "minh",
};

/** Writes out chat spellings so that rules name each word once. */
export const expandChatSpelling = (bare: string): string =>
  bare
    .split(" ")
    .map((word) => SPELLINGS[word] ?? word)
    .join(" ");
