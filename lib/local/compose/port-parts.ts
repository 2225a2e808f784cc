/** `[ADDRESS:][PORT:]PORT[/PROTOCOL]` in its parts, whether or not they are right. */
export interface PortParts {
  readonly address?: string;
  /** How many colons the address has, without brackets. */
  readonly colons: number;
  /** Of the laptop. */
  readonly outside?: string;
  /** Of the container. */
  readonly inside: string;
  readonly protocol?: string;
}

export interface PortRange {
  readonly first: number;
  readonly last: number;
}

export function portParts(port: string): PortParts {
  const [, rest = '', protocol] = /^(.*?)(?:\/([^/]*))?$/s.exec(port) ?? [];
  const [, bracketed, others = rest] = /^\[([^[\]]*)\]:(.*)$/s.exec(rest) ?? [];
  const parts = others.split(':');
  const inside = parts.pop() ?? '';
  const outside = parts.pop();
  const address = bracketed ?? (parts.length > 0 ? parts.join(':') : undefined);
  return { address, colons: Math.max(parts.length - 1, 0), outside, inside, protocol };
}

/** A port, or a range of them; undefined for what is none. */
export function rangeIn(text: string): PortRange | undefined {
  const [, from, to = from] = /^(\d{1,5})(?:-(\d{1,5}))?$/.exec(text) ?? [];
  const [first, last] = [Number(from), Number(to)];
  return first >= 1 && last <= 65_535 && first <= last ? { first, last } : undefined;
}
