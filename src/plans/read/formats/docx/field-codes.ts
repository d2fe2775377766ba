/** Fields such as `{ PAGE }` or `{ REF … }`: their code is for the word processor, their result for the reader. */
export type FieldCodes = {
  /** `kind` is `w:fldCharType`: "begin", "separate" or "end". */
  mark(kind: string | undefined): void;
  /** Text that stands here is not part of a code. */
  shows(): boolean;
  /** A code that has not ended with its paragraph never will: it must not swallow the rest of the document. */
  endParagraph(): void;
};

export function fieldCodes(): FieldCodes {
  /** True while the field's code stands, false from its result on. */
  let open: boolean[] = [];
  let codes = 0;
  return {
    mark: (kind) => {
      if (kind === "begin") {
        open.push(true);
        codes += 1;
      } else if (kind === "separate") {
        if (open.at(-1) === true) codes -= 1;
        if (open.length > 0) open[open.length - 1] = false;
      } else if (kind === "end" && open.pop() === true) codes -= 1;
    },
    shows: () => codes === 0,
    endParagraph: () => {
      if (codes === 0) return;
      open = [];
      codes = 0;
    },
  };
}
