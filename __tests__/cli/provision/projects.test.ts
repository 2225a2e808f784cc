import type { Manifest } from '../../../lib/model/manifest';
import { dynamicSecret, infisicalSecret, PROJECT_ID, secretsScope, universalAuth } from '../../validation/manifests';
import { readAs, syncFrom, workload } from '../report/reported';
import { resources, textsOf, writtenFor } from './provisioned';

const reading = (scope: object, folder?: string) => readAs([syncFrom({ ...scope })], folder);
const SHOP = reading({});

describe('a project that is new', () => {
  test('is made without the environments that Infisical would add', () => {
    expect(resources(writtenFor(SHOP), 'project')).toEqual({
      shop: {
        name: 'shop',
        slug: 'shop',
        type: 'secret-manager',
        should_create_default_envs: false,
        lifecycle: { prevent_destroy: true },
      },
    });
  });

  test('has its environments from the laptop to the customers, under the names that Infisical gives them', () => {
    const read = ['prod', 'dev', 'qa', 'staging'].flatMap((envSlug) => reading({ envSlug }, `dist/${envSlug}`));
    const found = Object.values(resources(writtenFor(read), 'project_environment'));
    expect(found.map(({ slug, name, position }) => [position, slug, name])).toEqual([
      [1, 'dev', 'Development'],
      [2, 'qa', 'qa'],
      [3, 'staging', 'Staging'],
      [4, 'prod', 'Production'],
    ]);
    expect(found[0]).toMatchObject({
      project_id: `\${infisical_project.shop.id}`,
      lifecycle: { prevent_destroy: true },
    });
  });

  test('has them in the order of the configuration, the others behind', () => {
    const read = ['prod', 'dev', 'qa'].flatMap((envSlug) => reading({ envSlug }, `dist/${envSlug}`));
    const configuration = { provision: { environments: ['qa', 'prod'] } };
    const found = Object.values(resources(writtenFor(read, { configuration }), 'project_environment'));
    expect(found.map(({ slug }) => slug)).toEqual(['qa', 'prod', 'dev']);
  });
});

describe('a folder', () => {
  const folders = (...paths: string[]) =>
    resources(writtenFor(paths.flatMap((secretsPath) => reading({ secretsPath }))), 'secret_folder');

  test('is made with all above it, each below the one before, by paths that are written out', () => {
    expect(folders('/team/orders')).toEqual({
      shop_prod_team: {
        project_id: `\${infisical_project.shop.id}`,
        environment_slug: `\${infisical_project_environment.shop_prod.slug}`,
        folder_path: '/',
        name: 'team',
        lifecycle: { prevent_destroy: true },
      },
      shop_prod_team_orders: {
        project_id: `\${infisical_project.shop.id}`,
        environment_slug: `\${infisical_project_environment.shop_prod.slug}`,
        folder_path: '/team',
        name: 'orders',
        depends_on: ['infisical_secret_folder.shop_prod_team'],
        lifecycle: { prevent_destroy: true },
      },
    });
  });

  test('is one, whoever reads it, and however its path is written; the root is always there', () => {
    expect(Object.keys(folders('/a', '/a/', 'a', '//a', '/'))).toEqual(['shop_prod_a']);
  });

  test('of another path has another name', () => {
    const names = ['/a/b', '/a_b', '/a__b', '/a/_b', '/a_/b', '/A/b', '/a-b'].flatMap((path) =>
      Object.entries(folders(path)).flatMap(([label, { folder_path, name }]) =>
        `${folder_path === '/' ? '' : folder_path}/${name}` === path ? [label] : [],
      ),
    );
    expect(new Set(names).size).toBe(7);
    expect(names[0]).toBe('shop_prod_a_b');
  });

  test('that Infisical would refuse is not made, and told', () => {
    const written = writtenFor(reading({ secretsPath: '/a b/c' }));
    expect(resources(written, 'secret_folder')).toEqual({});
    expect(written['//']).toContain(
      'By hand: The folder shop prod:/a b: Infisical takes letters, digits, - and _ in names of folders.',
    );
  });
});

