import { checkManifests } from '../../lib/validation/check-manifests';
import { placeOfFinding } from '../../lib/validation/place-of-finding';
import { RULES } from '../../lib/validation/rules';
import { CANARIES, isHeldBack, JUDGED, pathsIn, SHOWN, variantsAt } from '../validation/canaries';
import { manifestsOf, VALID_OBJECTS } from '../validation/example-manifests';

/** What every rule shows as its examples, and the objects that these start from. */
const EXAMPLES: readonly object[] = [
  ...VALID_OBJECTS,
  ...RULES.flatMap(({ bad, good }) => [bad, good]).flatMap((example) =>
    typeof example === 'string' ? [] : manifestsOf(example.objects),
  ),
  ...JUDGED.map(([, object]) => object),
];

test.each(['1.29', '1.37'])(
  'no message of any rule shows what may be a password, in Kubernetes %s',
  (kubernetesVersion) => {
    const shown = new Set<string>();
    let changes = 0;
    for (const object of new Map(EXAMPLES.map((one) => [JSON.stringify(one), one])).values()) {
      for (const path of pathsIn(object).filter((one) => isHeldBack(object, one))) {
        for (const changed of variantsAt(object, path, CANARIES)) {
          changes++;
          for (const finding of checkManifests([changed.object as never], { kubernetesVersion })) {
            const said = `${finding.rule}: ${finding.message} @ ${placeOfFinding(finding).at}`;
            if (SHOWN.test(said)) shown.add(said);
          }
        }
      }
    }
    expect([...shown]).toEqual([]);
    expect(changes).toBeGreaterThan(5_000);
  },
);
