import { freeName } from '../../../lib/text/free-name';

/**
 * Names of charts, which name files too: DNS labels, none taken twice, none that Windows keeps for a device. What a
 * manifest says is no more than where they come from.
 */
export class ChartNames {
  private readonly taken: Set<string>;

  public constructor(taken: readonly string[] = []) {
    this.taken = new Set(taken);
  }

  /** The first candidate that is free, else the first one with a number. */
  public take(...candidates: [string, ...string[]]): string {
    const [first, ...others] = candidates.map(chartName);
    const isTaken = (name: string) => this.taken.has(name);
    const name = [first, ...others].find((candidate) => !isTaken(candidate)) ?? freeName(first, '-', isTaken);
    this.taken.add(name);
    return name;
  }
}

/** What Windows keeps for devices, and what every object has by itself, which constructs takes for a child. */
const KEPT = /^(con|prn|aux|nul|(com|lpt)\d|constructor)$/;

/** A text as a DNS label with room for a number. */
export function chartName(text: string): string {
  const name = text
    .slice(0, 200)
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, 50)
    .replaceAll(/^-|-$/g, '');
  return name === '' || KEPT.test(name) ? `chart${name && '-'}${name}` : name;
}
