import { ciWorkflow } from '../../../cli/init/files/ci-workflow';
import type { CiSettings } from '../../../lib/configuration/configuration';
import type { Fields } from '../../../lib/json/json';
import {
  IDENTITY_ID,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  secret,
  secretsScope,
  source,
  staticSecret,
} from '../../validation/manifests';
import { readAs, syncFrom, workload } from '../report/reported';
import { resources, textsOf, type Written, writtenFor } from './provisioned';

const NAMELESS = '00000000-0000-0000-0000-000000000000';
const OTHER_ID = '7f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d';

const byKubernetes = (block: Fields = {}, scope: Fields = {}) =>
  infisicalSecret({
    authentication: { kubernetesAuth: kubernetesAuth({ secretsScope: secretsScope(scope), ...block }) },
  });

const account = (namespace: string, name: string) => ({ serviceAccountRef: { name, namespace } });
const identities = (written: Written) =>
  Object.keys(resources(written, 'project_scoped_identity')).filter((name) => name !== 'check');

describe('Universal Auth', () => {
  const WRITTEN = writtenFor(readAs([syncFrom({}), workload('web', { A: 'A' })]));
  const NAME = 'operator-prod-shop-infisical-credentials';

  test('is an identity of the project with its role', () => {
    expect(resources(WRITTEN, 'project_scoped_identity')[NAME]).toMatchObject({
      project_id: `\${infisical_project.shop.id}`,
      name: NAME,
      roles: [{ role_slug: `\${infisical_project_role.shop_${NAME}.slug}` }],
    });
    expect(resources(WRITTEN, 'project_role')[`shop_${NAME}`]).toMatchObject({ slug: NAME, name: NAME });
  });

  test('has its client secret made by hand, and how it comes into the cluster without a trace', () => {
    const { '//': comment, ...body } = resources(WRITTEN, 'identity_universal_auth')[NAME];
    expect(body).toEqual({
      identity_id: `\${infisical_project_scoped_identity.${NAME}.id}`,
      access_token_ttl: 3600,
      access_token_max_ttl: 86400,
    });
    expect(comment).toEqual([
      expect.stringContaining('The client secret is made by hand, as the state of Terraform would hold it'),
      'Then, in the cluster of dist/prod: kubectl --namespace shop create secret generic infisical-credentials --from-env-file=/dev/stdin, type clientId=… and clientSecret=…, each on a line, and Ctrl-D: so they are in no file and in no history.',
    ]);
  });

  test('of one Secret is an identity in each folder of manifests, so that staging cannot read prod', () => {
    const read = [...readAs([syncFrom({})]), ...readAs([syncFrom({ envSlug: 'staging' })], 'dist/staging')];
    const written = writtenFor(read);
    expect(identities(written)).toEqual([NAME, 'operator-staging-shop-infisical-credentials']);
    expect(resources(written, 'identity_universal_auth')[NAME]['//'].at(-1)).toMatch(
      /^dist\/staging log in with a Secret of the same name, as another identity: that takes another cluster./,
    );
  });

  test('shows no credential that stands in place of a name', () => {
    const token = `ghp_${'abcdefghij0123456789'.repeat(2)}`;
    const universalAuth = {
      credentialsRef: { secretName: token, secretNamespace: token },
      secretsScope: secretsScope(),
    };
    const text = textsOf(readAs([infisicalSecret({ authentication: { universalAuth } })])).join('');
    expect(text.toLowerCase()).not.toContain('abcdefghij');
  });
});

