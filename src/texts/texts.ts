import { en } from "./en.ts";
import { vi } from "./vi.ts";

/** Every sentence people read. Vietnamese is the shape; each language has all of it. */
export type Texts = typeof vi;

export const LANGUAGES = ["vi", "en"] as const;
export type Language = (typeof LANGUAGES)[number];

const all: Readonly<Record<Language, Texts>> = { vi, en };

export const isLanguage = (text: string | null | undefined): text is Language => text === "vi" || text === "en";

/** The sentences of a person's language, or of the organisation's where they have not chosen. */
export const textsIn = (chosen: string | null | undefined, fallback: Language): Texts =>
  all[isLanguage(chosen) ? chosen : fallback];
