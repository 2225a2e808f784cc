import type { Suppression } from '../../lib/configuration/configuration';
import { ConfigurationError } from '../../lib/configuration/read-configuration';
import { configurationOf, type ProjectConfiguration } from '../configuration/configuration';
import type { ReadManifest } from '../manifests/read-manifests';
import type { Adoption } from './adoption';
import { NEW_CONFIGURATION } from './cluster-version';
import { WAS_SO } from './program/declarations';

/**
 * What suppresses the warnings that adopt has told, so that a synthesis tells what is new. It stands in the configuration
 * and not in the program, which stays as short as it is, and `synth --show-suppressed` tells what fits nothing any more.
 */
export function suppressionsOf(adoption: Adoption): Suppression[] {
  const environments = adoption.environments ?? [{ name: undefined, adoption }];
  const warned = environments.flatMap(({ name, adoption: { warnings } }) =>
    warnings.map(({ finding: { rule }, read }) => ({ rule, object: objectOf(read), read, environment: name })),
  );
  const holders = (object: string) =>
    environments.flatMap(({ adoption: { adopted } }) => adopted.filter((read) => objectOf(read) === object));
  const all = warned.flatMap(({ rule, object, read, environment }): Suppression[] => {
    if (object === undefined) return [];
    const reads = new Set(warned.filter((one) => one.rule === rule && one.object === object).map((one) => one.read));
    const { namespace } = read.manifest.metadata;
    const isOfAll = holders(object).every((one) => reads.has(one));
    const place = { ...(namespace !== undefined && { namespace }), ...(environment !== undefined && { environment }) };
    return [{ rule, reason: WAS_SO, object, ...(isOfAll ? {} : place) }];
  });
  const distinct = new Map(all.map((one) => [JSON.stringify(one), one]));
  return [...distinct].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, one]) => one);
}

/** Kind and name, where both are what Kubernetes takes. */
function objectOf({ manifest: { kind, metadata } }: ReadManifest): string | undefined {
  const object = `${kind}/${metadata.name}`;
  return /^[A-Za-z0-9]+\/[a-z0-9.:-]+$/.test(object) ? object : undefined;
}

/**
 * The configuration with the suppressions in it, and all else as it stands; undefined where there is nothing to add, or
 * where they cannot be put in without a change of what somebody wrote.
 */
export function withSuppressions(
  project: ProjectConfiguration | undefined,
  wanted: readonly Suppression[],
): Uint8Array | undefined {
  const { bytes, configuration } = project ?? newConfiguration();
  const known = new Set(configuration.suppressions.map((one) => JSON.stringify(one)));
  const added = wanted.filter((one) => !known.has(JSON.stringify(one)));
  if (added.length === 0) return undefined;
  const expected = JSON.stringify({ ...configuration, suppressions: [...configuration.suppressions, ...added] });
  const items = added.map(itemText).join('');
  const end = bytes.length === 0 || bytes.at(-1) === LINE_FEED ? '' : '\n';
  return [`${end}suppressions:\n${items}`, `${end}${items}`]
    .map((text) => Buffer.concat([bytes, Buffer.from(text)]))
    .find((one) => isConfiguration(one, expected));
}

function newConfiguration(): ProjectConfiguration {
  const bytes = Buffer.from(NEW_CONFIGURATION);
  return { bytes, configuration: configurationOf(bytes) };
}

function isConfiguration(bytes: Uint8Array, expected: string): boolean {
  try {
    return JSON.stringify(configurationOf(bytes)) === expected;
  } catch (error) {
    if (error instanceof ConfigurationError) return false;
    throw error;
  }
}

function itemText(suppression: Suppression): string {
  const lines = Object.entries(suppression).map(([field, value]) => `${field}: ${scalar(value)}`);
  return `  - ${lines.join('\n    ')}\n`;
}

/** What is a plain word stands as it is. */
function scalar(value: string): string {
  return /^[A-Za-z][A-Za-z0-9 ./-]*$/.test(value) && !/^(true|false|null|yes|no|on|off|y|n)$/i.test(value)
    ? value
    : JSON.stringify(value);
}

const LINE_FEED = 0x0a;
