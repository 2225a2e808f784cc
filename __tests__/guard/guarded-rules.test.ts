import { GUARDED_KINDS } from '../../lib/guard/guarded-kinds';
import { checkManifests } from '../../lib/validation/check-manifests';
import { Severity } from '../../lib/validation/severity';
import { brokenObjects, SOUND } from './guarded-examples';

describe.each(GUARDED_KINDS.map((guarded) => [guarded.kind, guarded] as const))('%s', (kind, { rules }) => {
  test('each rule that a guard holds has an object that breaks it', () => {
    const guarded = new Set(rules.map(({ rule }) => rule));
    expect(new Set(brokenObjects(kind).map(({ rule }) => rule))).toEqual(guarded);
  });

  test.each(brokenObjects(kind))('$how breaks $rule', ({ rule, object }) => {
    const errors = checkManifests([object]).filter(({ severity }) => severity === Severity.ERROR);
    expect(errors.map((one) => one.rule)).toContain(rule);
  });
});

test('what is in order breaks none of them', () => {
  const errors = SOUND.flatMap((object) =>
    checkManifests([object]).filter(({ severity }) => severity === Severity.ERROR),
  );
  expect(errors).toEqual([]);
});
