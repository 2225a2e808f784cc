import { atCluster } from '../../../cli/doctor/checks/at-cluster';
import { contextLine, versionLine } from '../../../cli/doctor/checks/cluster';
import { accountLine, secretLine } from '../../../cli/doctor/checks/cluster-objects';
import { ARGO_CD, deliveryLine } from '../../../cli/doctor/checks/delivery';
import { namespaceLines } from '../../../cli/doctor/checks/namespaces';
import { kindLines, operatorLines } from '../../../cli/doctor/checks/operator';
import { notKnown } from '../../../cli/kubectl/answer';
import type { Fields } from '../../../lib/json/json';
import { told } from './told';

const FORBIDDEN = notKnown('forbidden', 'the cluster does not let you read that (RBAC)');
const NOT_FOUND = notKnown('not found', 'the cluster does not have it');

describe('the context', () => {
  test('is named', () => {
    expect(told([contextLine({ value: { name: 'staging' } })])).toEqual([
      'ok context: staging: all below is about this cluster',
    ]);
  });

  test('is absent', () => {
    const absent = notKnown('no context', 'kubectl has no current context: see kubectl config get-contexts');
    expect(told([contextLine(absent)])).toEqual([
      'not-known context: kubectl has no current context -> kubectl config get-contexts',
    ]);
  });
});

test.each([
  ['v1.33.4', undefined, 'ok Kubernetes: v1.33.4'],
  ['v1.33.4+k3s1', '1.33', 'ok Kubernetes: v1.33.4+k3s1'],
  ['v1.34.0', '1.33', 'ok Kubernetes: v1.34.0'],
  [
    'v1.32.1',
    '1.33',
    'wrong Kubernetes: it is v1.32.1, and cdk8s-infisical.yaml says 1.33: rules let pass what it does not know -> write kubernetes: { version: "1.32" } into cdk8s-infisical.yaml',
  ],
  ['v1.27.1', undefined, 'not-known Kubernetes: v1.27.1 is older than 1.29, from which on the rules know it'],
  ['canary', undefined, 'not-known Kubernetes: the API server names no version'],
])('Kubernetes %s, where %s was told', (version, said, expected) => {
  expect(told([versionLine({ value: version }, said)])).toEqual([expected]);
});

function operator(fields: Fields = {}, image = 'infisical/kubernetes-operator:v0.11.7'): Fields {
  return {
    metadata: {
      namespace: 'infisical-operator',
      name: 'infisical-opera-controller-manager',
      labels: { 'helm.sh/chart': 'secrets-operator-v0.11.7', 'app.kubernetes.io/instance': 'infisical-operator' },
    },
    spec: { template: { spec: { containers: [{ name: 'manager', image }] } } },
    status: { readyReplicas: 1 },
    ...fields,
  };
}

describe('the operator', () => {
  const judge = { tooNewFor: () => [] };
  const lineOf = (deployments: readonly Fields[], by: object = {}, isServed = true) =>
    told(operatorLines({ value: deployments }, isServed, { ...judge, ...by }))[0];

  test('is there', () => {
    expect(lineOf([operator()], { told: 'v0.11.7' })).toBe('ok the operator in infisical-operator: v0.11.7');
  });

  test('is there, and nobody has told which it is', () => {
    expect(lineOf([operator()])).toBe(
      'ok the operator in infisical-operator: v0.11.7; rules take it for v0.11.17 until cdk8s-infisical.yaml names it',
    );
  });

  test('is older than was told', () => {
    expect(lineOf([operator()], { told: 'v0.11.17' })).toBe(
      'wrong the operator in infisical-operator: it is v0.11.7, and cdk8s-infisical.yaml says v0.11.17: rules let pass what it does not have -> write operator: { version: v0.11.7 } into cdk8s-infisical.yaml, or upgrade it',
    );
  });

  test('lacks what the manifests use', () => {
    const tooNewFor = (version: string) => [`the kind needs v0.11.17, and the cluster has "${version}"`];
    expect(lineOf([operator()], { tooNewFor })).toBe(
      'wrong the operator in infisical-operator: the kind needs v0.11.17, and the cluster has "v0.11.7" -> helm -n infisical-operator upgrade infisical-operator secrets-operator --repo https://dl.cloudsmith.io/public/infisical/helm-charts/helm/charts/',
    );
  });

  test('has no pod', () => {
    expect(lineOf([operator({ status: {} })])).toBe(
      'wrong the operator in infisical-operator: no pod of infisical-opera-controller-manager is ready (v0.11.7) -> kubectl -n infisical-operator rollout status deployment/infisical-opera-controller-manager',
    );
  });

  test('is known by its image where the chart wrote nothing, and by the chart where the image is a copy', () => {
    const bare = { metadata: { namespace: 'infisical', name: 'manager' } };
    expect(lineOf([operator(bare, 'registry.example/infisical/kubernetes-operator:v0.11.7@sha256:00')])).toMatch(
      /^ok the operator in infisical: v0\.11\.7/,
    );
    expect(lineOf([operator({}, 'registry.example/op:stable')])).toBe(
      'not-known the operator in infisical-operator: its image names no version',
    );
  });

  test('is not taken for another one with the same label', () => {
    const other = operator({ metadata: { namespace: 'other', name: 'manager' } }, 'example/other-operator:v9.9.9');
    expect(lineOf([other], {}, false)).toMatch(/^wrong the operator: it is not installed -> helm install/);
    expect(lineOf([other], {}, true)).toMatch(/^not-known the operator: its kinds are there/);
  });

  test('may not be looked for', () => {
    expect(told(operatorLines(FORBIDDEN, true, judge))).toEqual([
      'not-known the operator: the cluster does not let you read that (RBAC) -> kubectl auth can-i list deployments.apps --all-namespaces',
    ]);
  });
});

