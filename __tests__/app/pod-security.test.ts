import { Capability, SeccompProfileType } from 'cdk8s-plus-28';
import { PodSecurityLevel, SecretSyncedApp, type SecretSyncedAppProps } from '../../lib';
import { APP } from '../declarations';
import { errorsOf, synthesizeOne } from '../synthesis';

const securityContextOf = (props: Partial<SecretSyncedAppProps>) =>
  synthesizeOne('Deployment', (chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props })).spec.template.spec
    .containers[0].securityContext;

const RESTRICTED = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

test('restricted is the default', () => {
  expect(securityContextOf({})).toEqual(RESTRICTED);
});

test.each([PodSecurityLevel.BASELINE, PodSecurityLevel.PRIVILEGED])('%s demands nothing', (podSecurity) => {
  expect(securityContextOf({ podSecurity })).toBeUndefined();
});

test('what was asked for is added to what the level demands', () => {
  const containerSecurityContext = {
    user: 1000,
    readOnlyRootFilesystem: true,
    capabilities: { drop: [Capability.ALL], add: [Capability.NET_BIND_SERVICE] },
  };
  expect(securityContextOf({ containerSecurityContext })).toEqual({
    ...RESTRICTED,
    runAsUser: 1000,
    readOnlyRootFilesystem: true,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
  });
});

describe('fails for what the level forbids', () => {
  const errorOf = (props: Partial<SecretSyncedAppProps>) =>
    errorsOf((chart) => new SecretSyncedApp(chart, 'api', { ...APP, ...props }));

  test.each([
    [{ privileged: true }, 'privileged: true'],
    [{ ensureNonRoot: false }, 'ensureNonRoot: false'],
    [{ user: 0 }, 'user: 0'],
    [{ allowPrivilegeEscalation: true }, 'allowPrivilegeEscalation: true'],
    [{ capabilities: { drop: [Capability.ALL], add: [Capability.NET_ADMIN] } }, 'capabilities.add: NET_ADMIN'],
    [{ capabilities: {} }, 'capabilities without drop: ALL'],
    [{ seccompProfile: { type: SeccompProfileType.UNCONFINED } }, 'seccompProfile: Unconfined'],
  ])('restricted: %j', (containerSecurityContext, asked) => {
    expect(errorOf({ containerSecurityContext })).toEqual([
      `[project/api] containerSecurityContext has ${asked}, which podSecurity "restricted" forbids: remove it, or relax podSecurity (C15)`,
    ]);
  });

  test('baseline allows root, but not privileged containers', () => {
    const containerSecurityContext = { privileged: true, user: 0 };
    expect(errorOf({ podSecurity: PodSecurityLevel.BASELINE, containerSecurityContext })).toEqual([
      '[project/api] containerSecurityContext has privileged: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity (C15)',
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
      '[project/api] the container "proxy" has privileged: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity (C15)',
      '[project/api] the pod has hostNetwork: true, which podSecurity "baseline" forbids: remove it, or relax podSecurity (C15)',
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
