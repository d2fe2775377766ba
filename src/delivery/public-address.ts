import { lookup } from "node:dns/promises";
import { BlockList, isIPv6 } from "node:net";

/** Addresses that are not on the public internet: RFC 6890 and its successors, and multicast. IPv4 inside IPv6 is checked as IPv4. */
const NOT_PUBLIC = new BlockList();
for (const [network, bits] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, "ipv4");
}
for (const [network, bits] of [
  ["::", 127],
  ["64:ff9b:1::", 48],
  ["100::", 64],
  ["2001:db8::", 32],
  ["2002::", 16],
  ["fc00::", 7],
  ["fe80::", 10],
  ["fec0::", 10],
  ["ff00::", 8],
] as const) {
  NOT_PUBLIC.addSubnet(network, bits, "ipv6");
}

export const isPublicAddress = (address: string): boolean =>
  !NOT_PUBLIC.check(address, isIPv6(address) ? "ipv6" : "ipv4");

/**
 * True unless a name or a literal address leads to a place that is not public. A name that cannot be resolved here leads nowhere,
 * or a proxy resolves it: the fetch itself tells.
 */
export async function leadsToPublic(hostname: string): Promise<boolean> {
  const found = await lookup(hostname.replace(/^\[|\]$/g, ""), { all: true }).catch(() => []);
  return found.every(({ address }) => isPublicAddress(address));
}
