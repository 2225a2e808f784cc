import { createHash } from 'node:crypto';
import type { LocatedFinding } from './located-finding';

/**
 * A name for each finding, by which it is known again in the next run: of its rule, file and object and its place in the
 * object, but of no line, which moves. Findings of which all that is equal are numbered.
 */
export function fingerprintsOf(tool: string, findings: readonly LocatedFinding[]): string[] {
  const counts = new Map<string, number>();
  return findings.map((finding) => {
    const identity = JSON.stringify([tool, ...identityOf(finding)]);
    const before = counts.get(identity) ?? 0;
    counts.set(identity, before + 1);
    const text = before === 0 ? identity : `${identity} ${before + 1}`;
    return createHash('sha256').update(text).digest('hex').slice(0, 32);
  });
}

function identityOf({ id, title = '', object = '', locations: [first], message }: LocatedFinding): string[] {
  const { file = '', at = '' } = first ?? {};
  const known = [id, file.replaceAll('\\', '/').replace(/^(\.\/)+/, ''), title, object, at];
  return title + object + at === '' ? [...known, message.replaceAll(/\d+/g, '')] : known;
}
