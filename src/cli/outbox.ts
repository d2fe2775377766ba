import { Refusal } from "../errors.ts";
import { listDeliveries, retryDelivery } from "../store/delivery-list.ts";
import { type CliParts, type JsonOption, print } from "./parts.ts";

/** `outbox`: the last messages, newest first, without their texts. */
export async function outbox(parts: CliParts, options: JsonOption & { failed?: true; member?: string }): Promise<void> {
  const rows = await listDeliveries((await parts.store()).prisma, {
    failedOnly: options.failed === true,
    memberCode: options.member ?? null,
  });
  print(
    parts,
    options,
    rows,
    rows.length === 0 ? [parts.texts.cli.outbox.none] : rows.map((row) => parts.texts.cli.outbox.line(row)),
  );
}

/** `outbox retry ID`: sends a failed message once more. */
export async function outboxRetry(parts: CliParts, id: string, options: JsonOption): Promise<void> {
  const { prisma } = await parts.store();
  const again = /^\d{1,9}$/.test(id) && (await retryDelivery(prisma, Number(id), parts.clock.now()));
  if (!again) throw new Refusal("delivery-not-failed", { seen: id });
  print(parts, options, { retried: Number(id) }, [parts.texts.cli.outbox.retried(id)]);
}
