import { FluxHealthChecks, InfisicalKind } from '../../lib';

const expressions = FluxHealthChecks.expressions();

test('there is an entry for every kind that has a status, or for those that are asked for', () => {
  expect(expressions.map(({ kind }) => kind)).toEqual(Object.values(InfisicalKind));
  const kinds = [InfisicalKind.INFISICAL_AUTH];
  expect(FluxHealthChecks.expressions({ kinds })).toEqual(expressions.filter(({ kind }) => kind === 'InfisicalAuth'));
});

test('of the group that Flux goes by, in the version of the kind', () => {
  const versions = Object.fromEntries(expressions.map(({ kind, apiVersion }) => [kind, apiVersion]));
  expect(versions).toMatchObject({
    InfisicalPushSecret: 'secrets.infisical.com/v1alpha1',
    InfisicalStaticSecretPush: 'secrets.infisical.com/v1beta1',
  });
});

test('a login says by one condition whether it works, of the generation that there is', () => {
  const [login] = FluxHealthChecks.expressions({ kinds: [InfisicalKind.INFISICAL_AUTH] });
  const of = (status: string) =>
    `has(status.conditions) && status.conditions.exists(c, (!has(c.observedGeneration) || !has(metadata.generation) || c.observedGeneration >= metadata.generation) && c.type == 'secrets.infisical.com/IsReady' && c.status == '${status}')`;
  expect(login).toEqual({
    apiVersion: 'secrets.infisical.com/v1beta1',
    kind: 'InfisicalAuth',
    inProgress: 'has(metadata.deletionTimestamp)',
    failed: of('False'),
    current: of('True'),
  });
});

test('without failing fast, nothing is called failed', () => {
  for (const one of FluxHealthChecks.expressions({ failFast: false })) {
    expect(one).not.toHaveProperty('failed');
    expect(one.current).not.toBe('');
  }
});

test('no expression has what postBuild of Flux would fill in', () => {
  expect(JSON.stringify(expressions)).not.toContain('$');
});

test('an unknown kind is an error', () => {
  expect(() => FluxHealthChecks.expressions({ kinds: ['Secret' as InfisicalKind] })).toThrow(
    /^kinds\[0\] must be "InfisicalSecret" or .*, found "Secret"$/,
  );
});

test.each([
  [{ kinds: 'InfisicalSecret' }, 'kinds must be a list, found "InfisicalSecret"'],
  [{ failFast: 'false' }, 'failFast must be true or false, found "false", write false'],
  [null, 'the props must be an object, found null'],
])('so is a wrong type: %j', (options, message) => {
  expect(() => FluxHealthChecks.expressions(options as never)).toThrow(message);
});
