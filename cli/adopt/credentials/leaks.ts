import type { ReadManifest } from '../../manifests/read-manifests';
import { type FoundInInput, type InputFinding, inputFinding } from '../findings';
import { credentialFindings } from './findings';

/** The rule that no credential stands in a manifest. */
const RULE = 'A10';

/** Objects with a credential in them, and what is to be told of that. */
export interface Leaks {
  readonly leaking: ReadonlySet<ReadManifest>;
  /** What the rules have not said already of the objects that would be declared. */
  readonly findingsOf: (concerned: ReadonlySet<ReadManifest>) => InputFinding[];
}

export function leaksIn(manifests: readonly ReadManifest[], found: readonly FoundInInput[]): Leaks {
  const own = new Map(manifests.map((read) => [read, credentialFindings(read)]));
  const ruled = found.filter(({ finding }) => finding.rule === RULE);
  const byRule = new Set(ruled.map(({ read }) => read));
  const lines = new Set(ruled.map(inputFinding).map(placeOf));
  const isSaid = (read: ReadManifest, finding: InputFinding) =>
    lines.has(placeOf(finding)) || (byRule.has(read) && read.manifest.kind === 'Secret');
  return {
    leaking: new Set(manifests.filter((read) => byRule.has(read) || own.get(read)?.length)),
    findingsOf: (concerned) =>
      [...own].flatMap(([read, all]) => all.filter((finding) => concerned.has(read) && !isSaid(read, finding))),
  };
}

function placeOf({ file, line }: InputFinding): string {
  return `${file}:${line}`;
}
