import { Chart } from 'cdk8s';
import { Construct } from 'constructs';
import {
  ApiGeneration,
  type EnvironmentOptions,
  InfisicalAuth,
  InfisicalHost,
  InfisicalProject,
  type InfisicalProjectProps,
  type KeyCatalogue,
  ProjectEnvironment,
} from '../../lib';
import { catalogue } from '../sync/shop';

const AUTH = InfisicalAuth.universal({ credentials: { name: 'login' } });
const OTHER_AUTH = InfisicalAuth.universal({ credentials: { name: 'other' } });
const ID = '6f1c2d7e-0000-4000-8000-000000000002';
const CATALOGUE = {
  hostUrl: 'https://secrets.example.com',
  projectSlug: 'shop',
  projectId: ID,
} as unknown as KeyCatalogue;

describe('an environment', () => {
  test('has what it is given, and else what the project has', () => {
    const host = InfisicalHost.cloudEu();
    const project = new InfisicalProject({ projectSlug: 'shop', host, auth: AUTH });
    const qa = project.addEnvironment('qa');
    expect(qa).toMatchObject({ project, name: 'qa', slug: 'qa', deployed: true, host, auth: AUTH });
    const options = {
      slug: 'prod',
      namespace: 'shop',
      cluster: 'https://prod.example.com:6443',
      deployed: false,
      host: InfisicalHost.cloudUs(),
      auth: OTHER_AUTH,
      revision: 'v1.4.2',
    };
    expect(project.addEnvironment('production', options)).toMatchObject({ name: 'production', ...options });
    expect(project.environments.map(({ name }) => name)).toEqual(['qa', 'production']);
    expect(project.problems()).toEqual([]);
  });

  test('is found from every construct below it', () => {
    const prod = new InfisicalProject().addEnvironment('prod');
    const below = new Construct(new Chart(prod, 'shop'), 'group');
    expect(InfisicalProject.environmentOf(below)).toBe(prod);
    expect(InfisicalProject.environmentOf(prod)).toBe(prod);
  });

  test('is found also where another copy of this library has made it', () => {
    const root = new Construct(undefined as unknown as Construct, '');
    Object.defineProperty(root, Symbol.for('cdk8s-infisical.environment'), { value: { name: 'prod' } });
    expect(InfisicalProject.environmentOf(new Construct(root, 'shop')).name).toBe('prod');
  });

  test('outside of one, and in a folder of a project, the message says what to write', () => {
    for (const root of [
      new Construct(undefined as unknown as Construct, ''),
      new InfisicalProject().addFolder('argocd'),
    ]) {
      expect(() => InfisicalProject.environmentOf(new Construct(root, 'shop'))).toThrow(
        "[shop] it is in no environment of an InfisicalProject: add its chart to one, as in new Chart(project.addEnvironment('prod'), 'shop')",
      );
    }
  });

  test('the project itself is no scope, and says what is', () => {
    const project = new InfisicalProject() as unknown as Construct;
    for (const declare of [() => new Chart(project, 'shop'), () => InfisicalProject.environmentOf(project)])
      expect(declare).toThrow("its environments have: write new Chart(project.addEnvironment('prod'), 'shop')");
  });

  test.each([undefined, null, 'shop', {}])('%p stands nowhere', (scope) => {
    expect(() => InfisicalProject.environmentOf(scope as unknown as Construct)).toThrow(
      'environmentOf takes a construct, such as a chart or a workload, found',
    );
  });

  test('two clusters, prod-eu and prod-us from slug prod', () => {
    const project = new InfisicalProject();
    for (const region of ['eu', 'us'])
      project.addEnvironment(`prod-${region}`, { slug: 'prod', cluster: `prod-${region}` });
    expect(project.environments.map(({ slug, outdir }) => [slug, outdir])).toEqual([
      ['prod', 'dist/prod-eu'],
      ['prod', 'dist/prod-us'],
    ]);
  });

  test.each([undefined, null, '', '..', 'a/b', 'CON', 3, {}, Object.create(null)])('%p is no name for one', (name) => {
    const project = new InfisicalProject();
    for (const add of [() => project.addEnvironment(name as string), () => project.addFolder(name as string)])
      expect(add).toThrow(/^the environment .* is no name for a folder: /);
    expect(project.environments).toEqual([]);
  });
});

