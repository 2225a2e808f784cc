import * as cdk8s from 'cdk8s';
import type { ProgramFiles } from '../../../cli/adopt/program/files';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import * as library from '../../../lib';
import { fields } from '../../../lib/json/json';
import { synthesized } from './in-process';
import { isWorkload } from './workload-corpus';

/** What a program does where it declares workloads, as it was seen while it ran. */
export interface Declared {
  readonly objects: readonly ReadManifest[];
  /** How many stand there as they are. */
  readonly raw: number;
  /** How many are constructs. */
  readonly constructs: number;
  /** How many values go into a pod otherwise than by a prop of its own: by `podSpec`, and by patches. */
  readonly throughPodSpec: number;
}

/** What tells an item of these lists apart, and says nothing of a pod. */
const IDENTITY: Readonly<Record<string, readonly string[]>> = {
  containers: ['name'],
  initContainers: ['name'],
  volumes: ['name'],
  env: ['name'],
  volumeMounts: ['mountPath'],
  ports: ['containerPort', 'protocol'],
};

/** Runs a program, and looks at what it gives to the constructs of workloads: nothing of this is counted by the command. */
export function declaredBy(files: ProgramFiles): Declared {
  const seen = { raw: 0, constructs: 0, throughPodSpec: 0 };
  const ApiObject = watched(cdk8s.ApiObject, (props) => {
    if (isWorkload(String(props.kind))) seen.raw++;
  });
  const constructs = Object.entries(library)
    .filter(([name]) => /^SecretSynced(?!Props)\w+$/.test(name) && !/Workload/.test(name))
    .map(([name, construct]) => {
      const watchedOne = watched(construct as never, ({ podSpec }) => {
        seen.constructs++;
        if (podSpec !== undefined) seen.throughPodSpec += saidIn(podSpec);
      });
      return [name, watchedOne] as const;
    });
  const patches = jest.spyOn(cdk8s.ApiObject.prototype, 'addJsonPatch');
  try {
    const objects = synthesized(files, {
      cdk8s: { ...cdk8s, ApiObject },
      'cdk8s-infisical': { ...library, ...Object.fromEntries(constructs) },
    });
    const paths = patches.mock.calls.flat().map((patch) => (patch as unknown as Patch)._toJson().path);
    return { objects, ...seen, throughPodSpec: seen.throughPodSpec + paths.filter(isOfPod).length };
  } finally {
    patches.mockRestore();
  }
}

/** What cdk8s keeps to itself of a patch. */
interface Patch {
  _toJson(): { readonly path: string };
}

function isOfPod(path: string): boolean {
  return /^\/spec\/(?:jobTemplate\/spec\/)?template\/spec\//.test(path);
}

type Construct = new (...args: never[]) => object;

function watched<T extends Construct>(construct: T, note: (props: { [prop: string]: unknown }) => void): T {
  return new Proxy(construct, {
    construct(target, args, newTarget) {
      note(fields(args[2]) as { [prop: string]: unknown });
      return Reflect.construct(target, args, newTarget);
    },
  });
}

function saidIn(value: unknown, list = ''): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + saidIn(item, list), 0);
  if (typeof value !== 'object' || value === null) return 1;
  const identity = IDENTITY[list] ?? [];
  const entries = Object.entries(value).filter(([name]) => !identity.includes(name) && !name.startsWith('$'));
  return entries.reduce((sum, [name, one]) => sum + saidIn(one, name), 0);
}