test('kinds are served, are not served, or are not known', () => {
  const v1beta1 = 'secrets.infisical.com/v1beta1';
  const kind = (apiVersion: string, name: string, served: Parameters<typeof kindLines>[0][0]['served']) => ({
    ...{ apiVersion, kind: name, served },
  });
  expect(
    told(
      kindLines([
        kind(v1beta1, 'InfisicalAuth', { value: ['InfisicalAuth'] }),
        kind(v1beta1, 'InfisicalStaticSecretPush', { value: ['InfisicalAuth'] }),
        kind('secrets.infisical.com/v1alpha1', 'InfisicalSecret', notKnown('not served', 'no such kind')),
        kind('secrets.infisical.com/v1', 'InfisicalSecret', FORBIDDEN),
      ]),
    ),
  ).toEqual([
    `wrong ${v1beta1}: the cluster does not have InfisicalStaticSecretPush: the operator is missing, or too old -> kubectl api-resources --api-group=secrets.infisical.com`,
    'wrong secrets.infisical.com/v1alpha1: the cluster does not have InfisicalSecret: the operator is missing, or too old -> kubectl api-resources --api-group=secrets.infisical.com',
    'not-known secrets.infisical.com/v1: the cluster does not let you read that (RBAC)',
  ]);
});

describe('namespaces', () => {
  const inFolder = (folder: string, ...names: string[]) => ({
    folder,
    namespaces: names.map((name) => ({ name, isMade: name.endsWith('-made') })),
  });
  const staging = inFolder('dist/staging', 'shop-staging');
  const prod = inFolder('dist/prod', 'shop', 'infra');
  const toldOf = (there: readonly string[], ...folders: ReturnType<typeof inFolder>[]) =>
    told(namespaceLines(folders, { value: there }));

  test('are there', () => {
    expect(toldOf(['shop', 'infra'], prod)).toEqual([
      'ok namespaces of dist/prod: infra and shop'.replace('infra and shop', 'shop and infra'),
    ]);
  });

  test('of another cluster are not known, as one cluster need not have every environment', () => {
    expect(toldOf(['shop', 'infra'], staging, prod)).toEqual([
      'not-known namespaces of dist/staging: shop-staging: not in this cluster: name that of the environment with --context -> kubectl config get-contexts',
      'ok namespaces of dist/prod: shop and infra',
    ]);
  });

  test('are missing in part', () => {
    expect(toldOf(['shop'], prod)).toEqual([
      'wrong namespaces of dist/prod: the cluster does not have infra -> kubectl create namespace infra',
    ]);
  });

  test('are missing, in each environment', () => {
    expect(toldOf([], staging, prod)).toEqual([
      'wrong namespaces of dist/staging: the cluster does not have shop-staging -> kubectl create namespace shop-staging',
      'wrong namespaces of dist/prod: the cluster does not have shop and infra -> kubectl create namespace shop && kubectl create namespace infra',
    ]);
  });

  test('come with the deployment', () => {
    expect(toldOf([], inFolder('dist/prod', 'shop-made'))).toEqual([
      'not-known namespaces of dist/prod: shop-made: not there yet, and made by the deployment',
    ]);
  });

  test('may not be read, or there are none', () => {
    expect(told(namespaceLines([prod], FORBIDDEN))).toEqual([
      'not-known namespaces: the cluster does not let you read that (RBAC) -> kubectl auth can-i list namespaces',
    ]);
    expect(namespaceLines([inFolder('dist/crds')], FORBIDDEN)).toEqual([]);
  });
});

