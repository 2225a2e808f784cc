import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import {
  dynamicSecret,
  IDENTITY_ID,
  infisicalAuth,
  infisicalConnection,
  infisicalSecret,
  kubernetesAuth,
  PROJECT_ID,
  pushSecret,
  secretsScope,
  source,
  staticSecret,
  staticSecretPush,
} from '../../validation/manifests';
import { readAs, syncFrom, taker, workload } from '../report/reported';
import { type Written, writtenFor } from './provisioned';

interface Attribute {
  readonly type?: unknown;
  readonly nested_type?: { readonly attributes: Attributes; readonly nesting_mode: string };
  readonly required?: boolean;
  readonly optional?: boolean;
  readonly sensitive?: boolean;
}

interface Attributes {
  readonly [name: string]: Attribute;
}

interface Schemas {
  readonly [type: string]: { readonly block: { readonly attributes: Attributes } };
}

/** What the provider says of itself, recorded. */
const RECORDED: { resource_schemas: Schemas; data_source_schemas: Schemas; not_imported: string[] } = JSON.parse(
  readFileSync(join(__dirname, '../../../tools/infisical-provider/schema.json'), 'utf8'),
);

const byKubernetes = infisicalSecret({
  authentication: {
    kubernetesAuth: kubernetesAuth({ secretsScope: secretsScope(), serviceAccountTokenAudiences: ['infisical'] }),
  },
});
const awsOf = (scope: object) =>
  infisicalSecret({
    authentication: { awsIamAuth: { identityId: IDENTITY_ID, secretsScope: secretsScope({ ...scope }) } },
  });

const CASES: [string, ReadManifest[]][] = [
  ['Universal Auth', readAs([syncFrom({}), workload('web', { A: 'A' })])],
  ['Kubernetes Auth', readAs([byKubernetes, taker('web')])],
  [
    'folders below folders, with all below',
    readAs([syncFrom({ secretsPath: '/a/b_c/d', recursive: true }), taker('x')]),
  ],
  ['v1beta1', readAs([infisicalConnection(), infisicalAuth(), staticSecret({ sources: [source()] })])],
  [
    'leases and pushes',
    readAs([dynamicSecret(), pushSecret(), infisicalAuth(), infisicalConnection(), staticSecretPush()]),
  ],
  [
    'several projects',
    readAs([awsOf({}), awsOf({ projectSlug: 'payments' }), awsOf({ projectSlug: undefined, projectId: PROJECT_ID })]),
  ],
  ['odd names', readAs([syncFrom({ projectSlug: 'Shop_1', envSlug: 'Dev_1', secretsPath: '/a b/c' })])],
];
const WITH: [string, object][] = [
  ['nothing there', {}],
  ['all there', { existing: ['all'] }],
  ['organization', { scope: 'organization', existing: ['all'] }],
  ['GitHub', { ci: { provider: 'github', repository: 'acme/shop' } }],
  ['GitLab', { ci: { provider: 'gitlab', repository: 'acme/shop', branch: 'main' } }],
];
const ALL = CASES.flatMap(([name, read]) => WITH.map(([how, asked]) => [name, how, writtenFor(read, asked)] as const));

function* bodies(written: Written) {
  for (const [blocks, schemas] of [
    [written.resource ?? {}, RECORDED.resource_schemas],
    [written.data ?? {}, RECORDED.data_source_schemas],
  ] as const) {
    for (const [type, labels] of Object.entries(blocks)) {
      for (const [label, body] of Object.entries(labels)) yield { type, label, body, schema: schemas[type] };
    }
  }
}

/** What core reads itself. */
const META = ['//', 'lifecycle', 'depends_on'];

function problems(body: object, attributes: Attributes, path: string): string[] {
  const given = Object.entries(body).filter(([name]) => !META.includes(name));
  const missing = Object.entries(attributes).filter(([name, { required }]) => required && !Object.hasOwn(body, name));
  return [
    ...missing.map(([name]) => `${path}.${name} is missing`),
    ...given.flatMap(([name, value]) => {
      const attribute = attributes[name];
      const at = `${path}.${name}`;
      if (attribute === undefined) return [`${at} is unknown`];
      if (!attribute.required && !attribute.optional) return [`${at} cannot be written`];
      if (attribute.sensitive) return [`${at} is sensitive`];
      if (attribute.nested_type === undefined) return isOf(attribute.type, value) ? [] : [`${at} has another type`];
      if (!Array.isArray(value)) return [`${at} is no list`];
      const { attributes: inner } = attribute.nested_type;
      return value.flatMap((item, index) => problems(item, inner, `${at}[${index}]`));
    }),
  ];
}

function isOf(type: unknown, value: unknown): boolean {
  if (typeof value === 'string' && /^\$\{.*\}$/.test(value)) return true;
  if (!Array.isArray(type))
    return typeof value === { string: 'string', number: 'number', bool: 'boolean' }[String(type)];
  const items = type[0] === 'map' ? Object.values(value as object) : value;
  return Array.isArray(items) && items.every((item) => isOf(type[1], item));
}

test.each(ALL)(
  '%s, %s: the provider has each resource, with all that it needs, of the right type',
  (_, __, written) => {
    expect(
      [...bodies(written)].flatMap(({ type, label, body, schema }) =>
        schema === undefined ? [`${type} is unknown`] : problems(body, schema.block.attributes, `${type}.${label}`),
      ),
    ).toEqual([]);
  },
);

test.each(ALL)('%s, %s: what its validators refuse is not written', (_, __, written) => {
  for (const { type, body } of bodies(written)) {
    if (/project$|environment$|role$/.test(type) && written.resource?.[type] !== undefined && body.name !== undefined)
      expect(body.slug).toMatch(/^[a-z0-9-]+$/);
    if (body.position !== undefined) expect(body.position).toBeGreaterThan(0);
    for (const { conditions } of body.permissions_v2 ?? []) expect(conditions).toMatch(/^[[{].*[\]}]$/);
  }
});

test.each(ALL)('%s, %s: nobody is let in by an empty list, and no state holds a secret', (_, __, written) => {
  for (const { type, body } of bodies(written)) {
    expect(Object.values(body).filter((value) => Array.isArray(value) && value.length === 0)).toEqual([]);
    expect(type).not.toMatch(/client_secret|token_auth|^infisical_secret$|^infisical_secrets$|webhook/);
    expect(body).not.toHaveProperty('token_reviewer_jwt');
    expect(body).not.toHaveProperty('force_delete');
  }
});

test.each(ALL)('%s, %s: all that is referred to is there, and what is imported can be', (_, __, written) => {
  const addresses = new Set([...bodies(written)].map(({ type, label }) => `${type}.${label}`));
  const references = JSON.stringify([written.resource, written.output, written.import]).matchAll(
    /(?:"|\$\{|\[| )(data\.)?(infisical_[a-z_]+\.[\w-]+)/g,
  );
  for (const [, , address] of references) expect(addresses).toContain(address);
  for (const { to } of written.import ?? []) expect(RECORDED.not_imported).not.toContain(to.split('.')[0]);
  const variables = JSON.stringify(written.resource).matchAll(/var\.([\w-]+)/g);
  for (const [, name] of variables) expect(Object.keys(written.variable ?? {})).toContain(name);
});
