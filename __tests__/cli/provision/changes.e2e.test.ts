import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { IDENTITY_ID, infisicalSecret, kubernetesAuth, PROJECT_ID, secretsScope } from '../../validation/manifests';
import { commandLine } from '../command-line';
import { type Files, inFolder, writeFiles } from '../report/online-shop';
import { syncFrom } from '../report/reported';

const yaml = (...manifests: object[]) => manifests.map((manifest) => stringify(manifest)).join('---\n');
const SHOP: Files = {
  'dist/prod/shop.k8s.yaml': yaml(syncFrom({})),
  'dist/staging/shop.k8s.yaml': yaml(syncFrom({ envSlug: 'staging' })),
};
const FILE = 'terraform/infisical.tf.json';
const provision = (cwd: string, ...args: string[]) => commandLine(['provision', ...args], { cwd });
const textOf = (cwd: string) => readFileSync(join(cwd, FILE), 'utf8');
const written = (cwd: string) => JSON.parse(textOf(cwd));
const labels = (resources: object = {}) => Object.keys(resources);

/** What the command says on the side, when it ends well. */
async function told(cwd: string, ...args: string[]): Promise<string> {
  const { status, stderr } = await provision(cwd, ...args);
  expect({ status, stderr }).toEqual({ status: 0, stderr });
  return stderr;
}

/** What it refuses. */
async function refused(cwd: string, ...args: string[]): Promise<string> {
  const before = textOf(cwd);
  const { status, stderr } = await provision(cwd, ...args);
  expect(status).toBe(2);
  expect(textOf(cwd)).toBe(before);
  return stderr;
}

describe('what is gone from the manifests', () => {
  const REMOVED = ['infisical_project_environment.shop_staging', 'infisical_secret_folder.shop_staging_api'].map(
    (from) => ({ from, lifecycle: { destroy: false } }),
  );

  test('is forgotten by Terraform, and stays in Infisical: both are told', () =>
    inFolder(SHOP, async (cwd) => {
      expect(await told(cwd)).toBe('');
      expect(written(cwd)).not.toHaveProperty('removed');
      rmSync(join(cwd, 'dist/staging'), { recursive: true });
      const stderr = await told(cwd);
      expect(written(cwd).removed).toEqual(REMOVED);
      expect(stderr).toContain(
        'infisical_project_environment.shop_staging is gone: Terraform forgets it, and Infisical keeps it with its secrets',
      );
      expect(stderr).toMatch(
        /infisical_project_scoped_identity\.operator-staging-\S+ is gone: the next apply deletes this machine identity/,
      );
    }));

  test('stays forgotten, which is told once, and --check takes it', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      rmSync(join(cwd, 'dist/staging'), { recursive: true });
      const { status, stdout } = await provision(cwd, '--check');
      expect(status).toBe(1);
      expect(stdout).toContain('"from": "infisical_project_environment.shop_staging"');
      await provision(cwd);
      const first = textOf(cwd);
      expect(await told(cwd, '--check')).toBe('');
      expect(await told(cwd)).toBe('');
      expect(textOf(cwd)).toBe(first);
    }));

  test('is a resource again when it comes back', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      const first = textOf(cwd);
      rmSync(join(cwd, 'dist/staging'), { recursive: true });
      await provision(cwd);
      expect(written(cwd).removed).toEqual(REMOVED);
      const prod = readFileSync(join(cwd, 'dist/prod/shop.k8s.yaml'), 'utf8');
      writeFileSync(join(cwd, 'dist/prod/shop.k8s.yaml'), `${prod}---\n${SHOP['dist/staging/shop.k8s.yaml']}`);
      await provision(cwd);
      expect(written(cwd)).not.toHaveProperty('removed');
      expect(labels(written(cwd).resource.infisical_project_environment)).toEqual(
        labels(JSON.parse(first).resource.infisical_project_environment),
      );
    }));

  test('can be taken out by hand, as for a moved block beside: it does not come back', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      rmSync(join(cwd, 'dist/staging'), { recursive: true });
      await provision(cwd);
      const { removed, ...others } = written(cwd);
      writeFileSync(join(cwd, FILE), `${JSON.stringify(others, null, 2)}\n`);
      expect(removed).toEqual(REMOVED);
      expect(await told(cwd, '--check')).toBe('');
    }));

  test('may be a whole project', () =>
    inFolder({ ...SHOP, 'dist/web/web.k8s.yaml': yaml(syncFrom({ projectSlug: 'web' })) }, async (cwd) => {
      await provision(cwd);
      rmSync(join(cwd, 'dist/web'), { recursive: true });
      await provision(cwd);
      expect(written(cwd).removed.map(({ from }: { from: string }) => from)).toContain('infisical_project.web');
    }));

  test('is not known of a file that is no JSON any more', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      writeFileSync(join(cwd, FILE), `${textOf(cwd)}<<<<<<< HEAD\n`);
      expect(await refused(cwd)).toContain('is no JSON, so that nobody knows what Terraform would destroy');
    }));

  test('is no address that somebody made up', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      const file = { ...written(cwd), removed: [{ from: 'a"\n${x}' }, { from: 'infisical_project.old' }, 1] };
      writeFileSync(join(cwd, FILE), JSON.stringify(file));
      await provision(cwd);
      expect(written(cwd).removed).toEqual([{ from: 'infisical_project.old', lifecycle: { destroy: false } }]);
    }));
});

