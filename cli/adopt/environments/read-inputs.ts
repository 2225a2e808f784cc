import { tellUnread } from '../../configuration/tell-unread';
import type { NamespaceOptions } from '../../manifests/namespace-option';
import type { ReadManifests } from '../../manifests/read-manifests';
import type { RenderOptions } from '../../render/options';
import { readRendered } from '../../render/read-rendered';
import { type AppliedFix, withFixes } from '../fixes/apply-fixes';
import { keepJson } from '../model/manifest-problem';
import { type NamedNamespaces, withGivenNamespaces } from '../namespaces/given-namespaces';
import { surroundingsOf } from '../namespaces/surroundings';
import type { ReadEnvironment } from './environments-adoption';
import { environmentsGiven } from './environments-given';

type Read = ReadEnvironment['read'];

/** All that is to be adopted, mended where that was asked for. */
export interface Inputs {
  /** What there is where no environments are told apart. */
  readonly single: Read;
  readonly environments?: readonly ReadEnvironment[];
  readonly fixes: readonly AppliedFix[];
  /** How many more could be mended. */
  readonly mendable: number;
  readonly problems: ReadManifests['problems'];
  readonly count: number;
  readonly namespaces: Pick<NamedNamespaces, 'given' | 'unknown'>;
}

export interface InputOptions extends NamespaceOptions, RenderOptions {
  readonly fix: boolean;
  readonly environments?: boolean;
}

/** Reads what stands at the paths, each environment for itself. */
export async function readInputs(paths: readonly string[], options: InputOptions): Promise<Inputs> {
  const given = environmentsGiven(paths, options);
  if (given === undefined) {
    const { read, ...rest } = await readMended(paths, options);
    return { single: read, ...rest, problems: read.problems, count: read.manifests.length };
  }
  const all: (ReadEnvironment & Mended)[] = [];
  for (const { name, path, values } of given) {
    all.push({ name, ...(await readMended([path], { ...options, ...(values && { values: [...values] }) })) });
  }
  return {
    single: { manifests: [], problems: [] },
    environments: all,
    fixes: all.flatMap(({ fixes }) => fixes),
    mendable: all.reduce((sum, { mendable }) => sum + mendable, 0),
    problems: all.flatMap(({ read }) => read.problems),
    count: all.reduce((sum, { read }) => sum + read.manifests.length, 0),
    namespaces: {
      given: all.flatMap(({ namespaces }) => namespaces.given),
      unknown: all.flatMap(({ namespaces }) => namespaces.unknown),
    },
  };
}

interface Mended {
  readonly read: Read;
  readonly fixes: readonly AppliedFix[];
  readonly mendable: number;
  readonly namespaces: Inputs['namespaces'];
}

async function readMended(paths: readonly string[], options: InputOptions): Promise<Mended> {
  const read = keepJson(await readRendered(paths, { ...options, command: 'adopt' }));
  const problems = tellUnread(read, { asked: paths, isReported: true });
  const { manifests: placed, given, unknown } = withGivenNamespaces(read.manifests, surroundingsOf(paths));
  const mended = withFixes(placed);
  const { manifests, fixes } = options.fix ? mended : { manifests: placed, fixes: [] };
  return {
    read: { manifests, problems, variables: read.variables },
    fixes,
    mendable: mended.fixes.length - fixes.length,
    namespaces: { given, unknown },
  };
}
