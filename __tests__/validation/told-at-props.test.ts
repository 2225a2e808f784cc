import { ApiObject, App, type Chart } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  ArgoCdApplicationSet,
  type ArgoCdApplicationSetProps,
  ArgoCdProject,
  ManagedSecretType,
  SecretSyncedApp,
  SyncedSecret,
  TemplateValue,
} from '../../lib';
import type { Manifest } from '../../lib/model/manifest';
import { checkManifests } from '../../lib/validation/check-manifests';
import { APP, SYNC } from '../declarations';
import { errorsOf } from '../synthesis';

const REPOSITORY = 'https://git.example.com/shop/config.git';
const set = (props: Partial<ArgoCdApplicationSetProps>) => (chart: Chart) =>
  new ArgoCdApplicationSet(chart, 'shop', { repoUrl: REPOSITORY, ...props });
const PROD = { name: 'prod' };

/**
 * What a construct says of its props under the id of a rule about finished objects. Once the rule sees the same, the
 * construct need not.
 */
describe('no finished object shows', () => {
  test.each<[string, string, (chart: Chart) => unknown]>([
    [
      'C4',
      'a key that is selected twice',
      (chart) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: ['A', 'A'] }),
    ],
    [
      'C4',
      'a variable that two props set',
      (chart) => new SecretSyncedApp(chart, 'api', { ...APP, secretKeys: ['A'], env: { A: 'a' } }),
    ],
    [
      'C4',
      'a key that becomes two files',
      (chart) => {
        const workload = new Deployment(chart, 'work', { containers: [{ image: 'work:1' }] });
        const files = { path: '/keys', secretKeys: { one: 'A', two: 'A' } };
        new SyncedSecret(chart, 'shop', SYNC).injectInto(workload, { files });
      },
    ],
    [
      'K8',
      'a raw template that is left out',
      (chart) => {
        const secretTemplate = { A: TemplateValue.raw('{{ .A.Value }}') };
        new SyncedSecret(chart, 'shop', { ...SYNC, generation: ApiGeneration.V1BETA1, secretTemplate });
      },
    ],
    [
      'M10',
      'a Secret for basic authentication of nothing',
      (chart) => new SyncedSecret(chart, 'shop', { ...SYNC, secretType: ManagedSecretType.basicAuth({}) }),
    ],
    ['X21', 'a set of nothing', set({})],
    ['X21', 'a set of no environments', set({ environments: [] })],
    ['X21', 'a set that is told twice what to deploy', set({ environments: [PROD], folders: 'dist/*' })],
    ['X21', 'an environment that is given twice', set({ environments: [PROD, PROD] })],
    [
      'X21',
      'a destination that counts for folders only',
      set({ environments: [PROD], destination: { namespace: 'a' } }),
    ],
    ['X21', 'a namespace to make that has no name', set({ environments: [PROD], createNamespace: true })],
    [
      'X23',
      'contents without an object',
      (chart) => {
        const destinations = [{ namespace: 'shop' }];
        new ArgoCdProject(chart, 'shop', { repositories: [REPOSITORY], contents: [new App()], destinations });
      },
    ],
  ])('%s: %s', (rule, _, declare) => {
    let manifests: Manifest[] = [];
    const errors = errorsOf((chart) => {
      declare(chart);
      manifests = chart.node.findAll().flatMap((one) => (ApiObject.isApiObject(one) ? [one.toJson()] : []));
    });
    expect(manifests).not.toEqual([]);
    expect(errors).toEqual(expect.arrayContaining([expect.stringContaining(`(${rule})`)]));
    expect(checkManifests(manifests).filter((finding) => finding.rule === rule)).toEqual([]);
  });
});
