import { stringify, type ToStringOptions } from 'yaml';
import { findingsInFolders } from '../../../cli/findings/findings-in-folders';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { RULES } from '../../../lib/validation/rules';
import { inTime } from '../../property-runs';
import { manifestsOf, settingsOf } from '../../validation/example-manifests';
import { misplacement } from './told-place';

/**
 * What is told elsewhere than it stands, of the bad examples of all rules in a style of YAML; `npm run test:fuzz` tries
 * as many as there is time for.
 */
export function misplacedIn(style: ToStringOptions): string[] {
  const misplaced = new Set<string>();
  for (const { bad } of inTime(RULES)) {
    if (typeof bad === 'string') continue;
    const text = manifestsOf(bad.objects)
      .map((manifest) => stringify(manifest, style))
      .join('---\n');
    const { kubernetesVersion, previous: _, ...operator } = settingsOf(bad);
    const { manifests } = manifestsIn(text, 'k8s/example.yaml');
    for (const found of findingsInFolders(manifests, { kubernetesVersion, operator })) {
      const wrong = misplacement(found, text);
      if (wrong !== undefined) misplaced.add(wrong);
    }
  }
  return [...misplaced];
}
