import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import * as yaml from 'yaml';
import { libraryFrom } from '../../../cli/files/library-source';
import { type Answers, QUESTIONS, type Said } from '../../../cli/init/answers';
import { gather } from '../../../cli/init/ask';
import { FIXED_FILES, namedFiles, projectFiles } from '../../../cli/init/files';
import { configurationIn } from '../../../lib/configuration/read-configuration';
import { devDependencies as ours, version } from '../../../package.json';
import { runPrograms } from '../../project/run-programs';
import { oneOddAnswer, textOrRefused } from './hostile-answers';
import { files, IDENTITY_ID, PROJECT_ID, said } from './said';

describe('the files', () => {
  test('of a project that is known by its id', async () => {
    const { 'package.json': manifest, ...others } = await files({ project: PROJECT_ID, keys: 'DATABASE_URL,PORT' });
    expect(others).toMatchSnapshot();
    const { dependencies, devDependencies } = JSON.parse(manifest);
    expect(dependencies).toMatchObject({ 'cdk8s-infisical': version, cdk8s: ours.cdk8s });
    expect(dependencies['cdk8s-plus-28']).toBe(`npm:cdk8s-plus-34@${ours['cdk8s-plus-34']}`);
    expect(devDependencies.jest).toBe(ours.jest);
  });

  test('are those of which it is known before any question that they are there, two with the name, and the images', async () => {
    const all = await files({ project: PROJECT_ID });
    const images = ['images/staging.yaml', 'images/prod.yaml'];
    expect(Object.keys(all).sort()).toEqual([...FIXED_FILES, ...namedFiles('orders'), ...images].sort());
  });

  test('of a project that is known by its slug have no local stack, which needs the id', async () => {
    const { 'orders.ts': application, 'README.md': readme } = await files({ project: 'shop' });
    expect(application).toContain("projectSlug: 'shop'");
    for (const word of ['LocalStack', 'local:', "'dev'"]) expect(application).not.toContain(word);
    expect(readme).not.toContain('make up');
    expect(readme).toContain('`npx cdk8s-infisical provision` writes as Terraform what Infisical needs');
  });

  test.each<[string, Partial<Said>, string]>([
    [
      'another host',
      { host: 'https://secrets.example.com/' },
      "host: InfisicalHost.selfHosted('https://secrets.example.com'),",
    ],
    ['the cloud of the EU', { host: 'eu' }, 'host: InfisicalHost.cloudEu(),'],
    ['Kubernetes auth', { login: IDENTITY_ID }, "new InfisicalServiceAccount(this, 'infisical-auth');"],
    ['whose identity it is', { login: IDENTITY_ID }, `    identityId: '${IDENTITY_ID}',`],
    [
      'another name of the credentials',
      { login: 'my-login' },
      "auth: InfisicalAuth.universal({ credentials: { name: 'my-login' } })",
    ],
    ['a folder', { path: '/orders' }, "secretPath: '/orders'"],
    ['a namespace for each environment', {}, "shop.addEnvironment('staging', { namespace: 'shop-staging' })"],
    ['other namespaces', { namespace: 'team' }, "shop.addEnvironment('prod', { namespace: 'team-prod' })"],
  ])('say %s', async (_, flags, expected) => {
    expect((await files({ name: 'shop', project: 'shop', ...flags }))['shop.ts']).toContain(expected);
  });

  test('have Argo CD or Flux install the operator, which watches their namespaces alone, or nobody', async () => {
    const made = async (gitops: string) => await files({ project: 'shop', gitops });
    const release = (kind: string) =>
      `new ${kind}OperatorRelease(operator, 'orders-operator', { projects: [orders] });`;
    for (const [gitops, kind, applied] of [
      ['argocd', 'ArgoCd', ['operator', 'argocd']],
      ['flux', 'Flux', ['flux']],
    ] as const) {
      const { 'orders.ts': application, 'README.md': readme } = await made(gitops);
      expect(application).toContain(release(kind));
      const folders = [...readme.matchAll(/kubectl apply --server-side -f dist\/(\w+)/g)].map(([, folder]) => folder);
      expect(folders).toEqual(applied);
      // Argo CD takes over the CRDs of an operator that it did not install.
      expect(application).toContain('Where one is there, take these lines');
      expect(readme).toContain('kubectl get crd infisicalsecrets.secrets.infisical.com');
      // What the operator logs in with, and its namespaces, are there before it.
      expect(readme.indexOf('create secret generic')).toBeLessThan(readme.indexOf('--server-side'));
    }
    const { 'orders.ts': application, 'README.md': readme } = await made('none');
    for (const word of ['ArgoCd', 'Flux', 'OperatorRelease']) expect(application).not.toContain(word);
    expect(readme).not.toContain('--server-side');
  });

  test('say what is to be replaced before anything is applied, where that stands in them', async () => {
    const made = async (flags: Partial<Said>) => (await files({ project: 'shop', ...flags }))['README.md'];
    const usual = await made({});
    const told = usual.indexOf('Before anything is applied, write your own');
    expect(told).toBeLessThan(usual.indexOf('kubectl apply'));
    expect(usual.slice(told)).toMatch(
      /`https:\/\/git\.example\.com\/team\/orders\.git`.*\n.*`registry\.example\.com\/orders:1\.0\.0`/,
    );
    expect(await made({ gitops: 'none' })).not.toContain('git.example.com');
    const own = { image: 'ghcr.io/team/orders:1', repository: 'git@github.com:team/orders.git' };
    expect(await made(own)).not.toContain('Before anything is applied');
  });

  test('say which Flux it takes', async () => {
    const made = async (gitops: string) => (await files({ project: 'shop', gitops }))['README.md'];
    expect(await made('flux')).toContain('Flux has to be 2.7 or newer');
    expect(await made('argocd')).not.toContain('2.7');
  });

  test('say of a slug why there is no laptop, and how it has one', async () => {
    expect((await files({ project: 'shop' }))['README.md']).toContain('With `projectId` in place of `projectSlug`');
    expect((await files({ project: PROJECT_ID }))['README.md']).not.toContain('projectSlug');
  });

  test('have Flux wait for the operator, and read the repository by a URL that it takes', async () => {
    const repository = 'git@github.com:team/orders.git';
    const { 'orders.ts': application, 'README.md': readme } = await files({
      project: 'shop',
      gitops: 'flux',
      repository,
    });
    expect(application).toContain("url: 'ssh://git@github.com/team/orders.git',");
    // By ssh it reads nothing without a key.
    expect(application).toContain("secretName: 'orders-git',");
    const key = 'flux create secret git orders-git --url=ssh://git@github.com/team/orders.git  ';
    expect(readme).toContain(key);
    expect(readme.indexOf(key)).toBeLessThan(readme.indexOf('--server-side'));
    const byHttps = await files({ project: 'shop', gitops: 'flux' });
    const byArgoCd = await files({ project: 'shop', repository });
    for (const made of [byHttps, byArgoCd]) {
      expect(made['orders.ts']).not.toContain('secretName');
      expect(made['README.md']).not.toContain('flux create secret');
    }
    expect(application).toContain("dependsOn: [{ name: 'orders-operator' }],");
    expect(application).toContain(
      "new FluxKustomization(flux, 'orders-operator', { sourceRef, path: './dist/operator', prune: false });",
    );
  });

  test('deploy the environment of the laptop too where it is one of the environments', async () => {
    const { 'orders.ts': application, ...others } = await files({ project: PROJECT_ID, environments: 'dev,prod' });
    expect(Object.keys(others)).toEqual(expect.arrayContaining(['images/dev.yaml', 'images/prod.yaml']));
    expect(application).not.toContain('Images');
    expect(application).toContain("const dev = orders.addEnvironment('dev', { namespace: 'orders-dev' });");
    expect(application.match(/addEnvironment/g)).toHaveLength(2);
    expect(application).toContain('new LocalStack([dev]);');
  });

  test('have Renovate bring images to the first environment alone', async () => {
    const rules = async (environments: string) =>
      JSON.parse((await files({ project: 'shop', environments }))['renovate.json']).packageRules;
    expect(await rules('qa,staging,prod')).toEqual([
      { matchFileNames: ['images/qa.yaml'], groupName: 'qa images', pinDigests: true },
      expect.objectContaining({ matchFileNames: ['images/staging.yaml', 'images/prod.yaml'], enabled: false }),
    ]);
    expect(await rules('prod')).toHaveLength(1);
  });

  test('tell the command line which host may get a credential, and whose certificate it has', async () => {
    const host = 'https://secrets.example.com';
    const answers = await said({ name: 'orders', project: PROJECT_ID, host });
    const made = projectFiles({ ...answers, certificate: 'the certificate' });
    expect(yaml.parse(made['cdk8s-infisical.yaml'])).toEqual({ hosts: [{ url: host, caFile: 'infisical-ca.pem' }] });
    expect(made['infisical-ca.pem']).toBe('the certificate');
    expect(made['orders.ts']).toContain(
      `InfisicalHost.selfHosted('${host}', { ca: { name: 'infisical-ca', key: 'ca.crt' } })`,
    );
    expect(made['README.md']).toContain('create secret generic infisical-ca --from-file=ca.crt=infisical-ca.pem');
    const cloud = yaml.parse((await files({ project: 'shop' }))['cdk8s-infisical.yaml']);
    expect(cloud).toEqual({ hosts: [{ url: 'https://app.infisical.com' }] });
  });

  test('write the host as the configuration takes it', async () => {
    const made = await files({ project: 'shop', host: 'HTTPS://Secrets.Example.com:443/infisical/' });
    expect(configurationIn(made['cdk8s-infisical.yaml'], { yaml })).toMatchObject({
      hosts: [{ url: 'https://secrets.example.com/infisical' }],
    });
    expect(made['orders.ts']).toContain("InfisicalHost.selfHosted('https://secrets.example.com/infisical')");
  });

  test.each<[Partial<Said>, string]>([
    [{ name: 'con' }, '--name "con" is what Windows calls a device'],
    [{ environments: 'prod,nul' }, '--environments "prod,nul" is what Windows calls a device'],
    [{ laptop: 'aux' }, '--laptop "aux" is what Windows calls a device'],
    [
      { project: 'undefined' },
      '--project "undefined" has "undefined", which programs write for a value that is not set',
    ],
    [{ environments: 'prod,null' }, '--environments "prod,null" has "null", which programs write'],
    [
      { image: 'orders' },
      '--image "orders" has neither tag nor digest: write the whole of it, such as registry.example.com/',
    ],
    [
      { image: 'Orders:1' },
      '--image "Orders:1" has capital letters in its name: write them small: write the whole of it',
    ],
    [{ image: 'orders:undefined' }, '--image "orders:undefined" has "undefined", which programs write'],
  ])('are not made of %p, which no synth takes or no checkout holds', async (flags, problem) => {
    await expect(said({ name: 'orders', project: 'shop', ...flags })).rejects.toThrow(problem);
  });

  test.each([
    ['https://github.com/team/orders.git', 'repo:team/orders:{pull_request,ref:refs/heads/main}'],
    ['git@github.com:team/orders', 'repo:team/orders:{pull_request,ref:refs/heads/main}'],
    ['https://git.example.com/team/orders.git', 'repo:OWNER/REPOSITORY:{pull_request,ref:refs/heads/main}'],
  ])('say which tokens of %s Infisical may trust', async (repository, subject) => {
    const { '.github/workflows/ci.yaml': workflow, 'README.md': readme } = await files({ project: 'shop', repository });
    expect(workflow).toContain(`#   subject  ${subject}\n`);
    expect(readme).toContain(`\`${subject}\``);
  });

  test('let only the job that asks Infisical log in, and leave no credential of git behind', async () => {
    const { jobs, permissions } = yaml.parse((await files({ project: 'shop' }))['.github/workflows/ci.yaml']);
    expect(permissions).toEqual({});
    expect(jobs.verify.permissions).toEqual({ contents: 'read' });
    expect(jobs.keys.permissions).toEqual({ contents: 'read', 'id-token': 'write' });
    for (const { steps } of Object.values<{ steps: { uses?: string; with?: object }[] }>(jobs)) {
      expect(steps[0]).toMatchObject({
        uses: expect.stringMatching(/^actions\/checkout@[0-9a-f]{40}$/),
        with: { 'persist-credentials': false },
      });
    }
  });

  test.each([
    ['order-api', 'export const orderApi = ', 'class OrderApi extends Chart'],
    ['chart', 'export const chartProject = ', 'class ChartApp extends Chart'],
    ['argocd', 'export const argocdProject = ', 'class Argocd extends Chart'],
    ['operator', 'export const operatorProject = ', 'class Operator extends Chart'],
    ['source-ref', 'export const sourceRefProject = ', 'class SourceRef extends Chart'],
    ['new', 'export const newProject = ', 'class New extends Chart'],
    ['dev', 'export const dev = ', 'const devEnvironment = dev.addEnvironment('],
    ['test', 'export const testProject = ', 'class Test extends Chart'],
    ['interface', 'export const interfaceProject = ', 'class Interface extends Chart'],
    ['implements', 'export const implementsProject = ', 'class Implements extends Chart'],
    ['object', 'export const object = ', 'class ObjectApp extends Chart'],
  ])('name what is in them so that %s can be called so', async (name, project, chart) => {
    const { [`${name}.ts`]: application } = await files({ name, project: PROJECT_ID });
    expect(application).toContain(project);
    expect(application).toContain(chart);
  });
});