describe('a catalogue', () => {
  test('knows host, slug and id of the project', () => {
    const project = new InfisicalProject({ catalogue: CATALOGUE });
    expect(project).toMatchObject({ host: { url: CATALOGUE.hostUrl }, projectSlug: 'shop', projectId: ID });
    expect(project.problems()).toEqual([]);
  });

  test('does not name the project by its slug where the id is given', () => {
    const project = new InfisicalProject({ catalogue: CATALOGUE, projectId: ID.toUpperCase() });
    expect(project.projectSlug).toBeUndefined();
    expect(project.problems()).toEqual([]);
  });

  test('names the project in messages, also where only its id is known', () => {
    const titleOf = (props: InfisicalProjectProps, slug?: string) => {
      const imported = catalogue({}, { id: ID, ...(slug !== undefined && { slug }) });
      const project = new InfisicalProject({ catalogue: imported, ...props });
      return project.problems()[0].split(': ')[0];
    };
    const host = InfisicalHost.cloudEu();
    expect(titleOf({ host })).toBe('the project "shop"');
    expect(titleOf({ host, projectId: ID }, 'web-shop')).toBe('the project "web-shop"');
    expect(titleOf({ projectId: ID.replace('6f1c', '0000') })).toBe(`the project "${ID.replace('6f1c', '0000')}"`);
  });

  test('leaves the private authority of a host to be given', () => {
    const host = InfisicalHost.selfHosted('https://secrets.example.com:443/', { ca: { name: 'ca', key: 'ca.crt' } });
    const project = new InfisicalProject({ catalogue: CATALOGUE, host });
    expect(project.host.ca).toEqual({ name: 'ca', key: 'ca.crt' });
    expect(project.problems()).toEqual([]);
  });

  test.each<[InfisicalProjectProps, string]>([
    [
      { host: InfisicalHost.cloudUs() },
      'the project "shop": the catalogue was imported from "https://secrets.example.com", and host is "https://app.infisical.com": give the host of the catalogue, or import it from the other one; an environment whose cluster reaches Infisical by another URL has a host of its own',
    ],
    [
      { projectSlug: 'mail' },
      'the project "mail": the catalogue is that of the project "shop", and projectSlug is "mail": leave projectSlug away, or give the catalogue of that project',
    ],
    [
      { projectId: ID.replace('6f1c', '0000') },
      `the project "${ID.replace('6f1c', '0000')}": the catalogue is that of the project "${ID}", and projectId is "${ID.replace('6f1c', '0000')}": leave projectId away, or give the catalogue of that project`,
    ],
  ])('that contradicts %j is a mistake', (props, problem) => {
    const project = new InfisicalProject({ ...props, catalogue: CATALOGUE });
    expect(project.problems()).toEqual([problem]);
    expect(() => project.synth()).toThrow(`error: ${problem}`);
  });
});

test.each([
  { host: InfisicalHost.selfHosted('secrets.example.com') },
  { host: InfisicalHost.selfHosted('https://secrets.example.com/api') },
  { host: InfisicalHost.selfHosted('https://undefined.example.com') },
  { projectSlug: ID },
])('what rules say of each secret is no contradiction of the catalogue too: %j', (props) => {
  expect(new InfisicalProject({ ...props, catalogue: CATALOGUE }).problems()).toEqual([]);
});

