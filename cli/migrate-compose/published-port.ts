import type { ComposeNode } from './compose-node';

/** An entry of `ports`, in its short or its long form. */
export interface PublishedPort {
  readonly target: string;
  readonly published?: string;
  readonly hostIp?: string;
  readonly protocol?: string;
}

const SHORT = /^(?:(?:\[([\da-f:.]+)\]|([\d.]+)):)?(?:(\d*(?:-\d+)?):)?(\d+(?:-\d+)?)(?:\/(tcp|udp|sctp))?$/i;

/** What an entry of `ports` says; undefined where it has no port that is a number. */
export function publishedPort(item: ComposeNode): PublishedPort | undefined {
  if (item.isMap) {
    const of = (option: string) => item.get(option).text;
    const target = of('target');
    if (target === undefined) return undefined;
    return { target, published: of('published'), hostIp: of('host_ip'), protocol: of('protocol') };
  }
  const [, ipv6, ipv4, published, target, protocol] = SHORT.exec(item.text ?? '') ?? [];
  if (target === undefined) return undefined;
  return { target, published: published || undefined, hostIp: ipv6 ?? ipv4, protocol: protocol?.toLowerCase() };
}