describe('the programs', () => {
  const variants: Partial<Said>[] = [
    { project: PROJECT_ID },
    { project: 'shop', path: '/orders', login: IDENTITY_ID },
    { project: PROJECT_ID, environments: 'dev,qa,prod', login: IDENTITY_ID, name: 'dev' },
    { project: PROJECT_ID, host: 'https://secrets.example.com', environments: 'prod', keys: 'A,B' },
    { project: 'shop', name: 'local-stack', host: 'eu', image: `a@sha256:${'0a'.repeat(32)}` },
    { project: PROJECT_ID, gitops: 'flux', login: IDENTITY_ID, repository: 'git@github.com:team/orders.git' },
    { project: 'shop', gitops: 'flux', name: 'flux' },
    { project: 'shop', gitops: 'none' },
  ];

  test('have no mistake, and print not one line', async () => {
    const programs = await Promise.all(
      variants.map(async (flags, index) => {
        const certificate = index === 3 ? 'the certificate' : undefined;
        return { main: 'main.ts', files: projectFiles({ ...(await said({ name: 'orders', ...flags })), certificate }) };
      }),
    );
    const { printed, folders } = runPrograms(programs);
    try {
      expect(printed).toEqual({ status: 0, stdout: '', stderr: '' });
      const written = folders.map((folder) => readdirSync(join(folder, 'dist')).sort().join());
      expect(written).toEqual([
        'argocd,operator,prod,staging',
        'argocd,operator,prod,staging',
        'argocd,dev,operator,prod,qa',
        'argocd,operator,prod',
        'argocd,operator,prod,staging',
        'flux,operator,prod,staging',
        'flux,operator,prod,staging',
        'prod,staging',
      ]);
    } finally {
      for (const folder of folders) rmSync(folder, { recursive: true });
    }
  });
});

