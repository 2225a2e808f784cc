import { addressOf } from '../../../lib/model/address';
import { asCanonical } from '../../comparison/canonical';
import { diffTrees } from '../../comparison/difference';
import { type InputFinding, objectName } from '../../findings/input-findings';
import type { ReadManifest } from '../../manifests/read-manifests';
import { metadataProblem } from './manifest-problem';

/** The objects, each once as it would be in the cluster: of two with one name the last one counts. */
export function withoutDuplicates(manifests: readonly ReadManifest[]): {
  readonly kept: readonly ReadManifest[];
  readonly findings: readonly InputFinding[];
} {
  const findings: InputFinding[] = [];
  const byAddress = new Map<string, ReadManifest>();
  for (const read of manifests) {
    const problem = metadataProblem(read.manifest);
    if (problem !== undefined) {
      findings.push({ file: read.file, ...read.placeAt(problem.path), severity: 'error', message: problem.message });
      continue;
    }
    const { apiVersion, kind, metadata } = read.manifest;
    const address = `${apiVersion.replace(/\/.*/, '')} ${addressOf(kind, metadata)}`;
    const earlier = byAddress.get(address);
    if (earlier !== undefined) findings.push(duplicateFinding(earlier, read));
    // The place of the last one, too: what is applied later stands later.
    byAddress.delete(address);
    byAddress.set(address, read);
  }
  return { kept: [...byAddress.values()], findings };
}

function duplicateFinding(earlier: ReadManifest, later: ReadManifest): InputFinding {
  const isEqual = diffTrees(asCanonical(earlier.manifest), asCanonical(later.manifest)).length === 0;
  const object = objectName(later.manifest);
  const where = `${later.file}:${later.line}`;
  const message = isEqual
    ? `the ${object} stands again in ${where}: drop one of both`
    : `the ${object} stands again in ${where} with other contents, and the last one counts: drop one of both`;
  const { file, line, column } = earlier;
  return { file, line, column, severity: isEqual ? 'warning' : 'error', message, object };
}