describe('what the provider does not take', () => {
  test('as a slug of an environment is made by hand; its folders are not', () => {
    const written = writtenFor(reading({ envSlug: 'dev_1', secretsPath: '/a' }));
    expect(resources(written, 'project_environment')).toEqual({});
    expect(resources(written, 'secret_folder')).toMatchObject({ shop_dev__1_a: { environment_slug: 'dev_1' } });
    expect(written['//']).toContain(
      'By hand: The environment shop dev_1: the provider takes slugs of a-z, 0-9 and - only.',
    );
  });

  test('as a slug of a project is made by hand, and looked for', () => {
    const written = writtenFor(reading({ projectSlug: 'Shop' }));
    expect(written.data).toEqual({ infisical_projects: { Shop: { slug: 'Shop' } } });
    expect(written['//'].join()).toContain('By hand: The project Shop: the provider makes projects with a slug of');
  });
});

describe('what is there already', () => {
  test('is taken over: environments and folders by blocks, the project by its slug', () => {
    const written = writtenFor(reading({ secretsPath: '/team/orders' }), { existing: ['all'] });
    expect(resources(written, 'project')).toEqual({});
    expect(written.data).toEqual({
      infisical_projects: { shop: { slug: 'shop' } },
      infisical_project_environment: {
        shop_prod: { project_id: `\${data.infisical_projects.shop.id}`, slug: 'prod' },
      },
      infisical_secret_folders: {
        shop_prod: { project_id: `\${data.infisical_projects.shop.id}`, environment_slug: 'prod', folder_path: '/' },
        shop_prod_team: {
          project_id: `\${data.infisical_projects.shop.id}`,
          environment_slug: 'prod',
          folder_path: '/team',
        },
      },
    });
    expect(written.import).toEqual([
      {
        to: 'infisical_project_environment.shop_prod',
        id: `\${data.infisical_project_environment.shop_prod.id}`,
      },
      {
        to: 'infisical_secret_folder.shop_prod_team',
        id: `\${one([for folder in data.infisical_secret_folders.shop_prod.folders : folder.id if folder.name == "team"])}`,
      },
      {
        to: 'infisical_secret_folder.shop_prod_team_orders',
        id: `\${one([for folder in data.infisical_secret_folders.shop_prod_team.folders : folder.id if folder.name == "orders"])}`,
      },
    ]);
  });

  test.each([
    ['shop', []],
    ['shop prod', ['infisical_project_environment.shop_prod']],
    ['shop prod:/', ['infisical_project_environment.shop_prod']],
    ['shop prod:/team', ['infisical_project_environment.shop_prod', 'infisical_secret_folder.shop_prod_team']],
  ])('is what is said, with what it stands in: %s', (existing, imported) => {
    const read = [...reading({ secretsPath: '/team/orders' }), ...reading({ envSlug: 'dev' }, 'dist/dev')];
    const written = writtenFor(read, { existing: [existing] });
    expect(written.import?.map(({ to }) => to) ?? []).toEqual(imported);
    expect(resources(written, 'project')).toEqual({});
  });

  test('keeps the names of its environments', () => {
    const found = resources(writtenFor(SHOP, { existing: ['shop prod'] }), 'project_environment');
    expect(found.shop_prod.lifecycle).toEqual({ prevent_destroy: true, ignore_changes: ['name'] });
  });

  test('keeps the places of its environments, and new ones come behind', () => {
    const found = resources(writtenFor(SHOP, { existing: ['shop'] }), 'project_environment');
    expect(found.shop_prod).not.toHaveProperty('position');
  });

  test('a project with an id is', () => {
    const written = writtenFor(reading({ projectSlug: undefined, projectId: PROJECT_ID }));
    expect(resources(written, 'project')).toEqual({});
    expect(Object.values(resources(written, 'project_environment'))).toMatchObject([{ project_id: PROJECT_ID }]);
  });

  test('a project that is known by its id alone may be another one, which is told', () => {
    const read = [...SHOP, ...reading({ projectSlug: undefined, projectId: PROJECT_ID })];
    const doubt = `By hand: The project ${PROJECT_ID} is known by its id alone: if it is shop, write slug and id below`;
    expect(writtenFor(read)['//'].join()).toContain(doubt);
    const projects = [{ slug: 'shop', id: PROJECT_ID }];
    const written = writtenFor(read, { configuration: { projects } });
    expect(written['//']).toHaveLength(2);
    expect(Object.keys(resources(written, 'project_environment'))).toEqual(['shop_prod']);
  });

  test('and that no manifest names, is a mistake', () => {
    expect(() => writtenFor(SHOP, { existing: ['shop prdo', 'shop'] })).toThrow(
      'existing: the manifests do not name "shop prdo": did you mean "shop prod"?',
    );
  });
});

