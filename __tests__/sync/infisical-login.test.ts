import { App, Chart } from 'cdk8s';
import {
  ApiGeneration,
  DynamicSecret,
  InfisicalAuth,
  InfisicalHost,
  InfisicalLogin,
  type InfisicalLoginProps,
  InfisicalOperator,
  InfisicalProject,
  InfisicalServiceAccount,
  SyncedSecret,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { SYNC } from '../declarations';
import { errorsOf, type Manifest, synthesize } from '../synthesis';
import { IDENTITY, LEGACY_METHODS, MACHINE_IDENTITY_METHODS } from './auth-methods';
import { chartIn, LOGIN, objectsOf, ofKind, problemsOf, shop } from './shop';

const generation = ApiGeneration.V1BETA1;
const kubernetes = InfisicalAuth.kubernetes({ identityId: IDENTITY, serviceAccount: { name: 'infisical-auth' } });
const addresses = (objects: Manifest[]) =>
  objects.map(({ kind, metadata: { namespace, name } }) => [kind, namespace, name].filter(Boolean).join('/'));

describe('an InfisicalLogin', () => {
  test('makes the InfisicalConnection, the InfisicalAuth and the Secret with the id, and syncs elsewhere refer to it', () => {
    const objects = synthesize((chart) => {
      const { auth } = new InfisicalLogin(chart, 'team-login', { auth: kubernetes });
      new SyncedSecret(chart, 'orders', { ...SYNC, auth, generation, namespace: 'orders' });
    });
    expect(addresses(objects)).toEqual([
      'InfisicalConnection/project/infisical-us',
      'InfisicalAuth/project/team-login',
      'Secret/project/team-login-identity',
      'InfisicalStaticSecret/orders/orders',
    ]);
    expect(objects[1].spec).toEqual({
      method: 'kubernetes',
      infisicalConnectionRef: { name: 'infisical-us', namespace: 'project' },
      kubernetes: {
        identityIdRef: { name: 'team-login-identity', namespace: 'project', key: 'identityId' },
        serviceAccountRef: { name: 'infisical-auth', namespace: 'project' },
      },
    });
    expect(objects[3].spec.infisicalAuthRef).toEqual({ name: 'team-login', namespace: 'project' });
  });

  test.each(MACHINE_IDENTITY_METHODS)('of the method %s is what a sync would make for itself', (_, auth) => {
    const own = synthesize(
      (chart) => new SyncedSecret(chart, 'orders', { ...SYNC, auth, generation, authName: 'login' }),
    );
    const made = synthesize((chart) => new InfisicalLogin(chart, 'login', { auth }));
    expect(made).toEqual(own.filter(({ kind }) => kind !== 'InfisicalStaticSecret'));
  });

  test('every prop reaches the YAML', () => {
    const props: Required<InfisicalLoginProps> = {
      host: InfisicalHost.selfHosted('https://secrets.example.com', { ca: { name: 'ca', key: 'ca.crt' } }),
      auth: LOGIN,
      authName: 'team',
      connectionName: 'company',
      namespace: 'infisical',
    };
    expect(synthesize((chart) => new InfisicalLogin(chart, 'login', props))).toMatchSnapshot();
  });

  test('shows its objects, for patches', () => {
    synthesize((chart) => {
      const login = new InfisicalLogin(chart, 'team-login', { auth: LOGIN });
      expect(login).toMatchObject({ authName: 'team-login', namespace: 'project' });
      expect(login.infisicalAuth?.kind).toBe('InfisicalAuth');
      expect(login.infisicalConnection?.kind).toBe('InfisicalConnection');
    });
  });

  test('shares its connection with the syncs of its namespace', () => {
    const objects = synthesize((chart) => {
      new InfisicalLogin(chart, 'team-login', { auth: LOGIN });
      new SyncedSecret(chart, 'orders', { ...SYNC, generation });
    });
    expect(ofKind(objects, 'InfisicalConnection')).toHaveLength(1);
  });

  test('has the host of the project in whose folder or environment it stands', () => {
    const { project, chart } = shop(
      { host: InfisicalHost.cloudEu() },
      { host: InfisicalHost.selfHosted('https://a.b') },
    );
    const folder = new Chart(project.addFolder('platform'), 'platform', { namespace: 'infisical' });
    new InfisicalLogin(folder, 'login', { auth: LOGIN });
    new InfisicalLogin(chart, 'login', { auth: LOGIN });
    expect(problemsOf(project)).toEqual([]);
    expect(folder.toJson()[0].spec.address).toBe('https://eu.infisical.com');
    expect(chart.toJson()[0].spec.address).toBe('https://a.b');
  });

  const errors = (props: unknown) =>
    errorsOf((chart) => new InfisicalLogin(chart, 'login', props as InfisicalLoginProps));

  test.each<[string, unknown, string]>([
    [
      'nothing',
      {},
      'it is not told how the operator logs in: give auth, for example InfisicalAuth.universal({ … }) (S11)',
    ],
    ['no auth', { auth: 'login' }, 'auth must be an InfisicalAuth, found a text (N5)'],
    [
      'an InfisicalAuth that is there',
      { auth: InfisicalAuth.existing({ name: 'team-login' }) },
      'an existing InfisicalAuth is made already: give that to the syncs, or say here how to log in (A15)',
    ],
    [
      'a token that v1beta1 would request all the same',
      {
        auth: InfisicalAuth.kubernetes({
          identityId: IDENTITY,
          serviceAccount: { name: 'infisical-auth' },
          autoCreateToken: false,
        }),
      },
      'autoCreateToken: false has no counterpart in v1beta1: let the operator request the token, which it always does there (A15)',
    ],
    ...LEGACY_METHODS.map(([method, auth]): [string, unknown, string] => [
      method,
      { auth },
      `v1beta1 does not know the auth method "${method}": log in as a machine identity (A15)`,
    ]),
  ])('fails for %s', (_, props, message) => {
    expect(errors(props)).toEqual([`[project/login] ${message}`]);
  });

  test.each([undefined, null, 'login'])('fails for the props %p without more ado', (props) => {
    expect(errors(props)[0]).toContain('[project/login] the props must be an object, found ');
  });

  test('fails where one name would mean two logins', () => {
    const build = (chart: Chart) => {
      new InfisicalLogin(chart, 'login', { auth: LOGIN });
      new InfisicalLogin(chart, 'other', { auth: kubernetes, authName: 'login' });
    };
    expect(errorsOf(build)).toEqual([
      '[project/other] InfisicalAuth "login" is already made with other contents by [project/InfisicalAuth-project-login]: give one of both another name with authName (X15)',
    ]);
  });

  test('fails without a namespace', () => {
    const app = new Chart(new App(), 'bare');
    new InfisicalLogin(app, 'login', { auth: LOGIN });
    expect(() => app.toJson()).toThrow(/\[bare\/login\] .*\(A4\)/);
    const { project, prod } = shop();
    new InfisicalLogin(new Chart(prod, 'bare'), 'login', { auth: LOGIN });
    expect(problemsOf(project)).toEqual([
      'prod: [bare/login] it has no namespace, and the operator has no default namespace: write `namespace: env.namespace` in the props of the Chart (A4)',
    ]);
  });
});

describe('v1beta1 with a login for each environment', () => {
  test('has its objects in the namespace of each', () => {
    const project = new InfisicalProject({ projectSlug: 'shop', auth: kubernetes, generation });
    for (const name of ['staging', 'prod']) {
      const chart = chartIn(project.addEnvironment(name, { namespace: `shop-${name}` }));
      new InfisicalServiceAccount(chart, 'infisical-auth');
      new SyncedSecret(chart, 'orders', { secretPath: '/orders' });
    }
    const logins = ofKind(objectsOf(project), 'InfisicalAuth');
    expect(addresses(logins)).toEqual([
      'InfisicalAuth/shop-staging/infisical-us-kubernetes-infisical-auth',
      'InfisicalAuth/shop-prod/infisical-us-kubernetes-infisical-auth',
    ]);
    expect(logins.map(({ spec }) => spec.kubernetes.serviceAccountRef)).toEqual([
      { name: 'infisical-auth', namespace: 'shop-staging' },
      { name: 'infisical-auth', namespace: 'shop-prod' },
    ]);
  });
});

describe('v1beta1 with a login that all environments share', () => {
  const shared = () => {
    const auth = InfisicalAuth.existing({ name: 'team-login', namespace: 'infisical' });
    const project = new InfisicalProject({ projectSlug: 'shop', auth, generation });
    const folder = new Chart(project.addFolder('platform'), 'platform', { namespace: 'infisical' });
    new InfisicalServiceAccount(folder, 'infisical-auth');
    new InfisicalLogin(folder, 'team-login', { auth: kubernetes });
    return { project, folder };
  };

  test('is made once, in a folder of the project, and every environment refers to it', () => {
    const { project, folder } = shared();
    for (const name of ['staging', 'prod']) {
      new SyncedSecret(chartIn(project.addEnvironment(name, { namespace: `shop-${name}` })), 'orders');
    }
    const objects = objectsOf(project);
    expect(objects.map(({ kind }) => kind)).toEqual(['InfisicalStaticSecret', 'InfisicalStaticSecret']);
    const [{ spec: login, metadata }] = ofKind(folder.toJson(), 'InfisicalAuth');
    expect(login.kubernetes.serviceAccountRef).toEqual({ name: 'infisical-auth', namespace: 'infisical' });
    for (const { spec } of objects) {
      expect(spec.infisicalAuthRef).toEqual({ name: metadata.name, namespace: metadata.namespace });
    }
  });

  test('stands beside a login of one secret: who said that it is declared elsewhere is believed', () => {
    const { project } = shared();
    const chart = chartIn(project.addEnvironment('prod', { namespace: 'shop' }));
    new SyncedSecret(chart, 'orders');
    new SyncedSecret(chart, 'mail', { auth: LOGIN, secretPath: '/mail' });
    expect(problemsOf(project)).toEqual([]);
  });

  test('but not where the app declares one of that name in another namespace (X1)', () => {
    const errors = errorsOf((chart) => {
      new InfisicalLogin(chart, 'team-login', { auth: LOGIN, namespace: 'infisical' });
      const auth = InfisicalAuth.existing({ name: 'team-login' });
      new SyncedSecret(chart, 'orders', { ...SYNC, auth, generation });
    });
    expect(errors).toEqual([expect.stringMatching(/did you mean "infisical\/team-login"\? \(X1\)$/)]);
  });

  test('nor where another folder of the project declares it in another namespace (X1)', () => {
    const auth = InfisicalAuth.existing({ name: 'team-login' });
    const project = new InfisicalProject({ projectSlug: 'shop', auth, generation });
    new SyncedSecret(chartIn(project.addEnvironment('prod', { namespace: 'shop' })), 'orders');
    const login = { auth: LOGIN, namespace: 'infisical' };
    new InfisicalLogin(new Chart(project.addFolder('platform'), 'platform'), 'team-login', login);
    expect(problemsOf(project)).toEqual([
      'prod: [shop/orders] it logs in with the InfisicalAuth "shop/team-login", and the project declares "infisical/team-login": say that namespace in InfisicalAuth.existing (X1)',
    ]);
  });

  test('may be one of each namespace: an unset namespace means that', () => {
    const auth = InfisicalAuth.existing({ name: 'team-login' });
    const project = new InfisicalProject({ projectSlug: 'shop', auth, generation });
    for (const name of ['staging', 'prod']) {
      const chart = chartIn(project.addEnvironment(name, { namespace: `shop-${name}` }));
      new SyncedSecret(chart, 'orders');
      new InfisicalLogin(chart, 'team-login', { auth: LOGIN });
    }
    const references = ofKind(objectsOf(project), 'InfisicalStaticSecret').map(({ spec }) => spec.infisicalAuthRef);
    expect(references.map(({ namespace }) => namespace)).toEqual(['shop-staging', 'shop-prod']);
  });

  test('is out of reach for an operator that does not watch its namespace (X2)', () => {
    const { project } = shared();
    const prod = project.addEnvironment('prod', { namespace: 'shop' });
    InfisicalOperator.configure(prod, { watchedNamespaces: ['shop'] });
    new SyncedSecret(chartIn(prod), 'orders');
    expect(problemsOf(project)).toEqual([expect.stringMatching(/^prod: \[shop\/orders\] .*"infisical".*\(X2\)$/)]);
  });

  test('is of no use to v1alpha1, and to a dynamic secret: that says how to log in (A15)', () => {
    const { project } = shared();
    const chart = chartIn(project.addEnvironment('prod', { namespace: 'shop' }));
    new SyncedSecret(chart, 'old', { generation: ApiGeneration.V1ALPHA1 });
    new DynamicSecret(chart, 'lease', { dynamicSecretName: 'orders' });
    new DynamicSecret(chart, 'right', { dynamicSecretName: 'orders', auth: LOGIN });
    expect(problemsOf(project)).toEqual([
      'prod: [shop/lease] InfisicalDynamicSecret does not know an existing InfisicalAuth: say how to log in, with another method (A15)',
      'prod: [shop/old] an existing InfisicalAuth needs v1beta1: set generation to ApiGeneration.V1BETA1, or use another auth (A15)',
    ]);
  });
});

describe('Kubernetes auth for a whole project', () => {
  test.each(Object.values(ApiGeneration))('takes the service account of each namespace, in %s', (version) => {
    const { project, chart } = shop({ auth: kubernetes, generation: version });
    new InfisicalServiceAccount(chart, 'infisical-auth');
    new SyncedSecret(chart, 'orders');
    const objects = objectsOf(project);
    const [account] = ofKind(objects, 'ServiceAccount');
    const references = objects.flatMap(({ spec }) => [
      spec?.authentication?.kubernetesAuth?.serviceAccountRef,
      spec?.kubernetes?.serviceAccountRef,
    ]);
    expect(references.filter(Boolean)).toEqual([account.metadata]);
  });
});

describe('the connection that the operator has', () => {
  const ADDRESS = 'https://secrets.example.com';
  const syncing =
    (url: string, props: object = {}, version?: string) =>
    (chart: Chart) => {
      InfisicalOperator.configure(chart, { version });
      new SyncedSecret(chart, 'orders', {
        ...SYNC,
        auth: LOGIN,
        generation,
        host: InfisicalHost.ofOperator(url),
        ...props,
      });
    };

  /** The CRDs of v0.11.5 ask for a connection. */
  const objectsOfLater = (build: (chart: Chart) => void): Manifest[] => {
    const app = new App();
    build(new Chart(app, 'project', { namespace: 'project' }));
    expect(findingsOfApp(app)).toEqual([]);
    return app.charts.flatMap((chart) => chart.toJson());
  };

  test('is not made again, and the login names none', () => {
    const objects = objectsOfLater(syncing(ADDRESS));
    expect(addresses(objects)).toEqual([
      'InfisicalStaticSecret/project/orders',
      'InfisicalAuth/project/default-universal-infisical-login',
    ]);
    expect(objects[1].spec.infisicalConnectionRef).toBeUndefined();
  });

  test('is none of an InfisicalLogin, either', () => {
    objectsOfLater((chart) => {
      const login = new InfisicalLogin(chart, 'team-login', { auth: LOGIN, host: InfisicalHost.ofOperator(ADDRESS) });
      expect(login.infisicalConnection).toBeUndefined();
      expect(login.infisicalAuth?.toJson().spec).not.toHaveProperty('infisicalConnectionRef');
    });
  });

  test('is unknown to v1alpha1, which has the address itself', () => {
    const [sync] = synthesize(syncing(ADDRESS, { generation: ApiGeneration.V1ALPHA1 }));
    expect(sync.spec.hostAPI).toBe(`${ADDRESS}/api`);
  });

  test('is asked of operators that have it only', () => {
    expect(errorsOf(syncing(ADDRESS, {}, 'v0.11.7'))).toEqual([
      '[project/orders] spec lacks the field "infisicalConnectionRef", which operators before v0.11.8 need (F3)',
    ]);
    expect(objectsOfLater(syncing(ADDRESS, {}, 'v0.11.8'))).toHaveLength(2);
  });

  test('has a base URL, that which is told of it, and no other name', () => {
    expect([...new Set(errorsOf(syncing(`${ADDRESS}/api`)))]).toEqual([
      expect.stringMatching(
        /^\[project\/orders\] the host "https:\/\/secrets.example.com\/api" must be the base URL.*\(H1\)$/,
      ),
    ]);
    expect(errorsOf(syncing(ADDRESS, { connectionName: 'company' }))).toEqual([
      '[project/orders] connectionName "company" has no effect, as the operator has the connection: leave it out (A15)',
    ]);
    const other = (chart: Chart) => {
      InfisicalOperator.configure(chart, { defaultConnection: 'https://eu.infisical.com' });
      syncing(ADDRESS)(chart);
    };
    expect(errorsOf(other)).toEqual([
      '[project/orders] the connection of the operator leads to "https://secrets.example.com" here, and to "https://eu.infisical.com" by what is told of the operator: write the one that it has (X15)',
    ]);
  });
});
