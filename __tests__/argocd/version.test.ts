import { ApiObject, type ApiObjectProps, Chart } from 'cdk8s';
import {
  ArgoCd,
  ArgoCdApplication,
  ArgoCdApplicationSet,
  type ArgoCdOptions,
  ArgoCdTracking,
  GitOpsApp,
  SyncedSecret,
} from '../../lib';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { SYNC } from '../declarations';
import { errorsOf, synthesize } from '../synthesis';
import { infisicalSecret, managedSecret } from '../validation/manifests';

const REPO = 'https://git.example.com/shop.git';
const hydrated = (chart: Chart, plugin?: string) =>
  new ArgoCdApplication(chart, 'shop', { repoUrl: REPO, plugin, hydration: { branch: 'environments/prod' } });
const needs33 = (field: string, version: string) =>
  `[project/shop] sourceHydrator.drySource.${field} needs Argo CD 3.3, and yours is ${version}, which renders the folder by what it finds there: do without it, or upgrade Argo CD and tell its version (X33)`;

describe('the source hydrator', () => {
  test('knows its plugin from Argo CD 3.3 on', () => {
    const build = (version: string) => (chart: Chart) => {
      ArgoCd.configure(chart, { version });
      hydrated(chart, 'cdk8s');
    };
    expect(errorsOf(build('3.2'))).toEqual([needs33('plugin', '3.2')]);
    expect(errorsOf(build('v3.2.1+cc2b5c6'))).toEqual([needs33('plugin', 'v3.2.1+cc2b5c6')]);
    for (const version of ['3.3', 'v3.3.0', '3.10', '4.0']) expect(synthesize(build(version))).toHaveLength(1);
  });

  test('and so which files of the folder are manifests, also in an ApplicationSet', () => {
    const found = errorsOf((chart) => {
      new ArgoCdApplicationSet(chart, 'shop', {
        repoUrl: REPO,
        environments: [{ name: 'prod' }],
        hydration: { branch: 'environments' },
      });
      ArgoCd.configure(chart, { version: '3.0' });
    });
    expect(found).toEqual([needs33('directory', '3.0')]);
  });

  test('is not judged where nobody tells the version', () => {
    expect(synthesize((chart) => void hydrated(chart, 'cdk8s'))).toHaveLength(1);
  });
});

test('a protection that an older Argo CD takes no notice of is an error', () => {
  const [found, ...more] = errorsOf((chart) => {
    ArgoCd.configure(chart, { version: '2.13' });
    ArgoCd.protect(new SyncedSecret(chart, 'secret', SYNC));
  });
  expect(found).toContain('the sync option Prune=confirm needs Argo CD 2.14, and yours is 2.13');
  expect(more).toHaveLength(1);
});

describe('how Argo CD tracks', () => {
  const ofM16 = (options: ArgoCdOptions) => {
    const app = new GitOpsApp();
    const { apiVersion, kind, spec } = infisicalSecret({
      managedKubeSecretReferences: [managedSecret({ creationPolicy: 'Orphan' })],
    });
    new ApiObject(new Chart(app, 'shop', { namespace: 'shop' }), 'secret', {
      apiVersion,
      kind,
      spec,
    } as ApiObjectProps);
    ArgoCd.configure(app, options);
    return findingsOfApp(app).filter(({ rule }) => rule === 'M16').length;
  };

  test('follows from its version, unless it is told', () => {
    expect(ofM16({ version: '2.14' })).toBe(1);
    expect(ofM16({ version: '3.0' })).toBe(0);
    expect(ofM16({ version: '2.14', tracking: ArgoCdTracking.ANNOTATION })).toBe(0);
    expect(ofM16({ version: '3.0', tracking: ArgoCdTracking.LABEL })).toBe(1);
  });
});

test.each(['3', 'latest', '3.x', '', 'v3.1 ', '03.1'])('%j is no version', (version) => {
  const found = errorsOf((chart) => {
    ArgoCd.configure(chart, { version });
    hydrated(chart);
  });
  expect(found).toEqual([
    `[project] version is ${JSON.stringify(version)}, and no version: write for example "3.1", or leave it out (X33)`,
  ]);
});