describe('folders of one cluster', () => {
  const clusters = [{ name: 'eu', folders: ['dist/prod'] }];
  const READ = [
    ...readAs([syncFrom({}), byKubernetes({ identityId: NAMELESS })], 'dist/prod/orders'),
    ...readAs([syncFrom({ secretsPath: '/bill' }), byKubernetes({ identityId: NAMELESS })], 'dist/prod/bill'),
  ];

  test('are told by the configuration: one Secret or service account is one identity, with the roles of all', () => {
    const written = writtenFor(READ, { configuration: { provision: { clusters } } });
    expect(identities(written)).toEqual(['operator-eu-shop-infisical-credentials', 'operator-eu-shop-infisical-login']);
    const role = resources(written, 'project_role')['shop_operator-eu-shop-infisical-credentials'];
    expect(role.permissions_v2.map((one: { conditions: string }) => JSON.parse(one.conditions).secretPath)).toEqual([
      { $eq: '/api' },
      { $eq: '/bill' },
    ]);
    expect(Object.keys(written.variable ?? {})).toEqual(['kubernetes_host_eu', 'kubernetes_ca_certificate_eu']);
  });

  test('are several identities else', () => {
    expect(identities(writtenFor(READ))).toHaveLength(4);
  });

  test.each<[string, string[], string[]]>([
    ['folders that would be called alike', ['dist/prod', 'prod'], []],
    ['a folder that is called as another cluster', ['dist/prod', 'dist/eu'], ['dist/eu']],
  ])('are never %s: staging could read prod', (_, [prod, staging], told) => {
    const read = [...readAs([syncFrom({})], prod), ...readAs([syncFrom({ envSlug: 'staging' })], staging)];
    const configuration = { provision: { clusters: told.length === 0 ? [] : [{ name: 'prod', folders: told }] } };
    expect(() => writtenFor(read, { configuration })).toThrow(
      `clusters: ${[prod, staging].sort().join(' and ')} would both be called prod: if that is one cluster, list them`,
    );
  });

  test('that are none are a mistake', () => {
    const configuration = { provision: { clusters: [{ name: 'eu', folders: ['dist/prdo'] }] } };
    expect(() => writtenFor(readAs([syncFrom({})]), { configuration })).toThrow(
      'clusters: no manifests of Infisical are in "dist/prdo": did you mean "dist/prod"?',
    );
  });

  test('are those that use the same InfisicalAuth', () => {
    const reading = staticSecret({ sources: [source({ projectId: undefined, projectSlug: 'shop' })] });
    const written = writtenFor([
      ...readAs([infisicalConnection(), infisicalAuth()], 'dist/logins'),
      ...readAs([reading], 'dist/orders'),
      ...readAs([reading], 'dist/bill'),
    ]);
    expect(identities(written)).toEqual([expect.stringMatching(/^operator-logins-shop-/)]);
  });
});

