import {
  type Code,
  isNode,
  NewExpression,
  nodesIn,
  Reference,
  rewritten,
  Shared,
  Spread,
  Variable,
} from '../../typescript/code';
import { textOf } from '../../typescript/source-file';
import { classOf, type Declaration } from './declarations';
import { type Block, isLoop } from './loops';

type Props = { [prop: string]: Code };

/** Props that say how all are to be run or synced: whatever else several have alike is of each of them. */
const POLICIES: ReadonlySet<string> = new Set(
  (
    'affinity auth authName autoReload automountServiceAccountToken concurrencyPolicy connectionName ' +
    'containerSecurityContext creationPolicy dns dockerRegistryAuth enableServiceLinks failedJobsRetained generation ' +
    'host hostAliases imagePullPolicy imagePullSecrets instantUpdates isolate minReady nodeSelector podSecurity ' +
    'priorityClassName progressDeadline project pruneProtection restartPolicy resyncInterval revisionHistoryLimit ' +
    'seccompProfile secretType securityContext spread strategy successfulJobsRetained takeOver ' +
    'terminationGracePeriod tolerations ttlAfterFinished updateStrategy writeOptional'
  ).split(' '),
);

/** From three on what workloads have alike is a custom; of two it is one where it is at least as many props. */
const LEAST_OF_WORKLOADS = 3;

/** What this saves at least, in characters. */
const LEAST_SAVED = 40;
const SPREAD_LENGTH = '...defaults, '.length;

/** Charts in which props that several secrets have in common, and those of several workloads, are written once. */
export function withDefaults(charts: readonly (readonly Block[])[]): Block[][] {
  const all = charts.flatMap((blocks) => blocks.flatMap(declarationsIn));
  const families = [all.filter((one) => !isWorkload(one)), all.filter(isWorkload)];
  const found = families.flatMap((family) => commonProps(family) ?? []);
  const names = found.length > 1 ? ['defaults', 'appDefaults'] : ['defaults'];
  return charts.map((blocks) =>
    blocks.map((block) =>
      eachDeclaration(block, (one) => {
        const index = found.findIndex(({ users }) => users.has(one));
        return index < 0 ? one : usingDefaults(one, names[index], found[index].props);
      }),
    ),
  );
}

function declarationsIn(block: Block): readonly Declaration[] {
  return isLoop(block) ? block.declarations : [block];
}

function eachDeclaration(block: Block, change: (one: Declaration) => Declaration): Block {
  return isLoop(block) ? { ...block, declarations: block.declarations.map(change) } : change(block);
}

function isWorkload(one: Declaration): boolean {
  return classOf(one).startsWith('SecretSynced');
}

function propsOf({ code }: Declaration): Props | undefined {
  const last = code instanceof NewExpression && code.type.module === 'cdk8s-infisical' ? code.args.at(-1) : undefined;
  return typeof last === 'object' && last !== null && !isNode(last) && !Array.isArray(last) ? last : undefined;
}

interface CommonProps {
  readonly props: Props;
  readonly users: ReadonlySet<Declaration>;
}

/** The props that save most where those who share them take them over; undefined where that is little. */
function commonProps(family: readonly Declaration[]): CommonProps | undefined {
  const users = new Map<string, { key: string; value: Code; length: number; of: Set<Declaration> }>();
  for (const one of family) {
    for (const [key, value] of Object.entries(propsOf(one) ?? {})) {
      if (!POLICIES.has(key) || !isFree(value)) continue;
      const text = `${key}: ${textOf(new Shared('', value))}`;
      const entry = users.get(text) ?? { key, value, length: `${key}: ${shortText(value)}, `.length, of: new Set() };
      entry.of.add(one);
      users.set(text, entry);
    }
  }
  const entries = [...users.values()].filter(({ of }) => countOf(of) > 1);
  const sets = [...new Map(entries.map(({ of }) => [of.size, of])).values()];
  const candidates = sets.map((of) => {
    const shared = entries.filter((entry) => [...of].every((one) => entry.of.has(one)));
    const length = shared.reduce((sum, entry) => sum + entry.length, 0);
    const saved = (of.size - 1) * length - of.size * SPREAD_LENGTH;
    return { saved, users: of, props: Object.fromEntries(shared.map(({ key, value }) => [key, value])) };
  });
  const [best] = candidates.filter(isCustom).sort((a, b) => b.saved - a.saved);
  return best === undefined || best.saved < LEAST_SAVED ? undefined : best;
}

/** The same in several environments is one. */
function countOf(users: ReadonlySet<Declaration>): number {
  return new Set([...users].map(({ reference }) => reference.text)).size;
}

function isCustom({ users, props }: CommonProps): boolean {
  const [count, { length }] = [countOf(users), Object.keys(props)];
  const isOfWorkloads = [...users].some(isWorkload);
  return length > 1 && (!isOfWorkloads || Math.max(count, length) >= LEAST_OF_WORKLOADS);
}

/** Whether it can stand anywhere in the program. */
function isFree(code: Code): boolean {
  return nodesIn(code).every((node) => !(node instanceof Variable || node instanceof Reference));
}

/** What would be written of it where constants are taken. */
function shortText(code: Code): string {
  return textOf(
    new Shared(
      '',
      rewritten(code, (node) => (node instanceof Shared ? node.name : undefined)),
    ),
  );
}

function usingDefaults(one: Declaration, name: string, defaults: Props): Declaration {
  const { code } = one;
  if (!(code instanceof NewExpression)) return one;
  const own = Object.entries(propsOf(one) ?? {}).filter(([key]) => !Object.hasOwn(defaults, key));
  const shared = new Shared(name, defaults);
  const props = own.length === 0 ? shared : { '...': new Spread(shared), ...Object.fromEntries(own) };
  return { ...one, code: new NewExpression(code.type, ...code.args.slice(0, -1), props) };
}
