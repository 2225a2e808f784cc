import type { CiSettings, ProvisionSettings } from '../../lib/configuration/configuration';
import type { ProvisionOptions } from './options';

interface Used {
  readonly ci?: CiSettings;
  readonly existing: readonly string[];
  readonly also: readonly string[];
}

/** What flags said, as the configuration says it: `--check` in CI has no flags. Empty where it has all of it. */
export function configurationFor(options: ProvisionOptions, used: Used, here: ProvisionSettings = {}): string[] {
  const isNew = (one: unknown, other: unknown) => JSON.stringify(one) !== JSON.stringify(other);
  const fields = {
    ...(options.folder !== undefined && options.folder !== here.folder && { folder: options.folder }),
    ...(options.existing && !here.existing?.includes('all') && { existing: used.existing }),
    ...((options.also ?? []).some((key) => !here.also?.includes(key)) && { also: [...new Set(used.also)] }),
    ...(used.ci !== undefined && isNew(used.ci, here.ci) && { ci: used.ci }),
  };
  const written = Object.entries(fields).map(([name, value]) => `  ${name}: ${flowText(value)}`);
  if (written.length === 0) return [];
  return [
    'so that provision --check needs no flags, commit a cdk8s-infisical.yaml that has this:',
    'provision:',
    ...written,
  ];
}

/** In one line: JSON is YAML. */
function flowText(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(flowText).join(', ')}]`;
  const fields = Object.entries(value as object).map(([name, one]) => `${name}: ${flowText(one)}`);
  return `{ ${fields.join(', ')} }`;
}
