import { ApiObject, type Chart, JsonPatch } from 'cdk8s';
import { Capability, SeccompProfileType, Volume } from 'cdk8s-plus-28';
import { PodSecurityLevel, SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const podOf = (props: Partial<SecretSyncedAppProps>, change = (_: SecretSyncedApp) => {}) =>
  synthesizeOne('Deployment', (chart) => change(new SecretSyncedApp(chart, 'api', { ...APP, ...props }))).spec.template
    .spec;

const securityContextOf = (props: Partial<SecretSyncedAppProps>) => podOf(props).containers[0].securityContext;

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

test('restricted is the default, at the pod and at its containers', () => {
  const { securityContext, containers } = podOf({});
  expect(securityContext).toEqual({ runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } });
  expect(containers[0].securityContext).toEqual(RESTRICTED);
});

test.each([PodSecurityLevel.BASELINE, PodSecurityLevel.PRIVILEGED])('%s demands nothing', (podSecurity) => {
  const pod = podOf({ podSecurity });
  expect(pod.securityContext).toBeUndefined();
  expect(pod.containers[0].securityContext).toBeUndefined();
});

test('what was asked for is added to what the level demands', () => {
  const containerSecurityContext = {
    user: 1000,
    readOnlyRootFilesystem: true,
    capabilities: { add: [Capability.NET_BIND_SERVICE] },
  };
  expect(securityContextOf({ containerSecurityContext })).toEqual({
    ...RESTRICTED,
    runAsUser: 1000,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  });
  expect(podOf({ securityContext: { fsGroup: 1000 } }).securityContext).toEqual({
    runAsNonRoot: true,
    seccompProfile: { type: 'RuntimeDefault' },
    fsGroup: 1000,
  });
});

test('a profile of the pod is not overwritten at its containers', () => {
  const seccompProfile = { type: 'Localhost', localhostProfile: 'profiles/api.json' };
  const pod = podOf({ podSpec: { securityContext: { seccompProfile } } });
  expect(pod.securityContext.seccompProfile).toEqual(seccompProfile);
  expect(pod.containers[0].securityContext.seccompProfile).toBeUndefined();
});

test('Windows gets what it knows', () => {
  const pod = podOf({ podSpec: { os: { name: 'windows' } } });
  expect([pod.securityContext, pod.containers[0].securityContext]).toEqual([
    { runAsNonRoot: true },
    { runAsNonRoot: true },
  ]);
});

test('containers of any origin get it: sidecars, init containers, those added later or in the words of Kubernetes', () => {
  const one = (name: string) => ({ name, image: `${name}:1` });
  const props = {
    containers: [one('proxy')],
    initContainers: [one('migrate')],
    podSpec: { containers: [one('agent')] },
  };
  const pod = podOf(props, ({ deployment }) => {
    deployment.addContainer(one('late'));
    deployment.addInitContainer(one('early'));
  });
  const all = [...pod.containers, ...pod.initContainers];
  expect(all.map(({ name }: { name: string }) => name).sort()).toEqual([
    'agent',
    'api',
    'early',
    'late',
    'migrate',
    'proxy',
  ]);
  for (const { securityContext } of all) expect(securityContext).toEqual(RESTRICTED);
});