test('a dynamic secret is made by hand, as the state would hold its credentials', () => {
  expect(writtenFor(readAs([dynamicSecret()]))['//']).toContain(
    'By hand: The dynamic secret postgres in shop prod:/database: the state would hold the credentials that it is made with.',
  );
});

test('a variable that something else fills in later becomes no name in Infisical', () => {
  const written = writtenFor([...SHOP, ...reading({ envSlug: `\${ENV}` }, 'dist/any')]);
  expect(Object.keys(resources(written, 'project_environment'))).toEqual(['shop_prod']);
  const roles = Object.values(resources(written, 'project_role'));
  expect(JSON.stringify(roles.map(({ permissions_v2 }) => permissions_v2))).not.toContain('ENV');
  expect(Object.keys(resources(written, 'project_scoped_identity'))).toContain(
    'operator-any-shop-infisical-credentials',
  );
  expect(written['//'].join()).toContain(
    `By hand: shop \${ENV}:/api has a variable that something else fills in later`,
  );
});

describe('several Infisical', () => {
  const at = (hostAPI: string): Manifest =>
    infisicalSecret({ hostAPI, authentication: { universalAuth: universalAuth({ secretsScope: secretsScope() }) } });

  test('have a file each, with what is theirs', () => {
    const read = [...readAs([at('https://a.example.com/api')]), ...readAs([at('https://b.example.com/api')], 'dist/b')];
    const files = textsOf(read).map((text) => JSON.parse(text));
    expect(files.map(({ provider }) => provider.infisical.host)).toEqual([
      'https://a.example.com',
      'https://b.example.com',
    ]);
    expect(files.map((file) => Object.keys(resources(file, 'project_scoped_identity')))).toEqual(
      [
        ['check', 'operator-prod-shop-infisical-credentials'],
        ['check', 'operator-b-shop-infisical-credentials'],
      ].map((names) => expect.arrayContaining(names)),
    );
  });

  test('are one under the address that manifests have for it', () => {
    const hosts = [{ url: 'https://a.example.com', aliases: ['http://infisical.infisical.svc'] }];
    const read = [
      ...readAs([at('https://a.example.com/api')]),
      ...readAs([at('http://infisical.infisical.svc/api')], 'dist/b'),
    ];
    expect(writtenFor(read, { configuration: { hosts } }).provider.infisical.host).toBe('https://a.example.com');
  });

  test('none is told where manifests leave it to the operator', () => {
    const written = writtenFor(readAs([at('')]));
    expect(written.provider.infisical).toEqual({});
    expect(written['//'].join()).toContain('Nobody tells which Infisical this is: set INFISICAL_HOST');
  });
});

test('the same manifests are the same bytes, in whatever order they are read', () => {
  const all = [
    ...reading({}, 'dist/a'),
    ...reading({ envSlug: 'dev', secretsPath: '/x' }, 'dist/b'),
    ...readAs([workload('web', { A: 'A' })], 'dist/a'),
  ];
  expect(textsOf([...all].reverse())).toEqual(textsOf(all));
});
