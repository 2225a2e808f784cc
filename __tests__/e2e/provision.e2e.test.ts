import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { terraformJson } from '../../cli/languages/terraform-json';
import type { ReadManifest } from '../../cli/manifests/read-manifests';
import { commandLine } from '../cli/command-line';
import { hostile } from '../cli/languages/hostile';
import { textsOf } from '../cli/provision/provisioned';
import { readAs, syncFrom, workload } from '../cli/report/reported';
import {
  IDENTITY_ID,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  secretsScope,
  source,
  staticSecret,
} from '../validation/manifests';
import { actionsOf, OpenTofu } from './opentofu';
import { PROJECT } from './packed-library';

const CLUSTERS = { kubernetes_host_prod: 'https://prod.example.com', kubernetes_host_staging: 'https://s.example.com' };

let tofu: OpenTofu;
let place: string;
beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 'provision-'));
  tofu = new OpenTofu(place, ['api', 'team', 'orders', 'web']);
});
afterAll(() => rmSync(place, { recursive: true, force: true }));

function newFolder(): string {
  return mkdtempSync(join(place, 'files-'));
}

function folderWith(text: string): string {
  const folder = newFolder();
  writeFileSync(join(folder, 'infisical.tf.json'), text);
  return folder;
}

function folderFor(read: readonly ReadManifest[], asked: Parameters<typeof textsOf>[1] = {}): string {
  return folderWith(textsOf(read, asked)[0]);
}

/** The shop as it is deployed: the ids of its identities come once they are made. */
function shop(ids: { readonly [environment: string]: string }, more: object[] = []): ReadManifest[] {
  return Object.entries(ids).flatMap(([envSlug, identityId]) => {
    const scope = secretsScope({ envSlug, secretsPath: '/team/orders' });
    const login = kubernetesAuth({ identityId, secretsScope: scope, serviceAccountTokenAudiences: ['infisical'] });
    const read = source({ projectId: undefined, projectSlug: 'shop', environmentSlug: envSlug });
    const manifests = [
      infisicalSecret({ authentication: { kubernetesAuth: login } }),
      workload('web', { A: 'A' }),
      infisicalConnection(),
      infisicalAuth(),
      staticSecret({ sources: [read] }),
      ...more,
    ] as Parameters<typeof readAs>[0];
    return readAs(manifests, `dist/${envSlug}`);
  });
}

const NOT_YET = { prod: '00000000-0000-0000-0000-000000000000', staging: '00000000-0000-0000-0000-000000000000' };

describe("the article's project", () => {
  const provision = async (...args: string[]) => {
    const folder = newFolder();
    const { status, stderr } = await commandLine(['provision', '--folder', folder, ...args], { cwd: PROJECT });
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    return folder;
  };

  test('is valid, all of it is made, and then nothing is left to do', async () => {
    const folder = await provision('--github', 'acme/shop');
    expect(tofu.validate(folder)).toEqual([]);
    expect(actionsOf(tofu.plan(folder))).toEqual({ create: 13 });
    tofu.apply(folder);
    expect(actionsOf(tofu.plan(folder))).toEqual({});
    expect(Object.keys(tofu.outputs(folder))).toEqual([
      'check_identity_id',
      'operator-prod-default-universal-auth-credentials_identity_id',
      'operator-staging-default-universal-auth-credentials_identity_id',
      'slug_project_id',
    ]);
  });

  test('is taken over where it is there: nothing of it is made a second time', async () => {
    const folder = await provision('--existing');
    expect(tofu.validate(folder)).toEqual([]);
    expect(actionsOf(tofu.plan(folder))).toEqual({ create: 9, import: 3 });
    tofu.apply(folder);
    expect(actionsOf(tofu.plan(folder))).toEqual({});
  });
});

