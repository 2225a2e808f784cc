import { qualifiedName } from '../../../lib/model/address';
import { Call, type Code, Imported, Member, NewExpression, nodesIn, Reference, Variable } from '../../typescript/code';
import { type Draft, type Patch, patchTarget } from '../draft/draft';
import { cdk8s, library } from '../draft/expressions';
import type { Ids } from './ids';

export interface PlannedChart {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly drafts: readonly Draft[];
  /** Rules that a draft's object broke before it was adopted. */
  readonly broken: ReadonlyMap<Draft, readonly string[]>;
}

/** A construct of a chart, with what is said of it afterwards. */
export interface Declaration {
  readonly draft: Draft;
  /** By which others refer to it. */
  readonly reference: Reference;
  /** Kind and name of the object, for the name of a variable. */
  readonly kind: string;
  readonly name: string;
  readonly code: NewExpression | Call;
  readonly calls: readonly Call[];
}

/** Why a rule does not stop the synthesis of what was adopted. */
export const WAS_SO = 'it was so when it was adopted';
const NAMESPACE_IS_OPEN = 'the namespace comes from who applies it';

/** Rules that compare namespaces: where none is written, nobody knows whether they are broken. */
const OF_NAMESPACES: ReadonlySet<string> = new Set(['C1', 'M3', 'X1']);

/** What a chart declares, each under an id of its own. */
export function declarationsOf(chart: PlannedChart, ids: Ids): Declaration[] {
  const idOf = new Map(byImportance(chart.drafts).map((draft) => [draft, ids.take(draft)]));
  const meant = new Map(chart.drafts.map((draft) => [draft.reference?.text, draft]));
  return chart.drafts.map((draft) => {
    const { kind, metadata } = draft.of.manifest;
    const { name = 'object' } = metadata;
    // Of two that write one Secret, others mean the last one.
    const isMeant = meant.get(draft.reference?.text) === draft;
    const own = isMeant ? draft.reference : undefined;
    const reference = own ?? new Reference('object', name, `${kind} ${qualifiedName(metadata)}`);
    const code = draft.make(idOf.get(draft) ?? '');
    return { draft, reference, kind, name, code, calls: callsOn(draft, reference, chart) };
  });
}

/** Applications first: what a reader looks for has the name of its object. */
function byImportance(drafts: readonly Draft[]): Draft[] {
  const rank = ({ form }: Draft) => (form.startsWith('SecretSynced') ? 0 : form === 'ApiObject' ? 2 : 1);
  return [...drafts].sort((a, b) => rank(a) - rank(b));
}

/** Patches of a construct, and what it is excused from. */
function callsOn(draft: Draft, { text }: Reference, { broken }: PlannedChart): Call[] {
  const declared = new Variable(text);
  const operations = draft.patches.map(patchCall);
  return [
    ...(operations.length > 0
      ? [new Call(new Member(patchTarget(draft, declared), 'addJsonPatch'), ...operations)]
      : []),
    ...(broken.get(draft) ?? []).map(
      (rule) => new Call(library('InfisicalRules.suppress'), declared, rule, reasonOf(rule, draft)),
    ),
  ];
}

function reasonOf(rule: string, { of: { manifest } }: Draft): string {
  return manifest.metadata.namespace === undefined && OF_NAMESPACES.has(rule) ? NAMESPACE_IS_OPEN : WAS_SO;
}

function patchCall({ operation, path, value }: Patch): Call {
  const args = operation === 'remove' ? [path] : [path, value as Code];
  return new Call(cdk8s(`JsonPatch.${operation}`), ...args);
}

/** The class of the construct. */
export function classOf({ code }: Declaration): string {
  const callee = code instanceof NewExpression ? code.type : code.callee;
  return callee instanceof Imported ? callee.path.split('.')[0] : '';
}

/** The texts of what it refers to, keys of a Secret aside. */
export function referencesIn(codes: readonly Code[]): Set<string> {
  return new Set(codes.flatMap(nodesIn).flatMap((node) => (node instanceof Reference ? [node.text] : [])));
}
