import type { Path } from './field';
import { ROOT } from './folder';

/** A folder of Infisical that a resource reads from or writes to, as it is declared. */
export interface SourceDeclaration {
  readonly projectId?: string;
  readonly projectSlug?: string;
  readonly environment: string;
  /** The root where absent. */
  readonly path?: string;
  readonly recursive?: boolean;
  /** The one secret that is read; the dynamic secret that is leased. */
  readonly secretName?: string;
  readonly tags?: readonly string[];
}

/** How a resource writes a folder down: the fields that it has for the parts of it, and where they stand. */
export interface SourceForm {
  /** Where in the block. */
  readonly at: Path;
  readonly fields: Readonly<Partial<Record<keyof SourceDeclaration, string>>>;
  /** Parts that are read, and not written. */
  readonly unwritten?: readonly (keyof SourceDeclaration)[];
}

const PROJECT = { projectId: 'projectId', projectSlug: 'projectSlug' } as const;

/** In the block of a login of an InfisicalSecret. */
export const SECRETS_SCOPE: SourceForm = {
  at: ['secretsScope'],
  fields: {
    ...PROJECT,
    environment: 'envSlug',
    path: 'secretsPath',
    recursive: 'recursive',
    secretName: 'secretName',
  },
};

/** Where an InfisicalPushSecret writes to. */
export const DESTINATION: SourceForm = {
  at: ['destination'],
  fields: { ...PROJECT, environment: 'environmentSlug', path: 'secretsPath' },
};

/** What an InfisicalDynamicSecret leases. */
export const DYNAMIC_SECRET: SourceForm = {
  at: ['dynamicSecret'],
  fields: { ...PROJECT, environment: 'environmentSlug', path: 'secretsPath', secretName: 'secretName' },
};

/** One of the sources of an InfisicalStaticSecret. */
export const STATIC_SOURCE: SourceForm = {
  at: [],
  fields: {
    ...PROJECT,
    environment: 'environmentSlug',
    path: 'secretPath',
    recursive: 'recursive',
    tags: 'tagSlugs',
  },
};

/** The fields of a folder, where its form has them. */
export function renderSource(source: SourceDeclaration, { at, fields: names, unwritten = [] }: SourceForm): object {
  const whole = { ...source, path: source.path ?? ROOT };
  const parts = Object.entries(names) as [keyof SourceDeclaration, string][];
  const written = parts.filter(([part]) => whole[part] !== undefined && !unwritten.includes(part));
  const fields = Object.fromEntries(written.map(([part, name]) => [name, whole[part]]));
  return at.reduceRight<object>((inside, name) => ({ [name]: inside }), fields);
}
