import { Duration } from 'cdk8s';
import {
  FluxGitRepository,
  type FluxGitRepositoryProps,
  FluxOciRepository,
  type FluxOciRepositoryProps,
} from '../../lib';
import { errorsOf } from '../synthesis';
import { objectsOf } from './flux-objects';

const git = (props: Partial<FluxGitRepositoryProps> = {}) =>
  objectsOf((chart) => new FluxGitRepository(chart, 'shop', { url: 'https://git.example.com/shop.git', ...props }))[0];
const oci = (props: Partial<FluxOciRepositoryProps> = {}) =>
  objectsOf((chart) => new FluxOciRepository(chart, 'shop', { url: 'oci://r.example.com/shop', ...props }))[0];

test('a git repository is fetched at main, each minute', () => {
  expect(git()).toEqual({
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: 'shop', namespace: 'flux-system' },
    spec: { interval: '1m', url: 'https://git.example.com/shop.git', ref: { branch: 'main' } },
  });
});

test.each([
  ['main', { branch: 'main' }],
  ['release/1.4', { branch: 'release/1.4' }],
  ['2026', { branch: '2026' }],
  ['1.4', { tag: '1.4' }],
  ['v1.4.2', { tag: 'v1.4.2' }],
  ['1.5.0-rc.1+build', { tag: '1.5.0-rc.1+build' }],
  ['refs/tags/nightly', { name: 'refs/tags/nightly' }],
  ['a'.repeat(40), { commit: 'a'.repeat(40) }],
  ['a'.repeat(39), { branch: 'a'.repeat(39) }],
])('the revision %s of a git repository is what it looks like', (revision, ref) => {
  expect(git({ revision }).spec.ref).toEqual(ref);
});

test('an artifact is fetched at its tag or by its digest', () => {
  const digest = `sha256:${'0'.repeat(64)}`;
  expect(oci().spec.ref).toEqual({ tag: 'latest' });
  expect(oci({ revision: 'v1.4.2' }).spec.ref).toEqual({ tag: 'v1.4.2' });
  expect(oci({ revision: digest }).spec.ref).toEqual({ digest });
  expect(oci({ provider: 'aws', semver: '>=1.0.0' }).spec).toEqual({
    interval: '1m',
    url: 'oci://r.example.com/shop',
    ref: { semver: '>=1.0.0' },
    provider: 'aws',
  });
});

test('takes what is said instead of the defaults', () => {
  const { metadata, spec } = git({
    name: 'all',
    namespace: 'apps',
    interval: Duration.hours(2),
    secretName: 'git',
    semver: '~1.4',
    ignore: '/*\n!/dist\n',
  });
  expect(metadata).toEqual({ name: 'all', namespace: 'apps' });
  expect(spec).toMatchObject({
    interval: '2h',
    secretRef: { name: 'git' },
    ref: { semver: '~1.4' },
    ignore: '/*\n!/dist\n',
  });
});

test('both have what Kustomizations call them', () => {
  objectsOf((chart) => {
    const url = 'oci://r.example.com/shop';
    expect(new FluxOciRepository(chart, 'a', { url, name: 'b', namespace: 'c' }).sourceRef).toEqual({
      kind: 'OCIRepository',
      name: 'b',
      namespace: 'c',
    });
  });
});

test.each([
  [
    'https://x.example.com/a',
    'oci',
    'the url is none of a source of the kind OCIRepository: write for example oci://registry.example.com/team/shop',
  ],
  [
    'git@github.com:a/b',
    'git',
    'the url is in the short form of ssh, which Flux does not read: write ssh:// before it, and / in place of the colon',
  ],
  [
    'file:///shop',
    'git',
    'the url is none of a source of the kind GitRepository: write for example https://git.example.com/team/shop.git',
  ],
  [
    'https://me:canary@git.example.com/a',
    'git',
    'the url has a credential in it, which would be in git: put it into a Secret of the cluster, and write its name as secretName',
  ],
  [
    'https://canary@git.example.com/a',
    'git',
    'the url has a credential in it, which would be in git: put it into a Secret of the cluster, and write its name as secretName',
  ],
  [
    'oci://r.example.com:5000/shop:main',
    'oci',
    'the url has a tag or a digest in it, which Flux refuses: write it as revision',
  ],
  [
    'oci://r.example.com',
    'oci',
    'the url has no host, no path, or a blank in it: write for example oci://registry.example.com/team/shop',
  ],
  [
    'https://git.example.com/a b',
    'git',
    'the url has no host, no path, or a blank in it: write for example https://git.example.com/team/shop.git',
  ],
  [
    'ssh://git@git.example.com/a',
    'git',
    'the url is one of ssh, where Flux needs a key, also for what is public: name a Secret with identity and known_hosts (secretName, repoSecretName of FluxKustomizations), as `flux create secret git` makes it',
  ],
  [undefined, 'git', 'there is no url: write that of the repository'],
])('the url %s of %s is an error that does not repeat it', (url, kind, message) => {
  const Source = kind === 'oci' ? FluxOciRepository : FluxGitRepository;
  const [error, ...others] = errorsOf((chart) => new Source(chart, 'shop', { url } as FluxGitRepositoryProps));
  expect([error, others]).toEqual([`[project/shop] ${message} (G1)`, []]);
});

test('a user of ssh is no credential', () => {
  const url = 'ssh://git@git.example.com/shop.git';
  expect(git({ url, secretName: 'git' }).spec.url).toBe(url);
});

test.each(['', 'HEAD', 'v1.*', '>=1.4.0 <2.0.0', '^1.2', 'a..b', ' main', 'main\n', '/main', 'main/', 'a.lock'])(
  'no repository has a revision "%s"',
  (revision) => {
    const url = 'https://git.example.com/shop.git';
    const errors = errorsOf((chart) => new FluxGitRepository(chart, 'shop', { url, revision }));
    expect(errors).toEqual([expect.stringMatching(/^\[project\/shop\] (the revision ".+" is no |revision is empty)/)]);
  },
);

test.each(['v1.*', 'a/b', 'sha256:abc', `1.4.2@sha256:${'a'.repeat(64)}`])('no artifact has a tag "%s"', (revision) => {
  const url = 'oci://r.example.com:5000/shop';
  expect(errorsOf((chart) => new FluxOciRepository(chart, 'shop', { url, revision }))).toEqual([
    expect.stringContaining('is neither a tag nor a digest: write for example 1.4.2, or a range as semver (G1)'),
  ]);
});

test('a provider is one that Flux has', () => {
  const props = { url: 'oci://r.example.com/shop', provider: 'amazon' };
  expect(errorsOf((chart) => new FluxOciRepository(chart, 'shop', props))).toEqual([
    '[project/shop] provider must be "generic" or "aws" or "azure" or "gcp", found "amazon" (N5)',
  ]);
});

test('two ways to say what is fetched are an error, as are wrong types', () => {
  const url = 'https://git.example.com/shop.git';
  expect(errorsOf((chart) => new FluxGitRepository(chart, 'shop', { url, revision: 'main', semver: '*' }))).toEqual([
    '[project/shop] there are revision "main" and semver "*": keep one, as Flux would take semver (G1)',
  ]);
  const props = { url: 7, revision: ['main'], interval: 60 } as unknown as FluxGitRepositoryProps;
  expect(errorsOf((chart) => new FluxGitRepository(chart, 'shop', props))).toEqual([
    '[project/shop] url must be text, found the number 7, write "7" (N5)',
    '[project/shop] revision must be text, found a list (N5)',
    '[project/shop] interval must be a Duration, for example Duration.minutes(5), found the number 60 (N5)',
  ]);
});
