import type { Manifest } from '../../lib/model/manifest';
import type { FieldType } from '../../lib/schemas/field-types';
import { KUBERNETES_KINDS } from '../../lib/schemas/kubernetes-types';
import { OPERATOR_KINDS } from '../../lib/schemas/operator-types';
import { fieldsOf, kindDeclarationOf, wordsOf } from '../../lib/schemas/part-types';
import { checkManifests } from '../../lib/validation/check-manifests';
import { sampled } from '../property-runs';

/** What YAML can say, and what no text can be made of. */
const HOSTILE = JSON.parse(
  '{"toString": 1, "valueOf": 2, "toJSON": 3, "constructor": {}, "__proto__": {"length": -1}}',
);

const DEEPEST = 14;

/** An object of a type with all fields that there are; `leafOf` says what stands where it has no more. */
function filled(type: FieldType, leafOf: (type: FieldType) => unknown, depth = 0): unknown {
  if (depth > DEEPEST) return undefined;
  switch (type.shape) {
    case 'list':
      return Array(2).fill(filled(type.of, leafOf, depth + 1));
    case 'map':
      return { a: filled(type.of, leafOf, depth + 1) };
    case 'part':
      return Object.fromEntries(
        [...fieldsOf(type.type)].map(([name, field]) => [name, filled(field.type, leafOf, depth + 1)]),
      );
    default:
      return leafOf(type);
  }
}

/** The words that change what else is looked at stand as they should, each in its turn. */
const wordAt = (turn: number) => (type: FieldType) => {
  if (type.shape !== 'word') return HOSTILE;
  const words = wordsOf(type.set);
  return words[turn % words.length].word;
};

describe.each(sampled([...Object.keys(KUBERNETES_KINDS), ...Object.keys(OPERATOR_KINDS)]))(
  'of a hostile %s',
  (known) => {
    const [apiVersion, kind] = known.split(' ');
    const identity = { apiVersion, kind, metadata: { name: 'shop', namespace: 'shop' } } as Manifest;
    const type = { shape: 'part', type: kindDeclarationOf(identity)?.type ?? '' } as const;

    test.each(
      [
        ['everything', () => HOSTILE] as const,
        ['all but words', wordAt(0)] as const,
        ['all but other words', wordAt(1)] as const,
        ['all but still other words', wordAt(2)] as const,
      ].slice(globalThis.isLongRun ? 0 : 1, globalThis.isLongRun ? 4 : 2),
    )('the rules tell, and do not fail: %s', (_, leafOf) => {
      const manifest = { ...(filled(type, leafOf) as object), ...identity } as Manifest;
      expect(checkManifests([manifest], { kubernetesVersion: '1.37' }).length).toBeGreaterThan(0);
    });
  },
);
