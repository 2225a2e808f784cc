import { grouped } from '../../../lib/collections/grouped';
import { freeName } from '../../../lib/text/free-name';
import {
  Call,
  type Code,
  Element,
  type Imported,
  Member,
  type NewExpression,
  type Node,
  nodesIn,
  Reference,
  Variable,
} from '../../typescript/code';
import { camelCase, constantCase } from '../../typescript/names';
import type { SourceFile } from '../../typescript/source-file';
import { Constant, KeyConstant, type Section } from '../../typescript/statement';
import { type Draft, type Patch, patchTarget } from '../draft/draft';
import { cdk8s, library, plus, THIS } from '../draft/expressions';

export interface PlannedChart {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly drafts: readonly Draft[];
  /** Rules that a draft's object broke before it was adopted. */
  readonly broken: ReadonlyMap<Draft, readonly string[]>;
}

export interface ChartBody {
  readonly constants: readonly KeyConstant[];
  readonly sections: readonly Section[];
}

/** Why a rule does not stop the synthesis of what was adopted. */
const SUPPRESSION_REASON = 'it was so when it was adopted';

/** The statements that declare what a chart holds. */
export function chartBody(chart: PlannedChart, file: SourceFile): ChartBody {
  const ids = new Ids();
  const idOf = new Map(byImportance(chart.drafts).map((draft) => [draft, ids.take(draft)]));
  const made = chart.drafts.map((draft) => ({ draft, code: draft.make(idOf.get(draft) ?? '') }));
  const nodes = made.flatMap(({ code }) => nodesIn(code));
  const used = new Map(nodes.flatMap((node) => (node instanceof Reference ? [[node.text, node]] : [])));
  const variables = new Map(
    chart.drafts.flatMap((draft) => {
      const isNamed = used.has(draft.reference?.text ?? '') || draft.patches.length > 0 || chart.broken.has(draft);
      return isNamed ? [[draft, variableOf(draft, file)] as const] : [];
    }),
  );
  for (const [{ reference }, name] of variables) if (reference !== undefined) file.nameVariable(reference, name);
  return {
    constants: keyConstants(nodes, file),
    sections: [
      ...foreignObjects(used.values(), ids, file),
      ...made.map(({ draft, code }) => declarationSection(draft, code, variables.get(draft), chart)),
    ],
  };
}

/** Applications first: what a reader looks for has the name of its object. */
function byImportance(drafts: readonly Draft[]): Draft[] {
  const rank = ({ form }: Draft) => (form === 'SecretSyncedApp' ? 0 : form === 'ApiObject' ? 2 : 1);
  return [...drafts].sort((a, b) => rank(a) - rank(b));
}

/** Ids of the constructs of one chart. */
class Ids {
  // constructs takes what every object has by itself for a child.
  private readonly taken = new Set(Object.getOwnPropertyNames(Object.prototype));

  public take({ of: { manifest } }: Draft): string {
    const { name = 'object' } = manifest.metadata;
    return this.free([name, `${name}-${kindWord(manifest.kind)}`]);
  }

  public free(candidates: readonly string[]): string {
    const clean = candidates.map((candidate) => candidate.replaceAll('/', '-'));
    const isTaken = (id: string) => this.taken.has(id);
    const id = clean.find((candidate) => !isTaken(candidate)) ?? freeName(clean[0], '-', isTaken);
    this.taken.add(id);
    return id;
  }
}

const KIND_WORDS: ReadonlyMap<string, string> = new Map([
  ['InfisicalSecret', 'secret'],
  ['InfisicalStaticSecret', 'secret'],
  ['InfisicalDynamicSecret', 'dynamic-secret'],
  ['InfisicalPushSecret', 'push'],
  ['InfisicalStaticSecretPush', 'push'],
  ['ClusterGenerator', 'generator'],
]);

function kindWord(kind: string): string {
  return KIND_WORDS.get(kind) ?? kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function variableOf({ of: { manifest } }: Draft, { names }: SourceFile): string {
  const { name = 'object' } = manifest.metadata;
  return names.take(camelCase(name), camelCase(`${name}-${kindWord(manifest.kind)}`));
}

/** A constant with the keys that are used of each managed Secret. */
function keyConstants(nodes: readonly Node[], file: SourceFile): KeyConstant[] {
  const used = nodes.flatMap((node) =>
    node instanceof Element && node.object instanceof Reference ? [{ secret: node.object, key: node.key }] : [],
  );
  const bySecret = [...grouped(used, ({ secret }) => secret.text).values()];
  return bySecret.map((all) => {
    const [{ secret }] = all;
    const own = `${constantCase(camelCase(secret.name))}_KEYS`;
    const name = file.names.take(...(bySecret.length === 1 ? ['KEYS'] : []), own);
    file.nameVariable(secret, name);
    return new KeyConstant(name, [...new Set(all.map(({ key }) => key))]);
  });
}

/** How to refer to what others declare, by kind. */
const FOREIGN: ReadonlyMap<string, Imported> = new Map([
  ['Secret', plus('Secret.fromSecretName')],
  ['ConfigMap', plus('ConfigMap.fromConfigMapName')],
  ['ServiceAccount', plus('ServiceAccount.fromServiceAccountName')],
]);

/** What workloads refer to and nobody here declares. */
function foreignObjects(used: Iterable<Reference>, ids: Ids, file: SourceFile): Section[] {
  const sorted = [...used].sort((a, b) => (a.text < b.text ? -1 : 1));
  return sorted.flatMap((reference): Section[] => {
    const { kind, name } = reference;
    const factory = FOREIGN.get(kind);
    if (factory === undefined) return [];
    const word = kindWord(kind);
    const variable = file.names.take(camelCase(name), camelCase(`${name}-${word}`));
    file.nameVariable(reference, variable);
    const id = ids.free([`${word}-${name}`]);
    return [[new Constant(variable, new Call(factory, THIS, id, name))]];
  });
}

function declarationSection(
  draft: Draft,
  code: NewExpression | Call,
  variable: string | undefined,
  { broken }: PlannedChart,
): Section {
  if (variable === undefined) return [code];
  const declared = new Variable(variable);
  const operations = draft.patches.map(patchCall);
  const target = patchTarget(draft, declared);
  return [
    new Constant(variable, code),
    ...(operations.length > 0 ? [new Call(new Member(target, 'addJsonPatch'), ...operations)] : []),
    ...(broken.get(draft) ?? []).map(
      (rule) => new Call(library('InfisicalRules.suppress'), declared, rule, SUPPRESSION_REASON),
    ),
  ];
}

function patchCall({ operation, path, value }: Patch): Call {
  const args = operation === 'remove' ? [path] : [path, value as Code];
  return new Call(cdk8s(`JsonPatch.${operation}`), ...args);
}
