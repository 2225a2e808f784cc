import { isOperatorKind } from '../../lib/model/kinds';
import type { Manifest } from '../../lib/model/manifest';
import { infisicalSecret } from '../validation/manifests';

test('a misspelt kind does not compile, and any other kind is no mistake', () => {
  const { kind }: Manifest = infisicalSecret();
  // @ts-expect-error The code speaks of no such kind.
  expect(kind === 'InfisicalSecrets').toBe(false);
  expect(kind === 'InfisicalSecret' && isOperatorKind(kind)).toBe(true);
  expect(isOperatorKind('Certificate')).toBe(false);
});