describe('a Secret', () => {
  const login = {
    namespace: 'shop',
    name: 'infisical-login',
    keys: ['clientId', 'clientSecret'],
    isAuthority: false,
    isMade: false,
  };
  const CREATE = '-> kubectl -n shop create secret generic infisical-login --from-env-file=/dev/stdin';

  const LOOK = '-> kubectl -n shop describe secret infisical-login';

  test.each([
    [
      { value: { keys: ['clientId', 'clientSecret', 'other'] } },
      'ok Secret shop/infisical-login: the login of the operator: has "clientId" and "clientSecret"',
    ],
    [
      { value: { keys: ['clientid', 'clientSecret'] } },
      `wrong Secret shop/infisical-login: the login of the operator: lacks "clientId": did you mean "clientid"? ${LOOK}`,
    ],
    [
      { value: { keys: [] } },
      `wrong Secret shop/infisical-login: the login of the operator: lacks "clientId": it has none; "clientSecret": it has none ${LOOK}`,
    ],
    [
      NOT_FOUND,
      `wrong Secret shop/infisical-login: it is not there, and has the login of the operator: make it, and type a line NAME=VALUE for each of "clientId" and "clientSecret", then Ctrl-D ${CREATE}`,
    ],
    [
      FORBIDDEN,
      'not-known Secret shop/infisical-login: the cluster does not let you read that (RBAC) -> kubectl auth can-i get secrets -n shop',
    ],
  ])('%j', (answer, expected) => {
    expect(told([secretLine(login, answer)])).toEqual([expected]);
  });

  test('that something in the manifests makes is not there yet', () => {
    expect(told([secretLine({ ...login, isMade: true }, NOT_FOUND)])).toEqual([
      'not-known Secret shop/infisical-login: not there yet, and made of what the manifests bring',
    ]);
  });

  test('with the certificate of an authority', () => {
    const authority = { ...login, name: 'infisical-ca', keys: ['ca.crt'], isAuthority: true };
    expect(told([secretLine(authority, NOT_FOUND)])).toEqual([
      'wrong Secret shop/infisical-ca: it is not there, and has the certificate of the authority -> kubectl -n shop create secret generic infisical-ca --from-file=ca.crt=ca.pem',
    ]);
  });

  test('with keys that look like values repeats none of them', () => {
    const keys = ['ghp_0123456789abcdefghijklmnopqrstuvwxyz'];
    expect(JSON.stringify(secretLine(login, { value: { keys } }))).not.toContain('ghp_');
  });
});

test('a service account is there, is not there, or is not known', () => {
  const account = { namespace: 'shop', name: 'infisical-auth', isMade: false };
  expect(
    told([
      accountLine(account, { value: {} }),
      accountLine(account, NOT_FOUND),
      accountLine({ ...account, isMade: true }, NOT_FOUND),
      accountLine(account, FORBIDDEN),
    ]),
  ).toEqual([
    'ok service account shop/infisical-auth: it is there',
    'wrong service account shop/infisical-auth: it is not there, and the operator logs in with its token -> kubectl -n shop create serviceaccount infisical-auth',
    'not-known service account shop/infisical-auth: not there yet, and comes with the manifests',
    'not-known service account shop/infisical-auth: the cluster does not let you read that (RBAC) -> kubectl auth can-i get serviceaccounts -n shop',
  ]);
});

describe('Argo CD', () => {
  const server = (image: string) => ({ spec: { template: { spec: { containers: [{ image }] } } } });

  test.each([
    ['quay.io/argoproj/argocd:v3.1.4', undefined, 'ok Argo CD: v3.1.4'],
    ['quay.io/argoproj/argocd:v3.1.4@sha256:00', 'v3.1', 'ok Argo CD: v3.1.4'],
    [
      'quay.io/argoproj/argocd:v3.1.4',
      '3.3',
      'wrong Argo CD: it is v3.1.4, and cdk8s-infisical.yaml says 3.3 -> write argoCd: { version: "3.1" } into cdk8s-infisical.yaml',
    ],
    ['quay.io/argoproj/argocd:stable', undefined, 'ok Argo CD: it is there'],
    ['quay.io/argoproj/argocd:stable', '3.3', 'not-known Argo CD: its image names no version'],
    [
      'example/other:v1.0.0',
      undefined,
      'not-known Argo CD: it is not in this cluster: is it in another one, and deploys from there?',
    ],
  ])('with %s, where %s was told', (image, said, expected) => {
    expect(told([deliveryLine(ARGO_CD, { value: [server(image)] }, said)])).toEqual([expected]);
  });
});

test('what is to be typed is for the cluster that was named', () => {
  const lines = [
    namespaceLines([{ folder: 'dist/prod', namespaces: ['a', 'b'].map((name) => ({ name, isMade: false })) }], {
      value: [],
    }),
    operatorLines({ value: [] }, false, { tooNewFor: () => [] }),
    [secretLine({ namespace: 'a', name: 'login', keys: ['clientId'], isAuthority: false, isMade: false }, NOT_FOUND)],
    [versionLine({ value: 'v1.32.1' }, '1.33')],
  ].flat();
  const at = (options: object) => atCluster(lines, options).map(({ next }) => next);
  expect(at({})).toEqual(lines.map(({ next }) => next));
  const named = at({ context: "it's prod", kubeconfig: 'kube config' });
  const [flags, config] = ["--context 'it'\\''s prod'", "--kubeconfig 'kube config'"];
  expect(named).toEqual([
    `kubectl ${flags} ${config} create namespace a && kubectl ${flags} ${config} create namespace b`,
    expect.stringMatching(/^helm --kube-context 'it'\\''s prod' --kubeconfig 'kube config' install .* --repo https:/),
    `kubectl ${flags} ${config} -n a create secret generic login --from-env-file=/dev/stdin`,
    lines[3].next,
  ]);
});
