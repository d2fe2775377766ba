/** One bubble of the console's page. */
export type DeskLine = {
  readonly id: string;
  readonly mine: boolean;
  readonly title: string | null;
  readonly body: string;
  readonly offer: readonly { readonly label: string; readonly data: string }[] | null;
  readonly files: readonly { readonly name: string; readonly mime: string; readonly sha256: string }[];
  /** ISO instant. */
  readonly at: string;
};

/** What the page's person did. */
export type DeskEvent = {
  readonly eventId: string;
  readonly address: string;
  readonly chatId: string;
  readonly said:
    | { readonly kind: "text"; readonly text: string }
    | { readonly kind: "tap"; readonly data: string; readonly label: string }
    | { readonly kind: "file"; readonly name: string; readonly bytes: Uint8Array; readonly caption: string };
};

/** The console's channel as the server needs it. */
export type ConsoleDesk = {
  hear(event: DeskEvent): Promise<void>;
  transcript(chatId: string): readonly DeskLine[];
  subscribe(listener: (chatId: string, line: DeskLine) => void): () => void;
  file(sha256: string): { readonly name: string; readonly mime: string; readonly bytes: Uint8Array } | null;
};

/** A chat that can be opened on the page: a person's own, or a room that receives summaries. */
export type DeskChat = {
  readonly chatId: string;
  readonly name: string;
  /** Such as "Trưởng phòng, Sở Y tế". */
  readonly about: string;
  readonly role: "member" | "head" | "leader" | "admin" | "room";
};

/** What the page needs of the rest of the program. */
export type ConsoleParts = {
  readonly desk: ConsoleDesk;
  readonly password: string | null;
  chats(): Promise<readonly DeskChat[]>;
  /** Messages sent before this process started, oldest first. */
  history(chatId: string): Promise<readonly DeskLine[]>;
  readonly clock: {
    now(): Date;
    /** Moves the clock and does what is then due; absent where the present is the real one. */
    moveTo?(instant: Date): Promise<void>;
  };
  readonly zone: string;
};
