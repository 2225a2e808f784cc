import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';

/** A proxy on loopback by which every name leads to one port of this machine. */
export interface ConnectProxy {
  readonly url: string;
  /** What clients wanted to be connected to. */
  readonly wanted: readonly string[];
  readonly close: () => void;
}

export async function startProxy(target: string): Promise<ConnectProxy> {
  const wanted: string[] = [];
  const server = createServer().on('connect', ({ url = '' }, client) => {
    wanted.push(url);
    const upstream = connect(Number(new URL(target).port), '127.0.0.1', () => {
      client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      upstream.pipe(client).pipe(upstream);
    });
    for (const socket of [upstream, client]) socket.on('error', () => upstream.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    wanted,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