describe('Kubernetes Auth', () => {
  const auth = (...manifests: ReturnType<typeof byKubernetes>[]) =>
    Object.values(resources(writtenFor(readAs(manifests)), 'identity_kubernetes_auth'));

  test('takes the namespace and the service account of the manifests, and their audience', () => {
    const [body] = auth(byKubernetes({ serviceAccountTokenAudiences: ['infisical'] }));
    expect(body).toMatchObject({
      kubernetes_host: `\${var.kubernetes_host_prod}`,
      kubernetes_ca_certificate: `\${var.kubernetes_ca_certificate_prod}`,
      token_reviewer_mode: 'api',
      allowed_namespaces: ['shop'],
      allowed_service_account_names: ['infisical-login'],
      allowed_audience: 'infisical',
    });
    expect(body).not.toHaveProperty('token_reviewer_jwt');
  });

  test('has a cluster for each folder of manifests', () => {
    const read = [...readAs([byKubernetes()]), ...readAs([byKubernetes({ identityId: OTHER_ID })], 'clusters/a/prod')];
    expect(Object.keys(writtenFor(read).variable ?? {}).filter((name) => name.includes('host'))).toEqual([
      'kubernetes_host_clusters_a_prod',
      'kubernetes_host_prod',
    ]);
  });

  test('that shares an identity is one, and told where it lets in more than the manifests use', () => {
    const [body, ...others] = auth(byKubernetes(account('a', 'one')), byKubernetes(account('b', 'two')));
    expect(others).toEqual([]);
    expect(body).toMatchObject({ allowed_namespaces: ['a', 'b'], allowed_service_account_names: ['one', 'two'] });
    const wider = 'the manifests use a/one, b/two only: give each an identity of its own';
    expect(body['//'][0]).toContain(wider);
    const read = readAs([byKubernetes(account('a', 'one')), byKubernetes(account('b', 'two'))]);
    expect(writtenFor(read)['//'].at(-1)).toMatch(
      /^By hand: The machine identity operator-prod-a-one: Infisical takes/,
    );
  });

  test.each<[string, string[][], string, string | undefined]>([
    [
      'that all have',
      [
        ['a', 'x'],
        ['x', 'b'],
      ],
      'x',
      undefined,
    ],
    ['that none has', [[], []], '', 'The tokens have no audience of their own'],
    ['that not all have', [['a'], ['b']], '', 'The logins have no audience in common (a, b)'],
    ['that only some have', [['a'], []], '', 'The logins have no audience in common (a)'],
  ])('has the audience %s', (_, audiences, audience, note) => {
    const manifests = audiences.map((all, index) =>
      byKubernetes({ ...account('shop', `login-${index}`), serviceAccountTokenAudiences: all }),
    );
    const [body] = auth(...manifests);
    expect(body.allowed_audience).toBe(audience);
    if (note !== undefined) expect(body['//'].join()).toContain(note);
  });

  test('has no audience of a token that the operator does not request', () => {
    const [body] = auth(byKubernetes({ autoCreateServiceAccountToken: false, serviceAccountTokenAudiences: ['x'] }));
    expect(body.allowed_audience).toBe('');
  });

  test.each<[string, Fields]>([
    ['no name', { serviceAccountRef: { namespace: 'shop' } }],
    ['no namespace', { serviceAccountRef: { name: 'login' } }],
    ['a variable', { serviceAccountRef: { name: `\${NAME}`, namespace: 'shop' } }],
    ['a comma, with which a list would be two', { serviceAccountRef: { name: 'a,b', namespace: 'shop' } }],
    ['a credential in place of an audience', { serviceAccountTokenAudiences: [`ghp_${'a1'.repeat(20)}`] }],
    ['a variable as audience', { serviceAccountTokenAudiences: [`\${AUDIENCE}`] }],
  ])('with %s lets nobody in, and says so', (_, block) => {
    const written = writtenFor(readAs([byKubernetes(block)]));
    expect(resources(written, 'identity_kubernetes_auth')).toEqual({});
    const notes = Object.values(resources(written, 'project_scoped_identity')).flatMap((one) => one['//']);
    expect(notes.join()).toContain('How it logs in (kubernetesAuth) is not here, as');
  });

  test('without an id yet is the same identity as with the id that Infisical gives it then', () => {
    const named = (prod: string, staging: string) =>
      identities(
        writtenFor([
          ...readAs([byKubernetes({ identityId: prod })]),
          ...readAs([byKubernetes({ identityId: staging }, { envSlug: 'staging' })], 'dist/staging'),
        ]),
      );
    expect(named(NAMELESS, NAMELESS)).toEqual([
      'operator-prod-shop-infisical-login',
      'operator-staging-shop-infisical-login',
    ]);
    expect(named(IDENTITY_ID, OTHER_ID)).toEqual(named(NAMELESS, NAMELESS));
  });

  test('of two clusters with folders of one name are two, with or without an id', () => {
    const named = (...ids: string[]) =>
      identities(
        writtenFor(
          ids.flatMap((identityId, i) => readAs([byKubernetes({ identityId })], `dist/${['eu', 'us'][i]}/prod`)),
        ),
      );
    expect(named(NAMELESS, NAMELESS)).toEqual([
      'operator-eu-prod-shop-infisical-login',
      'operator-us-prod-shop-infisical-login',
    ]);
    expect(named(IDENTITY_ID, OTHER_ID)).toEqual(named(NAMELESS, NAMELESS));
  });

  test('whose names come out alike are told apart by where they are', () => {
    const named = (...ids: string[]) =>
      identities(
        writtenFor(ids.flatMap((identityId, i) => readAs([byKubernetes({ identityId })], `dist/${['a-b', 'a_b'][i]}`))),
      );
    expect(new Set(named(NAMELESS, NAMELESS)).size).toBe(2);
    expect(named(IDENTITY_ID, OTHER_ID).sort()).toEqual(named(NAMELESS, NAMELESS).sort());
  });

  test('of one service account with two ids are two, each with its role', () => {
    const written = writtenFor(readAs([byKubernetes(), byKubernetes({ identityId: OTHER_ID }, { secretsPath: '/b' })]));
    expect(identities(written)).toHaveLength(2);
    const roles = identities(written).map((name) => resources(written, 'project_role')[`shop_${name}`]);
    expect(roles.flatMap((role) => role.permissions_v2)).toHaveLength(2);
  });

  test('whose name is cut short keeps it when another one comes', () => {
    const of = (...ends: string[]) =>
      identities(
        writtenFor(
          readAs(ends.map((end) => byKubernetes({ identityId: NAMELESS, ...account('shop', 'x'.repeat(60) + end) }))),
        ),
      );
    expect(of('a', 'b')).toEqual(expect.arrayContaining(of('a')));
    expect(of('a', 'b')).toHaveLength(2);
  });

  test('with one id in several folders is one identity, for one cluster', () => {
    const written = writtenFor([
      ...readAs([byKubernetes()]),
      ...readAs([byKubernetes({}, { envSlug: 'staging' })], 'dist/staging'),
    ]);
    expect(identities(written)).toEqual(['operator-shop-infisical-login']);
    const [body] = Object.values(resources(written, 'identity_kubernetes_auth'));
    expect(body['//'].join()).toContain(
      'dist/prod, dist/staging log in as this one identity, which is for one cluster',
    );
    expect(written.variable?.kubernetes_host_prod.description).toBe(
      'URL of the API server of the cluster of prod, staging, as Infisical reaches it',
    );
  });
});