describe('a project', () => {
  test('that Terraform has made stays a resource with --existing, which is told', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      const made = written(cwd).resource;
      const stderr = await told(cwd, '--existing');
      expect(stderr).toContain('infisical_project.shop stays a resource, as it is one in terraform/infisical.tf.json');
      const { resource, removed } = written(cwd);
      expect(removed).toBeUndefined();
      expect(resource.infisical_project).toEqual(made.infisical_project);
      expect(resource.infisical_project_environment).toEqual(made.infisical_project_environment);
    }));

  test('that was there is not made once existing is gone', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd, '--existing');
      const problem =
        'the project shop was there already, and would be made a second time: write existing: [shop] below "provision:"';
      expect(await refused(cwd)).toContain(problem);
      expect(await refused(cwd, '--check')).toContain(problem);
      writeFileSync(join(cwd, 'cdk8s-infisical.yaml'), 'provision: { existing: [shop] }\n');
      expect(await told(cwd)).toBe('');
      expect(written(cwd).data.infisical_projects).toEqual({ shop: { slug: 'shop' } });
    }));

  test('keeps its name when an id replaces its slug: nothing is written before that is said', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd);
      const byId = { projectSlug: undefined, projectId: PROJECT_ID };
      writeFileSync(join(cwd, 'dist/prod/shop.k8s.yaml'), yaml(syncFrom(byId)));
      writeFileSync(join(cwd, 'dist/staging/shop.k8s.yaml'), yaml(syncFrom({ ...byId, envSlug: 'staging' })));
      expect(await refused(cwd)).toContain(
        `the project ${PROJECT_ID} is new, and shop gone: if that is the same, keep projectSlug beside projectId, or write slug and id below "projects:"`,
      );
      writeFileSync(join(cwd, 'cdk8s-infisical.yaml'), `projects: [{ slug: shop, id: ${PROJECT_ID} }]\n`);
      const before = written(cwd);
      expect(await told(cwd)).toBe('');
      expect(written(cwd).resource.infisical_secret_folder).toEqual(before.resource.infisical_secret_folder);
    }));
});

