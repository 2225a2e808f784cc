import { type InfisicalSource, SyncedSecret } from '../../lib';
import { SYNC } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const scopeOf = (source: InfisicalSource) =>
  synthesizeOne('InfisicalSecret', (chart) => new SyncedSecret(chart, 'secret', { ...SYNC, source })).spec
    .authentication.universalAuth.secretsScope;

test('a project by slug, its environment, and the root path unless told otherwise', () => {
  expect(scopeOf({ projectSlug: 'shop', environment: 'prod' })).toEqual({
    projectSlug: 'shop',
    envSlug: 'prod',
    secretsPath: '/',
  });
});

test('a project by id, a secret path and what lies below it', () => {
  const source: Required<Omit<InfisicalSource, 'projectSlug' | 'secretName' | 'tags'>> = {
    projectId: '6f1c2d7e-0000-4000-8000-000000000001',
    environment: 'staging',
    path: '/api',
    recursive: true,
    keys: ['TOKEN'],
  };
  expect(scopeOf(source)).toEqual({
    projectId: '6f1c2d7e-0000-4000-8000-000000000001',
    envSlug: 'staging',
    secretsPath: '/api',
    recursive: true,
  });
});

describe('fails for', () => {
  test.each<[string, InfisicalSource, string[]]>([
    [
      'no project',
      { environment: 'prod' },
      ['[project/secret] the source has no project: set projectSlug or projectId (S1)'],
    ],
    [
      'two projects',
      { projectId: '6f1c2d7e-0000-4000-8000-000000000001', projectSlug: 'shop', environment: 'prod' },
      [
        '[project/secret] the source has both projectId "6f1c2d7e-0000-4000-8000-000000000001" and projectSlug "shop", which the operator refuses: keep one (S2)',
      ],
    ],
    [
      'an empty environment and an empty path',
      { projectSlug: 'shop', environment: '', path: '' },
      [
        '[project/secret] the source has no environment: set its slug, for example "staging" (S4)',
        '[project/secret] the source has an empty secret path: the root is "/" (S4)',
      ],
    ],
    [
      'nothing at all, as plain JavaScript can have it',
      undefined as never,
      ['[project/secret] it is in no environment of an InfisicalProject: add the chart to one, or give source (S11)'],
    ],
  ])('%s', (_, source, messages) => {
    expect(errorsOf((chart) => new SyncedSecret(chart, 'secret', { ...SYNC, source }))).toEqual(messages);
  });
});
