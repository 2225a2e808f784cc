import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import { PodSecurityLevel, SecretSyncedApp, type SecretSyncedAppProps, SyncedSecret } from '../../../lib';
import type { Fields } from '../../../lib/json/json';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { APP, SYNC } from '../../declarations';
import { errorsOf, synthesize } from '../../synthesis';
import { container, deployment, podTemplate } from '../manifests';
import { describeRules } from '../rule-cases';

interface Files {
  readonly secret?: Fields;
  readonly pod?: Fields;
  readonly own?: Fields;
  readonly volume?: Fields;
  /** How the container mounts it, as often as it does. */
  readonly mounts?: readonly Fields[];
  readonly spec?: Fields;
}

const ITEMS = [
  { key: 'A', path: 'keys/a' },
  { key: 'B', path: 'open', mode: 0o444 },
];

/** A pod that mounts a Secret; its user is not root. */
const mounting = ({ secret = {}, pod, own = { runAsNonRoot: true }, volume, mounts = [{}], spec }: Files) =>
  deployment({
    template: podTemplate({
      ...spec,
      securityContext: pod,
      volumes: [{ name: 'keys', ...(volume ?? { secret: { secretName: 'api-secrets', ...secret } }) }],
      containers: [
        container({
          securityContext: own,
          volumeMounts: mounts.map((mount) => ({ name: 'keys', mountPath: '/etc/keys', ...mount })),
        }),
      ],
    }),
  });

const UNREADABLE = (mode: string) =>
  `the files of the volume "keys" have the mode ${mode} and belong to root, and container "api" does not run as root, so that it cannot read them: set fsGroup in the security context of the pod, or the mode 0444`;

describeRules([
  {
    rule: 'C19',
    what: 'a mode that only root can read',
    bad: [mounting({ secret: { defaultMode: 0o400 } })],
    good: [
      mounting({}),
      mounting({ secret: { defaultMode: 0o444 } }),
      mounting({ secret: { defaultMode: 0o400 }, pod: { fsGroup: 1000 } }),
      mounting({ secret: { defaultMode: 0o400 }, own: {} }),
      mounting({ secret: { defaultMode: 0o400 }, own: { runAsUser: 0 } }),
      // In which groups the user of the image is, nobody can tell.
      mounting({ secret: { defaultMode: 0o440 } }),
    ],
    message: UNREADABLE('0400'),
  },
  {
    rule: 'C19',
    what: 'the mode of one file, for the user of the pod',
    bad: [
      mounting({
        secret: {
          items: [
            { key: 'A', path: 'a' },
            { key: 'B', path: 'b', mode: 0o600 },
          ],
        },
        pod: { runAsUser: 1000 },
        own: {},
      }),
    ],
    good: [mounting({ secret: { defaultMode: 0o400, items: [{ key: 'A', path: 'a', mode: 0o644 }] } })],
    message: UNREADABLE('0600'),
  },
  {
    rule: 'C19',
    what: 'a mode for the group, in which the user is not',
    bad: [mounting({ secret: { defaultMode: 0o440 }, pod: { runAsGroup: 1000 } })],
    good: [
      mounting({ secret: { defaultMode: 0o440 }, pod: { runAsGroup: 0 } }),
      mounting({ secret: { defaultMode: 0o440 }, pod: { runAsGroup: 1000, supplementalGroups: [0] } }),
    ],
    message: UNREADABLE('0440'),
  },
  {
    rule: 'C19',
    what: 'a Secret in a projected volume',
    bad: [mounting({ volume: { projected: { defaultMode: 0o400, sources: [{ secret: { name: 'x' } }] } } })],
    good: [mounting({ volume: { projected: { defaultMode: 0o400, sources: [{ serviceAccountToken: {} }] } } })],
    message: UNREADABLE('0400'),
  },
  {
    rule: 'C19',
    what: 'the files below the subPath that is mounted, and no others',
    bad: [mounting({ secret: { defaultMode: 0, items: ITEMS }, mounts: [{ subPath: 'keys' }] })],
    good: [
      mounting({ secret: { defaultMode: 0, items: ITEMS }, mounts: [{ subPath: 'open' }] }),
      mounting({ secret: { defaultMode: 0, items: ITEMS }, mounts: [{ subPath: 'key' }] }),
    ],
    message: UNREADABLE('0000'),
  },
  {
    rule: 'C19',
    what: 'a mode that is one: not an octal number that was read as a decimal one, and none on Windows',
    bad: [mounting({ secret: { defaultMode: 0o700 } })],
    good: [
      mounting({ secret: { defaultMode: 640 } }),
      mounting({ secret: { defaultMode: 0o400 }, spec: { os: { name: 'windows' } } }),
    ],
    message: UNREADABLE('0700'),
  },
]);

test('C19 names a container once, however often it mounts the volume', () => {
  const twice = [
    { mountPath: '/a', subPath: 'a' },
    { mountPath: '/b', subPath: 'b' },
  ];
  const found = checkManifests([mounting({ secret: { defaultMode: 0o400 }, mounts: twice })]);
  expect(found.map(({ message }) => message)).toEqual([UNREADABLE('0400')]);
});

describe('files of keys that constructs mount', () => {
  const files = { path: '/etc/keys', secretKeys: ['KEY'], mode: 0o400 };

  function withFiles(chart: Chart, props: Partial<SecretSyncedAppProps>): SecretSyncedApp {
    const app = new SecretSyncedApp(chart, 'api', { ...APP, ...props });
    (app.secret as SyncedSecret).injectInto(app.deployment, { files });
    return app;
  }

  test.each([
    ['as they are', {}, 1],
    ['with a group for the files', { securityContext: { fsGroup: 1000 } }, 0],
    ['of an image that may run as root', { podSecurity: PodSecurityLevel.BASELINE }, 0],
  ])('of a SecretSyncedApp %s', (_, props, count) => {
    const build = () => errorsOf((chart) => withFiles(chart, props));
    if (count === 0) expect(build).toThrow('expected the synthesis to fail');
    else expect(build()).toEqual([expect.stringMatching(/^\[project\/api\/Deployment\] .* mode 0400 .*\(C19\)$/)]);
  });

  test.each([
    [{}, 1],
    [{ securityContext: { fsGroup: 1000 } }, 0],
  ])('of a Deployment of cdk8s-plus with %j', (props, count) => {
    const build = () =>
      errorsOf((chart) => {
        const worker = new Deployment(chart, 'worker', { containers: [{ image: 'worker:1' }], ...props });
        new SyncedSecret(chart, 'secret', SYNC).injectInto(worker, { files });
      });
    if (count === 0) expect(build).toThrow('expected the synthesis to fail');
    else expect(build()).toEqual([expect.stringMatching(/mode 0400 .*\(C19\)$/)]);
  });

  test('a patch of the security context is not held against what it patches', () => {
    expect(() =>
      synthesize((chart) => {
        const { deployment: object } = withFiles(chart, {});
        ApiObject.of(object).addJsonPatch(JsonPatch.add('/spec/template/spec/securityContext', { fsGroup: 1000 }));
      }),
    ).not.toThrow();
  });
});
