import * as fc from 'fast-check';
import { adoptionOf } from '../../../cli/adopt/adoption';
import { compareObjects } from '../../../cli/adopt/round-trip/comparison';
import { manifestsIn } from '../../../cli/manifests/read-manifests';
import { runs } from '../../property-runs';
import { container, infisicalSecret } from '../../validation/manifests';
import { pod } from '../../validation/pods';
import { synthesized } from './in-process';

/** Each after those that it refers to. */
const VARIABLES: readonly object[] = [
  { name: 'Z', value: 'z' },
  { name: 'KEY_B', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'KEY_B', optional: false } } },
  { name: 'Y', value: '$(Z)-$(KEY_B)' },
  { name: 'POD', valueFrom: { fieldRef: { fieldPath: 'metadata.name' } } },
  { name: 'KEY_A', valueFrom: { secretKeyRef: { name: 'api-secrets', key: 'KEY_A', optional: false } } },
  { name: 'A', value: '$(Y) in $(POD) with $(KEY_A)' },
  { name: '_', value: '$(A)' },
  { name: 'MODE', valueFrom: { configMapKeyRef: { name: 'settings', key: 'mode', optional: false } } },
];

test('variables come out in the order in which they went in, whatever it is', () => {
  const orders = fc.shuffledSubarray([...VARIABLES.keys()], { minLength: 2 });
  const refersBack = (order: number[]) => {
    const seen = new Set<string>();
    return order.every((i) => {
      const { name, value = '' } = VARIABLES[i] as { name: string; value?: string };
      seen.add(name);
      return [...value.matchAll(/\$\((\w+)\)/g)].every(([, other]) => seen.has(other));
    });
  };
  fc.assert(
    fc.property(
      orders.filter((order) => order.includes(1) && refersBack(order)),
      (order) => {
        const env = order.map((i) => VARIABLES[i]);
        const text = JSON.stringify({
          apiVersion: 'v1',
          kind: 'List',
          items: [infisicalSecret(), pod({ containers: [container({ env })] })],
        });
        const { adopted, files } = adoptionOf(manifestsIn(text, 'in.yaml'), { extension: '', includeRest: false });
        expect(adopted).toHaveLength(2);
        expect(compareObjects(adopted, synthesized(files))).toEqual([]);
      },
    ),
    { numRuns: runs(1_600) },
  );
});