describe('fails for what the level forbids', () => {
  const errorOf = (props: Partial<SecretSyncedAppProps>) =>
    errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props }));

  test.each([
    [{ privileged: true }, 'privileged: true', 'privileged'],
    [{ ensureNonRoot: false }, 'runAsNonRoot: false (ensureNonRoot)', 'baseline'],
    [{ user: 0 }, 'runAsUser: 0 (user)', 'baseline'],
    [{ allowPrivilegeEscalation: true }, 'allowPrivilegeEscalation: true', 'baseline'],
    [
      { capabilities: { drop: [Capability.ALL], add: [Capability.NET_ADMIN] } },
      'capabilities.add: "NET_ADMIN"',
      'privileged',
    ],
    [{ capabilities: { drop: [Capability.NET_RAW] } }, 'capabilities.drop without ALL', 'baseline'],
    [{ seccompProfile: { type: SeccompProfileType.UNCONFINED } }, 'seccompProfile.type: "Unconfined"', 'privileged'],
  ])('restricted: %j', (containerSecurityContext, asked, taken) => {
    expect(errorOf({ containerSecurityContext })).toEqual([
      `[project/api] the container "api" has ${asked}, which podSecurity "restricted" forbids: remove it, or relax podSecurity to "${taken}" (C15)`,
    ]);
  });

  test('baseline allows root, but not privileged containers', () => {
    const containerSecurityContext = { privileged: true, user: 0 };
    expect(errorOf({ podSecurity: PodSecurityLevel.BASELINE, containerSecurityContext })).toEqual([
      '[project/api] the container "api" has privileged: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity to "privileged" (C15)',
    ]);
    expect(
      securityContextOf({ podSecurity: PodSecurityLevel.BASELINE, containerSecurityContext: { user: 0 } }),
    ).toEqual({
      runAsUser: 0,
    });
  });

  test('in every container, and in the pod', () => {
    const proxy = { name: 'proxy', image: 'proxy', containerSecurityContext: { privileged: true } };
    const props = { containers: [proxy], hostNetwork: true, podSecurity: PodSecurityLevel.BASELINE };
    expect(errorOf(props)).toEqual([
      '[project/api] the pod has hostNetwork: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity to "privileged" (C15)',
      '[project/api] the container "proxy" has privileged: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity to "privileged" (C15)',
    ]);
  });

  const instead = (words: string, taken = 'privileged') =>
    `which podSecurity "restricted" forbids: ${words}, or relax podSecurity to "${taken}" (C15)`;
  const words = instead('remove it');

  test('what is asked for in the words of Kubernetes', () => {
    const podSpec = {
      hostPID: true,
      volumes: [{ name: 'host', hostPath: { path: '/' } }],
      containers: [{ name: 'agent', image: 'agent:1', ports: [{ containerPort: 80, hostPort: 80 }] }],
    };
    expect(errorOf({ podSpec })).toEqual([
      `[project/api] the pod has hostPID: true, ${words}`,
      `[project/api] the pod has the hostPath volume "host", ${instead('use a persistentVolumeClaim or an emptyDir')}`,
      `[project/api] the container "agent" has hostPort: 80, ${instead('use a Service')}`,
    ]);
  });

  const patched = (...patches: JsonPatch[]) =>
    errorsOf((chart: Chart) => {
      const { deployment } = new SecretSyncedApp(chart, 'api', APP);
      ApiObject.of(deployment).addJsonPatch(...patches);
    });

  test('what a patch asks for, or takes away', () => {
    const context = '/spec/template/spec/containers/0/securityContext';
    expect(
      patched(
        JsonPatch.add('/spec/template/spec/hostIPC', true),
        JsonPatch.remove(`${context}/allowPrivilegeEscalation`),
        JsonPatch.remove(`${context}/capabilities`),
      ),
    ).toEqual([
      `[project/api] the pod has hostIPC: true, ${words}`,
      '[project/api] the container "api" has no allowPrivilegeEscalation: false, which podSecurity "restricted" demands: set it, or relax podSecurity to "baseline" (C15)',
      '[project/api] the container "api" has no capabilities.drop: ALL, which podSecurity "restricted" demands: set it, or relax podSecurity to "baseline" (C15)',
    ]);
  });

  test('a volume that is added later', () => {
    const added = errorsOf((chart) => {
      const { deployment } = new SecretSyncedApp(chart, 'api', APP);
      deployment.addVolume(Volume.fromHostPath(chart, 'Host', 'host', { path: '/' }));
    });
    expect(added).toEqual([
      `[project/api] the pod has the hostPath volume "host", ${instead('use a persistentVolumeClaim or an emptyDir')}`,
    ]);
  });

  test('privileged allows everything', () => {
    const containerSecurityContext = { privileged: true, allowPrivilegeEscalation: true };
    expect(securityContextOf({ podSecurity: PodSecurityLevel.PRIVILEGED, containerSecurityContext })).toEqual({
      privileged: true,
      allowPrivilegeEscalation: true,
    });
  });
});
