/** The review of a drafted plan by spreadsheet: what the sheet says, and what is said of one that came back. */
export const reviewVi = {
  fileName: (planId: number) => `ra-soat-ke-hoach-${planId}.xlsx`,
  sheets: { tasks: "Nhiệm vụ", guide: "Hướng dẫn", units: "Đơn vị" },
  columns: {
    id: "Mã",
    heading: "Mục",
    place: "Trang/đoạn",
    text: "Nhiệm vụ",
    lead: "Đơn vị chủ trì",
    coord: "Đơn vị phối hợp",
    proposals: "Gợi ý đơn vị",
    kind: "Loại thời hạn",
    from: "Từ ngày",
    to: "Đến ngày",
    every: "Chu kỳ",
    dueDays: "Ngày trong kỳ",
    event: "Sự kiện",
    delay: "Số ngày sau sự kiện",
    words: "Chữ trong văn bản",
    product: "Sản phẩm",
    reportTo: "Báo cáo cho",
    confidence: "Độ chắc (%)",
    review: "Cần xem lại",
    remove: "Xoá",
    source: "Nguyên văn",
  },
  unitColumns: { label: "Ghi vào bảng", code: "Mã", name: "Tên", groups: "Thuộc nhóm" },
  groupMark: "(nhóm đơn vị)",
  kinds: {
    once: "một lần",
    recurring: "định kỳ",
    ongoing: "thường xuyên",
    "after-event": "sau sự kiện",
    none: "không có",
  },
  periods: { month: "tháng", quarter: "quý", "half-year": "nửa năm", year: "năm" },
  place: {
    page: (page: number) => `trang ${page}`,
    paragraph: (paragraph: number) => `đoạn ${paragraph}`,
    table: (table: number, row: number) => `bảng ${table}, dòng ${row}`,
  },
  writtenAs: (label: string, written: string) => `(${label}: văn bản ghi “${written}”)`,
  idHint: "Mã do phần mềm đặt, xin đừng sửa. Nhiệm vụ mới thì để trống ô này.",
  unitHint: "Chọn trong danh sách, hoặc gõ tên hay mã đơn vị. Nhiều đơn vị thì cách nhau bằng dấu chấm phẩy (;).",
  dueDaysHint: "Một số từ 1 đến 31, hoặc ngày/tháng như 15/06. Nhiều ngày thì cách nhau bằng dấu chấm phẩy (;).",
  dayHint: "Viết dd/mm/yyyy, ví dụ 31/03/2027.",
  chooseHint: "Xin chọn một dòng trong danh sách.",

  guide: {
    title: (plan: string) => `Rà soát dự thảo: ${plan}`,
    counts: (tasks: number, needsLook: number) =>
      `${tasks} nhiệm vụ, ${needsLook} nhiệm vụ cần xem lại (ô được tô màu).`,
    steps: "Cách làm",
    step: [
      "Xem từng dòng ở trang “Nhiệm vụ”, trước hết là các ô được tô màu. Sửa thẳng vào ô; ô nào đúng rồi thì để nguyên.",
      "Dòng đã xem và đúng: xoá chữ trong ô “Cần xem lại”, hoặc ghi “đã xem”.",
      "Bỏ một nhiệm vụ: ghi “x” vào cột “Xoá”, hoặc xoá cả dòng.",
      "Thêm một nhiệm vụ: ghi vào một dòng trống và để trống ô “Mã”. Nhiệm vụ mới đứng ngay sau nhiệm vụ ở dòng trên.",
      "Tách một nhiệm vụ: sửa dòng cũ thành phần thứ nhất; ghi phần thứ hai vào một dòng khác, để trống ô “Mã”.",
      "Có thể sắp xếp, lọc, đổi chỗ các cột, thêm cột ghi chú riêng (không được đọc). Xin đừng đổi tên hay xoá các cột có sẵn, và đừng dùng công thức.",
      "Lưu tệp (.xlsx), gửi lại cho trợ lý nhắc việc trong chat, hoặc chạy: plan apply.",
    ],
    next: "Sau khi gửi lại: phần mềm liệt kê những gì khác với dự thảo để xác nhận rồi mới ghi. Nếu có ô sai, phần mềm chỉ ra từng ô và không ghi gì. Ghi xong mới ban hành được kế hoạch; lúc đó các đơn vị mới nhận việc.",
    once: "Mỗi tệp chỉ dùng cho dự thảo đúng như lúc lập tệp. Nếu dự thảo đã được sửa sau đó, xin lấy tệp mới.",
    colours: "Màu",
    colour: {
      doubt: "Máy chưa chắc: xin đối chiếu với văn bản.",
      unknown: "Tên đơn vị chưa có trong danh sách: xin chọn đơn vị; cột “Gợi ý đơn vị” nêu tên gần giống.",
      readOnly: "Chỉ để xem; sửa ở đây không được đọc.",
    },
    columns: "Các cột",
    column: {
      id: "Mã của nhiệm vụ trong phần mềm. Xin đừng sửa.",
      heading: "Số mục trong văn bản, ví dụ II.3.",
      place: "Nhiệm vụ nằm ở đâu trong văn bản.",
      text: "Nội dung nhiệm vụ như sẽ được giao và nhắc.",
      lead: "Đơn vị chủ trì: mỗi đơn vị nhận một việc. Tên, mã, hoặc nhóm ở trang “Đơn vị”; cách nhau bằng dấu chấm phẩy.",
      coord: "Đơn vị phối hợp, ghi như đơn vị chủ trì.",
      proposals: "Tên gần giống với tên chưa nhận ra.",
      kind: "một lần: cần “Đến ngày”. định kỳ: cần “Chu kỳ”. thường xuyên: làm suốt, không có hạn. sau sự kiện: cần “Sự kiện”. không có: văn bản không đặt thời hạn.",
      from: "Ngày bắt đầu, nếu văn bản có nêu.",
      to: "Ngày cuối cùng, tính cả ngày đó. Với định kỳ: kỳ cuối, nếu có.",
      every: "Chỉ với định kỳ: tháng, quý, nửa năm, năm.",
      dueDays: "Chỉ với định kỳ: 20 là ngày 20 của tháng cuối kỳ; 15/06 là ngày 15 tháng 6. Để trống là ngày cuối kỳ.",
      event: "Chỉ với sau sự kiện: chờ việc gì, theo lời văn bản.",
      delay: "Chỉ với sau sự kiện: số ngày sau sự kiện.",
      words: "Lời văn bản nói về thời hạn. Ở dòng mới, nếu để trống các cột thời hạn, phần mềm đọc thời hạn từ ô này.",
      product: "Sản phẩm phải có, nếu văn bản nêu.",
      reportTo: "Nơi nhận báo cáo, nếu văn bản nêu.",
      confidence: "Máy đọc chắc đến đâu.",
      review: "Vì sao cần xem. Xoá chữ hoặc ghi “đã xem” khi đã xem.",
      remove: "Ghi “x” để bỏ nhiệm vụ.",
      source: "Câu trong văn bản, để đối chiếu.",
    },
  },

  problem: (sheet: string, row: number, column: string | null, sentence: string) =>
    `Trang «${sheet}», dòng ${row}${column === null ? "" : `, cột «${column}»`}: ${sentence}`,
  problems: {
    columns: (seen: string, accepted: string) =>
      `thiếu cột ${accepted} (có thể đã bị xoá hoặc đổi tên); thấy các cột: ${seen}.`,
    "column-twice": (seen: string) => `có hai cột tên “${seen}”; xin bỏ một cột.`,
    formula: (seen: string) => `${seen} là công thức; chỉ nhận chữ, số và ngày. Xin chép lại thành giá trị.`,
    "cell-error": (seen: string) => `“${seen}” là lỗi của bảng tính; xin ghi lại giá trị.`,
    "id-unknown": (seen: string) =>
      `“${seen}” không phải là mã của dự thảo này; giữ nguyên mã cũ, nhiệm vụ mới thì để trống.`,
    "id-twice": (seen: string, accepted: string) =>
      `mã “${seen}” đã có ở dòng ${accepted}; khi tách nhiệm vụ, dòng thứ hai để trống ô mã.`,
    "id-lost": (seen: string, accepted: string) =>
      `dòng này có nội dung của ${accepted} nhưng ô mã ${seen === "" ? "để trống" : `ghi “${seen}”`}; xin ghi lại ${accepted}.`,
    remove: (seen: string) => `“${seen}” không hiểu được; chỉ nhận “x” để xoá, hoặc để trống.`,
    "text-empty": () => "để trống; cần có nội dung nhiệm vụ. Muốn bỏ nhiệm vụ thì ghi “x” ở cột «Xoá».",
    "unit-unknown": (seen: string, accepted: string) =>
      `không có đơn vị hay nhóm “${seen}”${accepted === "" ? "" : ` (có phải: ${accepted}?)`}; chỉ nhận tên ở trang «Đơn vị», cách nhau bằng dấu chấm phẩy.`,
    kind: (seen: string, accepted: string) =>
      seen === "" ? `để trống; chỉ nhận: ${accepted}.` : `“${seen}” không dùng được; chỉ nhận: ${accepted}.`,
    every: (seen: string, accepted: string) => `“${seen}” không dùng được; chỉ nhận: ${accepted}.`,
    "not-a-day": (seen: string) =>
      `“${seen}” không phải là ngày có thật từ năm 2000 đến 2100; viết dd/mm/yyyy, ví dụ 31/03/2027.`,
    "end-before-start": (seen: string, accepted: string) => `${seen} đứng trước ngày bắt đầu ${accepted}.`,
    "due-days": (seen: string) =>
      `“${seen}” không phải là ngày trong kỳ; viết một số từ 1 đến 31, hoặc ngày/tháng như 15/06.`,
    delay: (seen: string) => `“${seen}” không phải là số ngày; viết một số từ 1 đến 3650.`,
    needed: (seen: string) => `để trống; thời hạn “${seen}” cần ô này.`,
    "not-with-kind": (seen: string, accepted: string) =>
      `“${seen}” không đi với thời hạn “${accepted}”; xoá ô này, hoặc đổi loại thời hạn.`,
    "words-not-understood": (seen: string, accepted: string) =>
      `không đọc được thời hạn từ “${seen}”; xin chọn «Loại thời hạn»: ${accepted}.`,
    "nothing-left": () => "không còn nhiệm vụ nào; dự thảo phải còn ít nhất một nhiệm vụ.",
  },
  moreProblems: (count: number) => `… và ${count} chỗ khác.`,
  nothingTaken: (file: string) => `Không có gì của “${file}” được ghi. Xin sửa rồi gửi lại.`,

  nothing: "(trống)",
  changedCell: (id: string, heading: string, column: string, before: string, after: string) =>
    `${[id, heading, column].filter(Boolean).join(" ")}: ${before} → ${after}`,
  resolved: (label: string) => `${label} (nay đã có trong danh sách)`,
  added: (heading: string, text: string) => `Thêm: ${[heading, text].filter(Boolean).join(" ")}`,
  removed: (id: string, heading: string, text: string) => `Bỏ: ${[id, heading, text].filter(Boolean).join(" ")}`,
  counts: ({
    changed,
    added,
    removed,
    same,
    needsLook,
  }: {
    changed: number;
    added: number;
    removed: number;
    same: number;
    needsLook: number;
  }) =>
    `${changed} nhiệm vụ sửa, ${added} thêm, ${removed} bỏ, ${same} giữ nguyên; còn ${needsLook} nhiệm vụ cần xem lại.`,
  noDifference: "Bảng không khác gì với dự thảo.",
};
