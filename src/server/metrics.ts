import { countDeliveries } from "../store/delivery-list.ts";
import type { Store } from "../store/open-store.ts";

/** The process and the outbox as Prometheus text. */
export async function metricsText(store: Store): Promise<string> {
  const { rss, heapUsed } = process.memoryUsage();
  const deliveries = await countDeliveries(store.prisma);
  return [
    "# TYPE process_resident_memory_bytes gauge",
    `process_resident_memory_bytes ${rss}`,
    "# TYPE nodejs_heap_size_used_bytes gauge",
    `nodejs_heap_size_used_bytes ${heapUsed}`,
    "# TYPE process_uptime_seconds gauge",
    `process_uptime_seconds ${process.uptime().toFixed(0)}`,
    "# TYPE nhacviec_deliveries gauge",
    ...deliveries.map(
      ({ channel, state, count }) => `nhacviec_deliveries{channel="${channel}",state="${state}"} ${count}`,
    ),
    "",
  ].join("\n");
}
