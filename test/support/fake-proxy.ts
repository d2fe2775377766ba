import { createServer, request as httpRequest } from "node:http";
import { type AddressInfo, connect } from "node:net";

/** A small HTTP proxy on loopback: whatever host is asked for, one server answers. */
export type FakeProxy = {
  readonly url: string;
  /** Hosts that tunnels were asked for and addresses that were asked for whole, in order. */
  readonly asked: readonly string[];
  stop(): Promise<void>;
};

/** `tunnels` false: CONNECT is refused, as a proxy does with hosts it does not allow. */
export async function startFakeProxy(target: { readonly port: number; readonly tunnels: boolean }): Promise<FakeProxy> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(`${request.method} ${new URL(request.url ?? "").host}`);
    const { pathname, search } = new URL(request.url ?? "");
    const { method, headers } = request;
    const onward = httpRequest(
      { host: "127.0.0.1", port: target.port, path: `${pathname}${search}`, method, headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      },
    );
    onward.on("error", () => response.destroy());
    request.pipe(onward);
  });
  server.on("connect", (request, socket) => {
    asked.push(`CONNECT ${request.url}`);
    if (!target.tunnels) return void socket.end("HTTP/1.1 403 Forbidden\r\n\r\n");
    const onward = connect(target.port, "127.0.0.1", () => {
      socket.write("HTTP/1.1 200 Connection established\r\n\r\n");
      onward.pipe(socket);
      socket.pipe(onward);
    });
    for (const end of [onward, socket]) end.on("error", () => void [onward.destroy(), socket.destroy()]);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    asked,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
