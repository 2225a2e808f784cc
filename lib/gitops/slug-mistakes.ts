import type { IConstruct } from 'constructs';
import { propsFinding } from '../evaluation/report/app-findings';
import type { FindingRecord } from '../evaluation/report/finding-record';
import type { KeyCatalogue } from '../infisical';
import { quotedText } from '../text/key-name';
import { Severity } from '../validation/severity';

/** An environment of a project: its name, and its slug in Infisical. */
type NamedEnvironment = IConstruct & { readonly name: string; readonly slug: string };

/** Names that say which environment is meant, each with its other spellings. */
const SAID: readonly (readonly string[])[] = [
  ['dev', 'development'],
  ['staging', 'stage', 'stg'],
  ['prod', 'production', 'prd', 'live'],
];

/**
 * `slug: 'staging'` was copied into the options of prod, and all that it has reads the keys of staging. Clusters of one
 * environment, and previews, have names of their own: `prod-eu`, `pr-12`.
 */
export function slugMistakes(
  environment: NamedEnvironment,
  all: readonly NamedEnvironment[],
  catalogue: KeyCatalogue | undefined,
): FindingRecord[] {
  const { name, slug } = environment;
  const why = name === slug ? undefined : (ownKeys(name, catalogue) ?? otherKeys(environment, all));
  if (why === undefined) return [];
  const message = `its slug is ${quotedText(slug)}, so that all in it reads the keys of that, ${why}: leave slug away, or write "${name}"`;
  return [propsFinding(environment, { rule: 'E2', message }, Severity.WARNING).finding];
}

function ownKeys(name: string, catalogue: KeyCatalogue | undefined): string | undefined {
  const isThere = catalogue?._environments().includes(name) ?? false;
  return isThere ? `and the catalogue has an environment "${name}"` : undefined;
}

function otherKeys({ name, slug }: NamedEnvironment, all: readonly NamedEnvironment[]): string | undefined {
  const spellings = SAID.find((names) => names.includes(name.toLowerCase()));
  if (spellings === undefined || spellings.includes(slug.toLowerCase())) return undefined;
  const other = all.find((one) => one.slug === slug && one.name !== name);
  return other === undefined ? undefined : `which is that of the environment "${other.name}"`;
}