describe('questions', () => {
  test('are few, put for what no flag says, with what is usual', async () => {
    const asked: [string, string | undefined][] = [];
    const answers: Answers = await said({ project: 'shop', port: '80' }, async ({ name, preset }, usual) => {
      asked.push([name, usual]);
      expect(preset?.({ name: 'api' })).toBe(usual);
      return name === 'name' ? 'api' : usual;
    });
    expect(asked).toEqual([
      ['name', undefined],
      ['environments', 'staging,prod'],
      ['host', 'us'],
      ['login', 'universal-auth-credentials'],
      ['keys', 'DATABASE_URL'],
      ['gitops', 'argocd'],
    ]);
    expect(answers).toMatchObject({ name: 'api', namespace: 'api', port: 80, host: 'https://app.infisical.com' });
  });

  test('end when the person does not want to go on', async () => {
    expect(await gather(QUESTIONS, {}, async () => undefined)).toBeUndefined();
  });

  test('take no name for a slug, with the words of rule S14', async () => {
    await expect(said({ name: 'orders', project: 'Shop_1' })).rejects.toThrow(
      '--project "Shop_1" is a name, and no slug: write its slug, as Infisical shows it',
    );
    expect((await said({ name: 'orders', project: PROJECT_ID.toUpperCase() })).project).toBe(PROJECT_ID.toUpperCase());
  });

  test.each([
    ['name', 'Orders'],
    ['name', 'a'.repeat(41)],
    ['name', 'main'],
    ['name', '2nd-api'],
    ['namespace', 'a.b'],
    ['namespace', 'a'.repeat(41)],
    ['project', 'my shop'],
    ['project', 'Shop_1'],
    ['environments', 'staging,,pr/od'],
    ['environments', 'prod,prod'],
    ['environments', ' '],
    ['environments', 'prod,argocd'],
    ['environments', 'prod,flux'],
    ['environments', 'prod,operator'],
    ['gitops', 'helm'],
    ['gitops', 'toString'],
    ['environments', 'Prod'],
    ['environments', 'qa_eu'],
    ['environments', 'a'.repeat(21)],
    ['laptop', 'Dev'],
    ['path', 'api'],
    ['path', "/a'b"],
    ['host', 'secrets.example.com'],
    ['host', 'https://secrets.example.com/api'],
    ['host', 'https://secrets.example.com/api/v3'],
    ['host', "https://x.example.com/'+evil+'"],
    ['host', 'https://user:canary@x.example.com'],
    ['login', 'No Name'],
    ['keys', 'A B-C 1D'],
    ['image', "image'"],
    ['port', '0'],
    ['port', '65536'],
    ['port', '3e3'],
    ['repository', '`rm`'],
    ['repository', 'foo'],
    ['repository', 'https://git.example.com'],
    ['repository', 'file:///srv/orders.git'],
  ] as [keyof Said, string][])('refuse %s "%s"', (name, answer) => {
    const question = QUESTIONS.find((one) => one.name === name);
    expect(question?.problem(answer)).toMatch(/\w/);
    expect(question?.problem(answer)).not.toContain('canary');
  });
});

