import { managedSecret, PROJECT_ID } from '../../validation/manifests';
import { pod } from '../../validation/pods';
import { commandLine } from '../command-line';
import { shop } from '../infisical-double/world';
import { check, double, folderWith, sync, tidyUp, UNIVERSAL, user } from './workplace';

afterAll(tidyUp);

const PROD = { prod: { '/api': ['PORT', 'DATABASE_URL'] } };

describe('requests', () => {
  test.concurrent('never ask for a value, and leave nothing to the defaults of the server', async () => {
    const infisical = await double({ world: shop(PROD) });
    await check(infisical, [sync(infisical.url, { recursive: true }), user(['PORT'])]);
    const [{ query, headers }, ...others] = infisical.to('/api/v4/secrets');
    expect(others).toEqual([]);
    expect(Object.fromEntries(query)).toEqual({
      projectId: PROJECT_ID,
      environment: 'prod',
      secretPath: '/api',
      viewSecretValue: 'false',
      expandSecretReferences: 'false',
      includePersonalOverrides: 'false',
      includeImports: 'true',
      include_imports: 'true',
      recursive: 'true',
    });
    expect(headers['user-agent']).toMatch(/^cdk8s-infisical\/\d+\.\d+\.\d+ \(names of secrets only\)$/);
  });

  test.concurrent('are one for each place, after one login and one look at each slug', async () => {
    const folders = Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`/${index}`, ['PORT']]));
    const infisical = await double({ world: shop({ prod: folders }) });
    const manifests = Object.keys(folders).flatMap((secretsPath) => {
      const name = `s${secretsPath.slice(1)}`;
      const resource = sync(
        infisical.url,
        { secretsPath },
        { managedKubeSecretReferences: [managedSecret({ secretName: name })] },
      );
      const workload = pod({ containers: [{ name: 'a', envFrom: [{ secretRef: { name } }] }] }, { name });
      return [
        { ...resource, metadata: { ...resource.metadata, name } },
        workload,
        { ...workload, kind: 'StatefulSet' as const },
      ];
    });
    expect(await check(infisical, manifests)).toMatchObject({ status: 0 });
    expect(infisical.to('/api/v1/auth')).toHaveLength(1);
    expect(infisical.to('/api/v1/projects')).toHaveLength(1);
    expect(infisical.to('/api/v4/secrets')).toHaveLength(9);
  });

  test.concurrent('go to /api/v3 where /api/v4 is unknown, by slug and by id', async () => {
    const infisical = await double({ world: shop(PROD), old: true });
    for (const scope of [{}, { projectSlug: undefined, projectId: PROJECT_ID }]) {
      expect(await check(infisical, [sync(infisical.url, scope), user(['PORT'])])).toMatchObject({ status: 0 });
    }
    const [bySlug, byId] = infisical.to('/api/v3').map(({ query }) => query);
    expect([bySlug.get('workspaceSlug'), byId.get('workspaceId')]).toEqual(['shop', PROJECT_ID]);
    expect(bySlug.get('viewSecretValue')).toBe('false');
  });
});