describe('an InfisicalAuth', () => {
  const reading = staticSecret({ sources: [source({ projectId: undefined, projectSlug: 'shop' })] });

  test('logs in as its resources do', () => {
    const written = writtenFor(readAs([infisicalConnection(), infisicalAuth(), reading]));
    expect(identities(written)).toHaveLength(1);
    expect(Object.keys(resources(written, 'identity_universal_auth'))).toHaveLength(2);
  });

  test('has the id of its identity put into its Secret by hand', () => {
    const auth = infisicalAuth({
      method: 'kubernetes',
      universal: undefined,
      kubernetes: {
        identityIdRef: { name: 'identity', namespace: 'shop', key: 'id' },
        serviceAccountRef: { name: 'login', namespace: 'shop' },
        serviceAccountTokenAudiences: ['infisical'],
      },
    });
    const written = writtenFor(readAs([infisicalConnection(), auth, reading]));
    const [body] = Object.values(resources(written, 'identity_kubernetes_auth'));
    expect(body).toMatchObject({ allowed_namespaces: ['shop'], allowed_audience: 'infisical' });
    expect(body['//'].join()).toContain('create secret generic identity --from-env-file=/dev/stdin, type id=…');
  });

  test('that is in no manifest leaves a role that is given by hand', () => {
    const written = writtenFor(readAs([reading]));
    expect(identities(written)).toEqual([]);
    expect(Object.values(resources(written, 'project_role'))[0]['//'][0]).toContain('give it this role by hand');
  });
});

describe('a login of which no manifest says who may use it', () => {
  const byAws = (identityId: string) =>
    infisicalSecret({ authentication: { awsIamAuth: { identityId, secretsScope: secretsScope() } } });

  test('is the same identity before it has an id', () => {
    expect(identities(writtenFor(readAs([byAws(NAMELESS)])))).toEqual(['operator-prod-aws-iam']);
  });

  test('is one for each id', () => {
    expect(identities(writtenFor(readAs([byAws(IDENTITY_ID), byAws(OTHER_ID)])))).toHaveLength(2);
  });

  test('has an identity and a role, and its method is written beside', () => {
    const written = writtenFor(readAs([byAws(IDENTITY_ID)]));
    expect(identities(written)).toEqual(['operator-prod-aws-iam']);
    const [body] = Object.values(resources(written, 'project_scoped_identity'));
    expect(body['//'].join()).toContain('write that into a file beside this one, with infisical_identity_aws_auth');
  });

  const TOKEN = {
    serviceTokenSecretReference: { secretName: 'token', secretNamespace: 'shop' },
    secretsScope: { envSlug: 'prod', secretsPath: '/api' },
  };

  test('by LDAP it is set up in Infisical', () => {
    const ldapAuth = {
      identityId: IDENTITY_ID,
      credentialsRef: { secretName: 'ldap', secretNamespace: 'shop' },
      secretsScope: secretsScope(),
    };
    const written = writtenFor(readAs([infisicalSecret({ authentication: { ldapAuth } })]));
    const [body] = Object.values(resources(written, 'project_scoped_identity'));
    expect(body['//'].join()).toContain('set up LDAP Auth of this identity in Infisical');
  });

  test('a service token has neither', () => {
    const written = writtenFor(readAs([infisicalSecret({ authentication: { serviceToken: TOKEN } }), syncFrom({})]));
    expect(written['//'].join()).toContain('By hand: No role: InfisicalSecret shop/api logs in with a service token');
  });
});