describe('a shop with Kubernetes Auth and v1beta1', () => {
  test.each([
    ['new', {}],
    ['of the organization', { scope: 'organization' as const }],
    ['with a CI', { ci: { provider: 'gitlab' as const, repository: 'acme/shop' } }],
  ])('that is %s is valid, and made', (_, asked) => {
    const folder = folderFor(shop(NOT_YET), asked);
    expect(tofu.validate(folder)).toEqual([]);
    tofu.apply(folder, CLUSTERS);
    expect(actionsOf(tofu.plan(folder, CLUSTERS))).toEqual({});
  });

  test('that is there is taken over with its folders and identities', () => {
    const folder = folderFor(shop({ prod: IDENTITY_ID }), { existing: ['all'] });
    const { kubernetes_host_prod } = CLUSTERS;
    // One environment, three folders, and an identity with how it logs in.
    expect(actionsOf(tofu.plan(folder, { kubernetes_host_prod })).import).toBe(6);
  });

  test('that was taken over grows, where the project alone is left as what is there', () => {
    const read = shop({ prod: IDENTITY_ID });
    const { kubernetes_host_prod } = CLUSTERS;
    const folder = folderFor(read, { existing: ['all'] });
    tofu.apply(folder, { kubernetes_host_prod });
    const grown = [...read, ...readAs([syncFrom({ secretsPath: '/a/new/one' })], 'dist/a')];
    writeFileSync(join(folder, 'infisical.tf.json'), textsOf(grown, { existing: ['shop'] })[0]);
    const actions = actionsOf(tofu.plan(folder, { kubernetes_host_prod }));
    expect(Object.keys(actions).filter((one) => one.includes('delete') || one === 'import')).toEqual([]);
    expect(actions.create).toBeGreaterThan(0);
  });

  test('keeps all that is made when the ids come into the manifests, and when it grows', () => {
    const folder = folderFor(shop(NOT_YET));
    tofu.apply(folder, CLUSTERS);
    const outputs = tofu.outputs(folder);
    const ids = Object.fromEntries(
      ['prod', 'staging'].map((name) => [name, outputs[`operator-${name}-shop-infisical-login_identity_id`]]),
    );
    const grown = [
      ...shop(ids, [syncFrom({ secretsPath: '/a/new/one' })]),
      ...readAs([syncFrom({ envSlug: 'dev' })], 'dist/a'),
    ];
    writeFileSync(join(folder, 'infisical.tf.json'), textsOf(grown)[0]);
    const actions = actionsOf(tofu.plan(folder, CLUSTERS));
    expect(Object.keys(actions).filter((one) => one.includes('delete'))).toEqual([]);
    expect(actions.create).toBeGreaterThan(0);
  });

  test('keeps its secrets when environments and projects are gone from the manifests: they are forgotten', () => {
    const web = readAs([syncFrom({ projectSlug: 'web', secretsPath: '/web' })], 'dist/web');
    const all = [...shop(NOT_YET), ...web];
    const folder = folderFor(all);
    tofu.apply(folder, CLUSTERS);
    const replaced = readFileSync(join(folder, 'infisical.tf.json'), 'utf8');
    const { prod } = NOT_YET;
    writeFileSync(join(folder, 'infisical.tf.json'), textsOf(shop({ prod }), { replaced })[0]);
    const { kubernetes_host_prod } = CLUSTERS;
    const { resource_changes = [] } = tofu.plan(folder, { kubernetes_host_prod });
    const those = (action: string) =>
      resource_changes.filter(({ change }) => change.actions.includes(action)).map(({ address }) => address);
    expect(those('forget')).toEqual([
      'infisical_project.web',
      'infisical_project_environment.shop_staging',
      'infisical_project_environment.web_prod',
      ...['shop_staging_team', 'shop_staging_team_orders', 'shop_staging_web', 'web_prod_web'].map(
        (label) => `infisical_secret_folder.${label}`,
      ),
    ]);
    expect(
      those('delete').filter((one) => /infisical_(project|project_environment|secret_folder)\./.test(one)),
    ).toEqual([]);
    expect(those('delete').length).toBeGreaterThan(0);
    tofu.apply(folder, { kubernetes_host_prod });
    expect(actionsOf(tofu.plan(folder, { kubernetes_host_prod }))).toEqual({});
  });

  test('that Terraform has made is not taken over: --existing destroys nothing', () => {
    const folder = folderFor(shop(NOT_YET));
    tofu.apply(folder, CLUSTERS);
    const replaced = readFileSync(join(folder, 'infisical.tf.json'), 'utf8');
    writeFileSync(join(folder, 'infisical.tf.json'), textsOf(shop(NOT_YET), { replaced, existing: ['all'] })[0]);
    expect(Object.keys(actionsOf(tofu.plan(folder, CLUSTERS))).filter((one) => /delete|forget/.test(one))).toEqual([]);
  });

  test('leaves no secret in the state', () => {
    const folder = folderFor(shop(NOT_YET));
    tofu.apply(folder, CLUSTERS);
    const { resources } = JSON.parse(readFileSync(join(folder, 'terraform.tfstate'), 'utf8'));
    const types = new Set(resources.map(({ type }: { type: string }) => type));
    expect([...types].filter((type) => /client_secret|token|^infisical_secrets?$/.test(String(type)))).toEqual([]);
    expect(JSON.stringify(resources)).not.toMatch(/"token_reviewer_jwt":"[^"]/);
  });
});

test('every text is read as it was, by OpenTofu itself', () => {
  const texts = fc.sample(hostile, { numRuns: 3_000, seed: 1 });
  const output = Object.fromEntries(texts.map((value, i) => [`t${i}`, { value }]));
  const folder = folderWith(terraformJson({ '//': texts, output }));
  const { output_changes = {} } = tofu.plan(folder);
  const written = (text: string) => text.replaceAll(/\p{Cs}/gu, '\ufffd').normalize('NFC');
  expect(texts.map((_, i) => output_changes[`t${i}`].after)).toEqual(texts.map(written));
});

test('manifests with odd names are valid, and are named as they are', () => {
  const odd = fc.sample(hostile, { numRuns: 150, seed: 2 }).filter((text) => text.trim() !== '');
  const read = odd.flatMap((text, i) => [
    ...readAs([syncFrom({ projectSlug: text, envSlug: text, secretsPath: `/${text}` })], `dist/${i}`),
    ...readAs(
      [syncFrom({ secretsPath: `/${text}` }), workload('web', { A: text })],
      `dist/${text.replaceAll(/[/\0]/g, '')}-${i}`,
    ),
  ]);
  const folder = folderFor(read);
  expect(tofu.validate(folder)).toEqual([]);
});
