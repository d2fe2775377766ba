/** A task of an invented plan, as its document words it. */
export type WrittenTask = {
  readonly text: string;
  readonly lead?: string;
  readonly time?: string;
  readonly product?: string;
};

export type WrittenPlan = {
  readonly number?: string | null;
  readonly day?: string;
  readonly title?: string;
  readonly tasks: readonly WrittenTask[];
};

/** The plan as the text of an official document. */
export function planDocument({ number = "12/KH-UBND", day = "05", title = "Cải cách", tasks }: WrittenPlan): string {
  const head = [
    "ỦY BAN NHÂN DÂN",
    "TỈNH SÔNG MƠ",
    "",
    ...(number === null ? [] : [`Số: ${number}`, "", `Sông Mơ, ngày ${day} tháng 01 năm 2026`, ""]),
    "KẾ HOẠCH",
    `${title} năm 2026`,
    "",
    "I. NỘI DUNG",
  ];
  const body = tasks.flatMap(({ text, lead, time, product }, index) => [
    `${index + 1}. ${text}`,
    ...(lead === undefined ? [] : [`- Cơ quan chủ trì: ${lead}.`]),
    ...(time === undefined ? [] : [`- Thời gian hoàn thành: ${time}.`]),
    ...(product === undefined ? [] : [`- Sản phẩm: ${product}.`]),
  ]);
  return [...head, ...body, ""].join("\n");
}
