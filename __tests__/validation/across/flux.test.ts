import { findingsBetweenFolders } from '../../../lib/validation/across/between-folders';
import { findingsAcross } from '../../../lib/validation/across/findings-across';
import { configMap, deployment, infisicalSecret } from '../manifests';
import { environment, messages, object } from './environments';

const kustomization = (path: string, spec: object = {}) =>
  object('kustomize.toolkit.fluxcd.io/v1', 'Kustomization', {
    spec: { interval: '10m', prune: true, path, sourceRef: { kind: 'GitRepository', name: 'shop' }, ...spec },
  });
const EVERYTHING = { wait: true, targetNamespace: 'other', postBuild: { substitute: { A: 'b' } } };
const script = configMap('script', { run: '${HOME} $$(A)' });

const flux = (...all: ReturnType<typeof kustomization>[]) => environment('flux', { folder: 'dist/flux' }, all);
const prod = environment('prod', { folder: 'dist/prod' }, [infisicalSecret(), script]);
const rulesOf = (findings: readonly { readonly rule: string }[]) => findings.map(({ rule }) => rule);

test('what a Kustomization applies may be that of another environment', () => {
  const findings = findingsAcross([flux(kustomization('./dist/prod', EVERYTHING)), prod]);
  expect(rulesOf(findings)).toEqual(['G2', 'G3', 'G5', 'G6']);
  expect(findings[0]).toMatchObject({ environments: ['flux', 'prod'], at: ['spec', 'postBuild'] });
});

test('nothing is said of the objects of other folders', () => {
  const findings = findingsAcross([flux(kustomization('./dist/staging', EVERYTHING)), prod]);
  expect(findings).toEqual([]);
});

test('a folder elsewhere may be called as an environment', () => {
  const own = environment('prod', {}, [infisicalSecret(), script]);
  const rulesAt = (path: string) => rulesOf(findingsAcross([flux(kustomization(path, EVERYTHING)), own]));
  for (const path of ['./infrastructure/prod', './clusters/prod']) expect(rulesAt(path)).toEqual([]);
  for (const path of ['./prod', './shop/dist/prod']) expect(rulesAt(path)).toEqual(['G2', 'G3', 'G5', 'G6']);
});

test('files tell what is applied, also where a folder has those of several environments', () => {
  const at = (file: string, ...manifests: object[]) => manifests.map((manifest) => ({ file, manifest }) as never);
  const folders = (path: string) => [
    { folder: 'clusters', resources: at('clusters/prod/apps.yaml', kustomization(path, EVERYTHING)) },
    {
      folder: 'apps',
      resources: [...at('apps/prod/a.yaml', infisicalSecret()), ...at('apps/staging/a.yaml', script)],
    },
  ];
  expect(rulesOf(findingsBetweenFolders(folders('./apps/prod')))).toEqual(['G5', 'G6']);
  expect(rulesOf(findingsBetweenFolders(folders('./apps')))).toEqual(['G2', 'G3', 'G5', 'G6']);
  expect(rulesOf(findingsBetweenFolders(folders('./apps/dev')))).toEqual([]);
});

describe('E1: Flux tells where a folder goes', () => {
  const both = (...names: (string | undefined)[]) =>
    messages(
      findingsAcross([
        environment('staging', { folder: 'dist/staging' }, [deployment()]),
        environment('prod', { folder: 'dist/prod' }, [deployment()]),
        flux(
          ...['staging', 'prod'].map((name, i) =>
            kustomization(
              `./dist/${name}`,
              names[i] === undefined ? {} : { kubeConfig: { secretRef: { name: names[i] } } },
            ),
          ),
        ),
      ]),
    );

  test('two folders in one cluster', () => {
    expect(both()).toEqual([expect.stringContaining('(in which Flux runs)')]);
    expect(both('eu', 'eu')).toEqual([expect.stringContaining('(of the kubeconfig "eu")')]);
  });

  test('not in two', () => {
    expect(both('eu', 'us')).toEqual([]);
    expect(both(undefined, 'us')).toEqual([]);
  });

  test.each([
    ['./dist', 1],
    ['dist/', 1],
    ['./shop/dist', 1],
    ['./infrastructure', 0],
    ['./dist/flux', 0],
    ['./', 0],
  ])('the path "%s" applies the folders of both, or not', (path, count) => {
    const environments = ['staging', 'prod'].map((name) =>
      environment(name, { folder: `dist/${name}` }, [deployment()]),
    );
    const told = messages(findingsAcross([...environments, flux(kustomization(path))]));
    // As a program has them, which knows no folder above them.
    const ofProgram = ['staging', 'prod'].map((name) => environment(name, {}, [deployment()]));
    expect(messages(findingsAcross([...ofProgram, flux(kustomization(path))]))).toEqual(told);
    expect(told).toEqual(Array(count).fill(expect.stringContaining('(in which Flux runs)')));
  });

  test('each folder of files with Kustomizations has a cluster of its own', () => {
    const resources = (name: string, manifest: object) => [{ file: `clusters/${name}/apps.yaml`, manifest }] as never[];
    const folders = ['staging', 'prod'].map((name) => ({
      folder: `apps/${name}`,
      resources: [{ file: `apps/${name}/a.yaml`, manifest: deployment() }] as never[],
    }));
    const clusters = {
      folder: 'clusters',
      resources: ['staging', 'prod'].flatMap((name) => resources(name, kustomization(`./apps/${name}`))),
    };
    expect(findingsBetweenFolders([...folders, clusters])).toEqual([]);
  });
});