describe('the command', () => {
  test.concurrent.each([
    ['a folder without manifests', { 'dist/notes.txt': '' }, [], 'there are no Kubernetes manifests in dist\n'],
    ['a path that is not there', {}, ['no'], 'no: there is no such file or folder\n'],
    [
      'a format that it does not know',
      {},
      ['--format', 'xml'],
      /Allowed choices are table, json, sarif, junit, github/,
    ],
    [
      'a status that it does not know',
      {},
      ['--fail-on', 'ok'],
      /Write one or more of missing,invalid,optional-missing,duplicate,unused/,
    ],
    ['a number that is none', {}, ['--retries', 'many'], /Write a number from 0 to 20/],
    ['a file that is no certificate', {}, ['--ca-file', 'no.pem'], /no\.pem: there is no PEM certificate in it/],
    ['a mapping that is none', {}, ['--host-map', 'x'], /--host-map "x": write <address in the manifests>=/],
    [
      'a host that is no URL',
      {},
      ['--host', 'secrets'],
      /the host "secrets" is not a URL: write for example https:\/\/secrets\.example\.com\n/,
    ],
  ])('ends with 2 and a message for %s', async (_, files, args, message) => {
    const infisical = await double({ world: shop(PROD) });
    const shown = { 'dist/prod/a.yaml': JSON.stringify(sync(infisical.url)) };
    const cwd = folderWith(
      Object.keys(files).length > 0 ? files : { ...shown, 'dist/prod/b.yaml': JSON.stringify(user(['A'])) },
    );
    const { status, stdout, stderr } = await commandLine(['check', ...args], { cwd, env: UNIVERSAL });
    expect({ status, stdout }).toEqual({ status: 2, stdout: '' });
    expect(stderr).toMatch(message);
    expect(stderr).not.toMatch(/^ +at /m);
  });

  test.concurrent('ends with 2 where nothing can be read, and says no more than what is unread', async () => {
    const cwd = folderWith({ 'dist/c.yaml': 'a: [' });
    const { status, stderr } = await commandLine(['check'], { cwd, env: UNIVERSAL });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^dist\/c\.yaml:2:\d+: unread: /m);
    expect(stderr).not.toMatch(/there are no Kubernetes manifests/);
  });

  test.concurrent('ends with 2 where a file cannot be read, but checks the others', async () => {
    const infisical = await double({ world: shop(PROD) });
    const cwd = folderWith({
      'dist/a.json': JSON.stringify(sync(infisical.url)),
      'dist/b.json': JSON.stringify(user(['PORT'])),
      'dist/c.yaml': 'a: [',
      'dist/values.yaml': 'replicas: 1\n',
    });
    const ran = await commandLine(['check', '--host', infisical.url], { cwd, env: UNIVERSAL });
    expect(ran.status).toBe(2);
    expect(ran.stdout).toContain('1 ok');
    expect(ran.stderr).toMatch(
      /^dist\/c\.yaml:\d:\d: unread: this is no YAML: .*\n1 file holds no Kubernetes manifest\n$/,
    );
  });

  test.concurrent('needs no login where nothing comes from Infisical', async () => {
    const cwd = folderWith({ 'dist/a.json': JSON.stringify(pod({ containers: [{ name: 'a', image: 'a:1' }] })) });
    expect(await commandLine(['check'], { cwd })).toEqual({
      status: 0,
      stdout: 'no workload and no template needs a key of Infisical\n',
      stderr: '',
    });
  });

  test.concurrent('ends with 2 where nothing says what writes the Secrets, and nothing else was checked', async () => {
    const cwd = folderWith({ 'dist/a.json': JSON.stringify(user(['PORT'])) });
    const { status, stderr } = await commandLine(['check'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^not checked: 1 Secret that workloads use is written by nothing .*"api-secrets" \(dist\/a/);
  });

  test.concurrent.each(['table', 'json', 'github', 'junit', 'sarif', 'gitlab'])(
    'ends with 2, in %s, where a Secret that nothing writes is nearly called like a managed one',
    async (format) => {
      const infisical = await double({ world: shop(PROD) });
      const slip = pod({ containers: [{ name: 'a', envFrom: [{ secretRef: { name: 'api-secret' } }] }] });
      const manifests = { sync: sync(infisical.url), user: user(['PORT']), slip };
      const files = Object.entries(manifests).map(([name, one]) => [`dist/${name}.json`, JSON.stringify(one)]);
      const cwd = folderWith(Object.fromEntries(files));
      const args = ['check', '--host', infisical.url, '--format', format];
      const { status, stdout, stderr } = await commandLine(args, { cwd, env: UNIVERSAL });
      expect(status).toBe(2);
      expect(stdout).toContain('dist/slip.json');
      expect(stderr).toMatch(
        /^dist\/slip\.json:1:\d+: unread: nothing in these manifests writes the Secret "api-secret": did you mean "api-secrets"\?\n$/,
      );
    },
  );

  test.concurrent.each(['table', 'json', 'github', 'junit', 'sarif', 'gitlab'])(
    'ends with 2, in %s, where a managed Secret is written in another namespace only',
    async (format) => {
      const infisical = await double({ world: shop(PROD) });
      const container = { name: 'a', envFrom: [{ secretRef: { name: 'api-secrets' } }] };
      const apart = { ...pod({ containers: [container] }), metadata: { name: 'apart', namespace: 'bank' } };
      const manifests = { sync: sync(infisical.url), user: user(['PORT']), apart };
      const files = Object.entries(manifests).map(([name, one]) => [`dist/${name}.json`, JSON.stringify(one)]);
      const args = ['check', '--host', infisical.url, '--format', format];
      const cwd = folderWith(Object.fromEntries(files));
      const { status, stdout, stderr } = await commandLine(args, { cwd, env: UNIVERSAL });
      expect(status).toBe(2);
      expect(stdout).toContain('dist/apart.json');
      expect(stderr).toMatch(
        /^dist\/apart\.json:1:\d+: unread: the Secret "api-secrets" is written in the namespace "\w+", not in "bank"\n$/,
      );
    },
  );

  test.concurrent('names both namespaces where a Secret is written in another one', async () => {
    const elsewhere = pod({ containers: [{ name: 'a', envFrom: [{ secretRef: { name: 'orders' } }] }] });
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'orders', namespace: 'bank' } };
    const cwd = folderWith({ 'dist/a.json': JSON.stringify(elsewhere), 'dist/b.json': JSON.stringify(secret) });
    const { status, stderr } = await commandLine(['check'], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/is written in another namespace only: "orders" \(dist\/a.*: in "bank", not in "shop"\)/);
  });
});
