import { ChannelError } from "../../src/errors.ts";

/** Why a file of the page cannot be had: this process no longer has it, or it is larger than asked for. */
export const failureOfFile = (bytes: Uint8Array | null): ChannelError =>
  new ChannelError("never", bytes === null ? "unknown-file" : "too-large");
