import { stringify, type ToStringOptions } from 'yaml';
import { findingsInFolders } from '../../../cli/findings/findings-in-folders';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { RULES } from '../../../lib/validation/rules';
import { manifestsOf, settingsOf } from '../../validation/example-manifests';
import { misplacement } from './told-place';

/** What is told elsewhere than it stands, of the bad examples of all rules in a style of YAML. */
export function misplacedIn(style: ToStringOptions): string[] {
  const misplaced = RULES.flatMap(({ bad }) => {
    if (typeof bad === 'string') return [];
    const text = manifestsOf(bad.objects)
      .map((manifest) => stringify(manifest, style))
      .join('---\n');
    const { kubernetesVersion, previous: _, ...operator } = settingsOf(bad);
    const { manifests } = manifestsIn(text, 'k8s/example.yaml');
    const found = findingsInFolders(manifests, { kubernetesVersion, operator });
    return found.flatMap((one) => misplacement(one, text) ?? []);
  });
  return [...new Set(misplaced)];
}