describe('an identity for several projects', () => {
  const READ = readAs([byKubernetes(), byKubernetes({}, { projectSlug: 'payments' })]);

  test('is one of the organization, with a membership and a role in each', () => {
    const written = writtenFor(READ);
    expect(resources(written, 'identity')['operator-prod-shop-infisical-login']).toMatchObject({
      org_id: `\${data.infisical_identity_details.own.organization.id}`,
      role: 'no-access',
    });
    expect(Object.keys(resources(written, 'project_identity'))).toEqual([
      'payments_operator-prod-shop-infisical-login',
      'shop_operator-prod-shop-infisical-login',
      'payments_check',
      'shop_check',
    ]);
  });

  test('and all others are too, if the configuration says so', () => {
    const written = writtenFor(readAs([byKubernetes()]), { scope: 'organization' });
    expect(resources(written, 'project_scoped_identity')).toEqual({});
    expect(Object.keys(resources(written, 'identity'))).toEqual(['operator-prod-shop-infisical-login', 'check']);
  });
});

describe('an identity that is there', () => {
  test('by its id in the manifests is taken over with how it logs in', () => {
    const written = writtenFor(readAs([byKubernetes()]), { existing: ['all'] });
    expect(written.import?.slice(-2)).toEqual([
      {
        to: 'infisical_project_scoped_identity.operator-prod-shop-infisical-login',
        id: `\${format("%s,%s", data.infisical_projects.shop.id, "${IDENTITY_ID}")}`,
      },
      { to: 'infisical_identity_kubernetes_auth.operator-prod-shop-infisical-login', id: IDENTITY_ID },
    ]);
  });

  test('by its name in the configuration keeps a login that the provider cannot take over', () => {
    const identities = [
      { name: 'operator-prod-shop-infisical-credentials', id: IDENTITY_ID },
      { name: 'check', id: OTHER_ID },
    ];
    const written = writtenFor(readAs([syncFrom({})]), { identities });
    expect(resources(written, 'identity_universal_auth')).toEqual({});
    expect(written.import?.map(({ to }) => to)).toEqual([
      'infisical_project_scoped_identity.operator-prod-shop-infisical-credentials',
      'infisical_project_scoped_identity.check',
    ]);
  });

  test('and that has no such name, is a mistake', () => {
    const configuration = { provision: { identities: [{ name: 'chekc', id: OTHER_ID }] } };
    expect(() => writtenFor(readAs([syncFrom({})]), { configuration })).toThrow(
      'identities: no machine identity is called "chekc": did you mean "check"?',
    );
  });

  test('is never taken over by what is no id', () => {
    const written = writtenFor(readAs([byKubernetes({ identityId: 'x"}' })]), { existing: ['all'] });
    expect(written.import?.filter(({ to }) => to.includes('identity'))).toEqual([]);
  });
});