describe('hostile answers', () => {
  test('are refused, or text in the files', async () => {
    await fc.assert(fc.asyncProperty(oneOddAnswer, textOrRefused), { numRuns: 30, seed: 1 });
  });

  test.each([
    ['--repository', { repository: 'https://u:hunter2PW@git.example.com/r.git' }],
    ['--repository', { repository: 'https://hunter2PW@git.example.com/r.git' }],
    ['--image', { image: 'u:hunter2PW@registry.example.com/api' }],
    ['--host', { host: 'https:/u:hunter2PW@h' }],
    ['--keys', { keys: 'ghp_hunter2PWhunter2PWhunter2PW' }],
  ])('that are a credential are not repeated, and stand in no file: %s', async (flag, flags) => {
    await expect(files({ project: 'shop', ...flags })).rejects.toThrow(
      new Error(`${flag} looks like a credential, which must not stand in code: leave it out`),
    );
  });

  test('that only look like one are taken', async () => {
    const image = `registry.example.com:5000/api:1@sha256:${'0a'.repeat(32)}`;
    const written = await files({ project: 'shop', image, repository: 'git@github.com:org/repo.git' });
    expect(written['images/prod.yaml']).toContain(`orders: { image: ${image} }`);
  });
});

describe('the library', () => {
  test.each(['0.1.0', '^1.2.3', 'https://example.com/a/cdk8s-infisical.tgz'])('can be had from %s', (source) =>
    expect(libraryFrom(source)).toEqual({ source, files: [] }),
  );

  test.each([
    ['nothing.tgz', 'names no file; it must be a version, or a tarball (.tgz), as npm pack makes one of a clone'],
    ['latest; rm', 'must be a version, or a tarball (.tgz), as npm pack makes one of a clone'],
    ['git+https://u:p@example.com/a', 'must be a version, or a tarball (.tgz), as npm pack makes one of a clone'],
  ])('cannot be had from %s', (source, message) => expect(() => libraryFrom(source)).toThrow(new Error(message)));
});