describe('values of the wrong kind are told, and never crash:', () => {
  test.each<[unknown, string]>([
    [null, 'the project with : the props must be an object'],
    ['shop', 'the props must be an object'],
    [{ projectSlug: 3 }, 'projectSlug must be text'],
    [{ projectSlug: '' }, 'projectSlug is empty'],
    [{ projectSlug: 'my shop' }, 'projectSlug "my shop" has a blank or a slash'],
    [{ projectId: {} }, 'projectId must be text'],
    [{ host: 'https://secrets.example.com' }, 'host must be an InfisicalHost'],
    [{ host: { url: 3 } }, 'host.url must be text'],
    [{ auth: 'universal' }, 'auth must be an InfisicalAuth'],
    [{ catalogue: 'imports/infisical/shop.lock.json' }, 'catalogue must be a KeyCatalogue'],
    [{ generation: 'v2' }, 'generation must be "'],
    [{ folder: 3 }, 'folder must be text'],
    [{ projectslug: 'shop' }, 'there is no prop "projectslug": did you mean "projectSlug"?'],
  ])('of a project: %j', (props, problem) => {
    const project = new InfisicalProject(props as InfisicalProjectProps);
    project.addEnvironment('prod');
    expect(project.problems()).toEqual([expect.stringContaining(problem.replace('with :', 'with prod:'))]);
  });

  test.each<[unknown, string]>([
    [null, 'the props must be an object'],
    ['shop', 'the props must be an object'],
    [{ slug: 3 }, 'slug must be text'],
    [{ slug: ' ' }, 'slug is empty'],
    [{ slug: 'a/b' }, 'slug "a/b" has a blank or a slash'],
    [{ namespace: 3 }, 'namespace must be text'],
    [{ namespace: '' }, 'the namespace "" must be a lower-case RFC 1123 label'],
    [{ namespace: 'Shop_1' }, 'the namespace "Shop_1" must be a lower-case RFC 1123 label'],
    [{ deployed: 'false' }, 'deployed must be true or false'],
    [{ host: 'https://secrets.example.com' }, 'host must be an InfisicalHost'],
    [{ auth: {} }, 'auth must be an InfisicalAuth'],
    [{ revision: 3 }, 'revision must be text'],
    [{ deploy: false }, 'there is no prop "deploy": did you mean "deployed"?'],
    [{ revision: '' }, 'revision is empty'],
    [{ cluster: 3 }, 'cluster must be text'],
    [{ cluster: '' }, 'the cluster "" is empty'],
    [{ cluster: 'my cluster' }, 'the cluster "my cluster" has a blank'],
    [{ cluster: 'http://prod.example.com' }, 'the cluster "http://prod.example.com" is no https URL'],
    [{ cluster: 'https://' }, 'the cluster "https://" is no https URL'],
    [{ cluster: 'https://prod.example.com/?a=b' }, 'has more in it than a host and a path'],
    [
      { cluster: 'prod.example.com:6443' },
      'the cluster "prod.example.com:6443" is no URL: write the URL of its API server (https://…), or the name that Argo CD has for it',
    ],
  ])('of an environment: %j', (options, problem) => {
    const project = new InfisicalProject({ projectSlug: 'shop' });
    new Chart(project.addEnvironment('prod', options as EnvironmentOptions), 'shop');
    expect(project.problems()).toEqual([expect.stringContaining(problem)]);
    expect(project.problems()[0]).toMatch(/^prod: /);
    expect(() => project.synth()).toThrow('error: prod: ');
  });

  test('more than an environment asks for is in order, as is a name that only looks like one that is given', () => {
    const release = { namespace: 'shop', namespaces: ['shop'], tag: '1.4.2', deploy: undefined };
    const project = new InfisicalProject();
    project.addEnvironment('prod', release);
    expect(project.problems()).toEqual([]);
  });

  test('a name that was put together from what is not set', () => {
    const project = new InfisicalProject();
    project.addEnvironment('pr-undefined', { slug: 'staging', namespace: 'shop' });
    expect(project.problems()).toEqual([expect.stringMatching(/^pr-undefined: the name "pr-undefined": .*\(N6\)$/)]);
  });

  test('nothing stands in the place of environments where there are none', () => {
    expect(new InfisicalProject(null as never).problems()).toEqual([
      'the project: the props must be an object, found null (N5)',
    ]);
  });

  test('a credential in the URL of a cluster is not repeated', () => {
    const project = new InfisicalProject();
    project.addEnvironment('prod', { cluster: 'https://admin:hunter2secret@prod.example.com' });
    expect(project.problems().join()).toContain('has more in it than a host and a path');
    expect(project.problems().join()).not.toContain('hunter2secret');
  });

  test.each([
    'in-cluster',
    'prod-eu',
    'admin@prod',
    'gke_shop_europe-west1_prod',
    'arn:aws:eks:eu-west-1:123456789012:cluster/prod',
    'https://10.0.0.1:6443',
    'https://rancher.example.com/k8s/clusters/c-1',
  ])('the cluster %j is none', (cluster) => {
    const project = new InfisicalProject();
    project.addEnvironment('prod', { cluster });
    expect(project.problems()).toEqual([]);
  });

  test.each(['', '..', '/team', 'team/', 'a//b', 'team/../..', 'CON'])('the folder %j is refused at once', (folder) => {
    expect(() => new InfisicalProject({ folder })).toThrow(/^the folder ".*" is none below the output folder: /);
  });
});

test('the generation holds for all environments', () => {
  const project = new InfisicalProject({ generation: ApiGeneration.V1BETA1 });
  expect(project.addEnvironment('prod').project.generation).toBe(ApiGeneration.V1BETA1);
});

test('only a project makes environments', () => {
  expect(new InfisicalProject().addEnvironment('prod')).toBeInstanceOf(ProjectEnvironment);
});
