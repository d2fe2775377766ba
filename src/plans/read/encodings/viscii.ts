/** VISCII 1.1 (RFC 1456): bytes 0x80–0xFF in order. */
const UPPER_HALF = [
  "ẠẮẰẶẤẦẨẬẼẸẾỀỂỄỆỐ",
  "ỒỔỖỘỢỚỜỞỊỎỌỈỦŨỤỲ",
  "Õắằặấầẩậẽẹếềểễệố",
  "ồổỗỠƠộờởịỰỨỪỬơớƯ",
  "ÀÁÂÃẢĂẳẵÈÉÊẺÌÍĨỳ",
  "ĐứÒÓÔạỷừửÙÚỹỵÝỡư",
  "àáâãảăữẫèéêẻìíĩỉ",
  "đựòóôõỏọụùúũủýợỮ",
].join("");
/** Six rare capitals sit among the control codes. */
const AMONG_CONTROLS = new Map([
  [0x02, "Ẳ"],
  [0x05, "Ẵ"],
  [0x06, "Ẫ"],
  [0x14, "Ỷ"],
  [0x19, "Ỹ"],
  [0x1e, "Ỵ"],
]);

/** Bytes of VISCII in Unicode. */
export const fromViscii = (bytes: Uint8Array): string =>
  Array.from(bytes, (byte) =>
    byte < 0x80 ? (AMONG_CONTROLS.get(byte) ?? String.fromCharCode(byte)) : (UPPER_HALF[byte - 0x80] ?? ""),
  ).join("");
