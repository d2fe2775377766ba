import { SaxesParser } from "saxes";

/** What is told of a part of a workbook, in its order; names come without their prefix. */
export type XmlVisitor = {
  open(name: string, attributes: Readonly<Record<string, string>>): void;
  close?(name: string): void;
  text?(words: string): void;
};

/** Reads an XML part in UTF-8. Throws for broken XML and for a DOCTYPE, whose entities can unfold without end. */
export function visitXml(bytes: Buffer, { open, close, text }: XmlVisitor): void {
  const parser = new SaxesParser();
  const local = (name: string): string => name.slice(name.indexOf(":") + 1);
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("doctype", () => {
    throw new Error("XML with a DOCTYPE");
  });
  parser.on("opentag", ({ name, attributes }) => {
    open(local(name), attributes);
  });
  parser.on("closetag", ({ name }) => close?.(local(name)));
  if (text !== undefined) {
    parser.on("text", text);
    parser.on("cdata", text);
  }
  parser.write(new TextDecoder("utf-8", { fatal: true }).decode(bytes)).close();
}
