import { distinct } from '../../collections/order';
import type { ComposeValue } from '../compose/compose-yaml';
import type { PodGap } from '../pod/pod-gap';
import type { StackService } from '../stack/stack-service';
import type { StackSetting } from '../stack/stack-setting';
import type { KeyReads } from './key-reads';
import type { KeyRead, ReadPlace } from './read-place';
import { isSlug } from './record-problems';
import { recordedKinds } from './recorded-kinds';

/**
 * The record of names: what each name in the file is, and where `cdk8s-infisical run`, `check` and `report` find it.
 * Compose leaves alone what begins with `x-`.
 */
export function infisicalExtension(
  { domain, caFile }: Pick<StackSetting, 'domain' | 'caFile'>,
  reads: KeyReads,
  services: readonly StackService[],
): ComposeValue {
  const kinds = recordedKinds(services);
  return { host: domain, caFile, reads: reads.all.map(recordedRead), absent: absentIn(services), kinds };
}

/** The variables that have a value in the cluster only, by service. */
function absentIn(services: readonly StackService[]): ComposeValue | undefined {
  const told = services.flatMap(({ name, gaps = [] }): [string, ComposeValue][] => {
    const namesOf = (wanted: PodGap['subject']) => {
      const names = gaps.flatMap(({ subject, name: absent }) => (subject === wanted ? [absent] : []));
      return names.length > 0 ? distinct(names) : undefined;
    };
    const [variables, objects] = [namesOf('variable'), namesOf('variables')];
    return variables === undefined && objects === undefined ? [] : [[name, { variables, objects }]];
  });
  return told.length > 0 ? Object.fromEntries(told) : undefined;
}

function recordedRead({ from, names, optional }: KeyRead): ComposeValue {
  const mayMiss = optional.length > 0 ? [...optional] : undefined;
  return { from: from.map(recordedPlace), keys: Object.fromEntries(names), optional: mayMiss };
}

function recordedPlace({ project, environment, path, recursive, tags }: ReadPlace): ComposeValue {
  const { id, slug = '' } = project;
  // The id says which one it is: a slug that is none is told elsewhere.
  return {
    project: { id, slug: isSlug(slug) ? slug : undefined },
    environment,
    path,
    recursive: recursive || undefined,
    tags: tags && [...tags],
  };
}