describe('what only a flag has said', () => {
  test('is told as the configuration has it, with which --check takes what was written', () =>
    inFolder(SHOP, async (cwd) => {
      const { stdout, stderr } = await provision(cwd, '--github', 'acme/shop', '--branch', 'next', '--also', 'DB_USER');
      expect(stderr).toBe('');
      const [, heading, ...snippet] = stdout.trimEnd().split('\n');
      expect(heading).toBe('so that provision --check needs no flags, commit a cdk8s-infisical.yaml that has this:');
      expect(snippet).toEqual([
        'provision:',
        '  also: ["DB_USER"]',
        '  ci: { provider: "github", repository: "acme/shop", branch: "next" }',
      ]);
      writeFileSync(join(cwd, 'cdk8s-infisical.yaml'), `${snippet.join('\n')}\n`);
      expect(await provision(cwd, '--check')).toMatchObject({ status: 0, stderr: '' });
      expect((await provision(cwd)).stdout.trimEnd().split('\n')).toHaveLength(1);
    }));

  test.each([
    ['github', '--github'],
    ['gitlab', '--gitlab'],
  ])('is not lost: the jobs of %s get no client secret unasked', (provider, flag) =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd, flag, 'acme/shop');
      const problem = `the jobs of acme/shop log in without a secret, which nothing says any more: write ci: { provider: ${provider}, repository: acme/shop } below "provision:" in cdk8s-infisical.yaml`;
      expect(await refused(cwd, '--check')).toContain(problem);
      expect(await refused(cwd)).toContain(problem);
    }),
  );

  test('is given up on purpose by taking it out of the file', () =>
    inFolder(SHOP, async (cwd) => {
      await provision(cwd, '--github', 'acme/shop');
      const { resource, ...others } = written(cwd);
      const { infisical_identity_oidc_auth: _, ...kept } = resource;
      writeFileSync(join(cwd, FILE), JSON.stringify({ ...others, resource: kept }));
      expect(await told(cwd)).toBe('');
      expect(labels(written(cwd).resource.infisical_identity_universal_auth)).toContain('check');
    }));

  test('is mistaken in one way at a time', () =>
    inFolder(SHOP, async (cwd) => {
      expect(await provision(cwd, '--github', 'https://github.com/acme/orders')).toMatchObject({
        status: 2,
        stderr:
          '--github: found "https://github.com/acme/orders", write the path of the repository, such as acme/shop\n',
      });
    }));
});

test('an environment that the order misspells is a mistake', () =>
  inFolder({ ...SHOP, 'cdk8s-infisical.yaml': 'provision: { environments: [stagin, prod] }\n' }, async (cwd) => {
    const { status, stderr } = await provision(cwd);
    expect({ status, stderr }).toEqual({
      status: 2,
      stderr: 'environments: the manifests name no environment "stagin": did you mean "staging"?\n',
    });
  }));

describe('identities that were made before their ids were known', () => {
  const NOT_YET = '00000000-0000-0000-0000-000000000000';
  const OTHER_ID = '7f1c5b0e-3a4d-4b8e-9c2f-7d1e0a9b8c7d';
  const filesWith = (prod: string, staging: string): Files =>
    Object.fromEntries(
      Object.entries({ prod, staging }).map(([envSlug, identityId]) => {
        const login = kubernetesAuth({ identityId, secretsScope: secretsScope({ envSlug }) });
        return [`dist/${envSlug}/shop.k8s.yaml`, yaml(infisicalSecret({ authentication: { kubernetesAuth: login } }))];
      }),
    );

  test('are one for each folder: one id in both is refused, and with its own in each all have their names', () =>
    inFolder(filesWith(NOT_YET, NOT_YET), async (cwd) => {
      await provision(cwd);
      const made = labels(written(cwd).resource.infisical_project_scoped_identity);
      expect(made).toHaveLength(3);
      writeFiles(cwd, filesWith(IDENTITY_ID, IDENTITY_ID));
      expect(await refused(cwd)).toContain(
        `the id ${IDENTITY_ID} stands in dist/prod and dist/staging, each of which has a machine identity of its own, that would be deleted: write the id of each there (the outputs operator-prod-shop-`,
      );
      writeFiles(cwd, filesWith(IDENTITY_ID, OTHER_ID));
      expect(await told(cwd)).toBe('');
      expect(labels(written(cwd).resource.infisical_project_scoped_identity)).toEqual(made);
    }));
});
