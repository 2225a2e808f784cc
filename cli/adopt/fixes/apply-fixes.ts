import { grouped } from '../../../lib/collections/grouped';
import { ignoredBecause } from '../../../lib/model/ignored-rules';
import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import type { TextPlace } from '../../../lib/text/place-in-text';
import type { Finding, Fix } from '../../../lib/validation/rule';
import { apartFixes } from '../../findings/apart-fixes';
import { applyEdits } from '../../findings/edits';
import { type FoundInInput, findingsIn, objectName } from '../../findings/input-findings';
import type { ReadManifest } from '../../manifests/read-manifests';

export interface AppliedFix extends TextPlace {
  readonly file: string;
  readonly object: string;
  readonly rule: string;
  readonly message: string;
}

/** A fix may make way for another one; no object needs nearly as many turns. */
const MOST_TURNS = 20;

/** The manifests with every mistake put right that can be without changing what the cluster does today. */
export function withFixes(manifests: readonly ReadManifest[]): {
  readonly manifests: readonly ReadManifest[];
  readonly fixes: readonly AppliedFix[];
} {
  const fixes = manifests.map((): AppliedFix[] => []);
  let current = manifests;
  for (let turn = 0; turn < MOST_TURNS; turn++) {
    const found = grouped(findingsIn(current), ({ read }) => read);
    const before = current;
    current = before.map((read, index) => {
      const { fixed, applied } = withFixesOf(found.get(read) ?? [], read);
      fixes[index].push(...applied);
      return fixed;
    });
    if (current.every((read, index) => read === before[index])) break;
  }
  return { manifests: current, fixes: fixes.flat() };
}

function withFixesOf(found: readonly FoundInInput[], read: ReadManifest) {
  const counting = found.filter(({ finding }) => ignoredBecause(read.manifest, finding.rule) === undefined);
  const apart = apartFixes(counting);
  if (apart.length === 0) return { applied: [], fixed: read };
  const applied: AppliedFix[] = [];
  const manifest = structuredClone(read.manifest);
  for (const { finding, fix } of apart) {
    const { rule } = finding;
    applyEdits(manifest, fix.edits);
    const { file } = read;
    const message = `${withoutCredentialsIn(fix.message)} (${rule})`;
    applied.push({ file, ...placeOf(fix, finding, read), object: objectName(manifest), rule, message });
  }
  return { applied, fixed: { ...read, manifest } };
}

/** What is taken away stood in a place of its own. */
function placeOf({ edits }: Fix, { at }: Finding, read: ReadManifest): TextPlace {
  return read.placeAt(edits.find(({ value }) => value === undefined)?.path ?? at);
}