describe('the identity of check', () => {
  const READ = readAs([syncFrom({}), workload('web', { A: 'A' })]);
  const GITHUB = { provider: 'github', repository: 'acme/shop' } as const;
  const oidc = (ci?: CiSettings) => resources(writtenFor(READ, { ci }), 'identity_oidc_auth').check;

  test('cannot read a value, in any folder', () => {
    const [role] = Object.entries(resources(writtenFor(READ), 'project_role')).flatMap(([name, body]) =>
      name === 'shop_check' ? [body] : [],
    );
    expect(role.permissions_v2).toEqual([
      {
        subject: 'secrets',
        action: ['describeSecret'],
        inverted: false,
        conditions: '{"environment":{"$eq":"prod"},"secretPath":{"$eq":"/api"}}',
      },
    ]);
  });

  test('has its id where the workflow that init writes looks for it', () => {
    const { check } = resources(writtenFor(READ), 'project_scoped_identity');
    const workflow = ciWorkflow({ repository: '' } as Parameters<typeof ciWorkflow>[0]);
    const [, variable] = /INFISICAL_MACHINE_IDENTITY_ID: \$\{\{ vars\.(\w+) \}\}/.exec(workflow) ?? [];
    expect(check['//'].join()).toContain(
      `is INFISICAL_MACHINE_IDENTITY_ID in the job; the workflow that init writes has it from ${variable}, a variable of the repository`,
    );
  });

  test('logs in by Universal Auth where nobody says from where', () => {
    expect(oidc()).toBeUndefined();
    expect(Object.keys(resources(writtenFor(READ), 'identity_universal_auth'))).toContain('check');
  });

  test('logs in from pull requests and the main branch of a repository of GitHub', () => {
    expect(oidc(GITHUB)).toMatchObject({
      oidc_discovery_url: 'https://token.actions.githubusercontent.com',
      bound_issuer: 'https://token.actions.githubusercontent.com',
      bound_audiences: ['https://github.com/acme'],
      bound_subject: 'repo:acme/shop:{pull_request,ref:refs/heads/main}',
      bound_claims: { repository: 'acme/shop' },
    });
  });

  test('or from one environment of it', () => {
    expect(oidc({ ...GITHUB, environment: 'check', audience: 'x' })).toMatchObject({
      bound_audiences: ['x'],
      bound_subject: 'repo:acme/shop:environment:check',
    });
  });

  test('logs in from a project of GitLab, whatever the branch', () => {
    expect(oidc({ provider: 'gitlab', repository: 'acme/team/shop' })).toMatchObject({
      bound_issuer: 'https://gitlab.com',
      bound_audiences: ['https://gitlab.com'],
      bound_claims: { project_path: 'acme/team/shop' },
    });
    const own = { provider: 'gitlab', repository: 'acme/shop', url: 'https://git.example.com/' } as const;
    expect(oidc({ ...own, branch: 'main', environment: 'check' })).toMatchObject({
      oidc_discovery_url: 'https://git.example.com',
      bound_claims: { project_path: 'acme/shop', ref: 'main', ref_type: 'branch', environment: 'check' },
    });
  });

  test('logs in from a GitHub of your own', () => {
    expect(oidc({ ...GITHUB, url: 'https://github.example.com' })).toMatchObject({
      oidc_discovery_url: 'https://github.example.com/_services/token',
      bound_audiences: ['https://github.example.com/acme'],
    });
  });
});

test('the conditions of a role are as the provider reads them back, so that a second plan changes nothing', () => {
  const [role] = Object.values(
    resources(writtenFor(readAs([syncFrom({ secretsPath: '/a&b' }), workload('web', { A: 'A' })])), 'project_role'),
  );
  expect(role.permissions_v2[0].conditions).toBe(
    String.raw`{"environment":{"$eq":"prod"},"secretName":{"$in":["A"]},"secretPath":{"$eq":"/a\u0026b"}}`,
  );
});

test('keys that values refer to are read too', () => {
  const [text] = textsOf(readAs([syncFrom({}), workload('web', { A: 'A' })]), { also: ['DB_USER'] });
  expect(text).toContain(String.raw`\"$in\":[\"A\",\"DB_USER\"]`);
});

test('no value of a Secret in the manifests is written, whatever it stands for', () => {
  const canary = 'canary-4f3a9b';
  const text = textsOf(
    readAs([
      syncFrom({}),
      byKubernetes(),
      secret('infisical-credentials', { stringData: { clientId: canary, clientSecret: canary, [canary]: canary } }),
      secret('identity', { stringData: { id: canary } }),
      infisicalConnection(),
      infisicalAuth({
        method: 'kubernetes',
        universal: undefined,
        kubernetes: {
          identityIdRef: { name: 'identity', namespace: 'shop', key: 'id' },
          serviceAccountRef: { name: 'login', namespace: 'shop' },
        },
      }),
      staticSecret({ sources: [source({ projectId: undefined, projectSlug: 'shop' })] }),
    ]),
    { existing: ['all'] },
  ).join('');
  expect(text).not.toContain(canary);
  expect(text).not.toContain(Buffer.from(canary).toString('base64'));
});
