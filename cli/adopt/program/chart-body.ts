import { Call, type Code, type Construction, type Imported, Member, nodesIn, Variable } from '../../typescript/code';
import { property, quoted } from '../../typescript/print';
import { type Draft, type Patch, patchTarget } from '../draft/draft';
import { cdk8s, library, plus } from '../draft/words';
import { camelCase, constantCase, type Names } from './names';
import type { SourceFile } from './source-file';

/** A chart with all that it declares. */
export interface PlannedChart {
  readonly name: string;
  readonly namespace: string | undefined;
  readonly drafts: readonly Draft[];
  /** Rules that a draft's object broke before it was adopted. */
  readonly broken: ReadonlyMap<Draft, readonly string[]>;
}

export interface ChartBody {
  readonly constants: readonly string[];
  readonly statements: readonly string[];
}

/** Why a rule does not stop the synthesis of what was adopted. */
export const SILENCE_REASON = 'it was so when it was adopted';

/** The statements that declare what a chart holds. */
export function chartBody(chart: PlannedChart, file: SourceFile, names: Names): ChartBody {
  const ids = new Ids();
  const idOf = new Map(byImportance(chart.drafts).map((draft) => [draft, ids.take(draft)]));
  const made = chart.drafts.map((draft) => ({ draft, code: draft.make(idOf.get(draft) ?? '') }));
  const used = new Set(
    made.flatMap(({ code }) => nodesIn(code)).flatMap((node) => (node instanceof Variable ? [node.name] : [])),
  );
  const variables = new Map(
    chart.drafts.flatMap((draft) => {
      const isNamed =
        (draft.standIn !== undefined && used.has(draft.standIn)) || draft.patches.length > 0 || chart.broken.has(draft);
      return isNamed ? [[draft, variableOf(draft, names)] as const] : [];
    }),
  );
  for (const [{ standIn }, name] of variables) if (standIn !== undefined) file.call(standIn, name);
  const constants = keyConstants(
    made.map(({ code }) => code),
    file,
    names,
  );
  return {
    constants,
    statements: [
      ...foreignObjects(used, ids, file, names),
      ...made.map(({ draft, code }) => declaration(draft, code, variables.get(draft), chart, file)),
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
  private readonly taken = new Set<string>();

  public take({ of: { manifest } }: Draft): string {
    const { name = 'object' } = manifest.metadata;
    return this.free([name, `${name}-${kindWord(manifest.kind)}`]);
  }

  public free(candidates: readonly string[]): string {
    const clean = candidates.map((candidate) => candidate.replaceAll('/', '-'));
    let id = clean.find((candidate) => !this.taken.has(candidate));
    for (let number = 2; id === undefined; number++) {
      if (!this.taken.has(`${clean[0]}-${number}`)) id = `${clean[0]}-${number}`;
    }
    this.taken.add(id);
    return id;
  }
}

const KIND_WORDS: { readonly [kind: string]: string } = {
  InfisicalSecret: 'secret',
  InfisicalStaticSecret: 'secret',
  InfisicalDynamicSecret: 'dynamic-secret',
  InfisicalPushSecret: 'push',
  ClusterGenerator: 'generator',
};

function kindWord(kind: string): string {
  return KIND_WORDS[kind] ?? kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
}

function variableOf({ of: { manifest } }: Draft, names: Names): string {
  const { name = 'object' } = manifest.metadata;
  return names.take(camelCase(name), camelCase(`${name}-${kindWord(manifest.kind)}`));
}

/** A constant with the keys that are used of each managed Secret. */
function keyConstants(codes: readonly Code[], file: SourceFile, names: Names): string[] {
  const keys = new Map<string, Set<string>>();
  for (const node of codes.flatMap(nodesIn)) {
    if (!(node instanceof Member) || !(node.object instanceof Variable) || !node.object.name.startsWith('keys '))
      continue;
    keys.set(node.object.name, (keys.get(node.object.name) ?? new Set()).add(node.name));
  }
  return [...keys].map(([standIn, used]) => {
    const secret = standIn.slice(standIn.lastIndexOf('/') + 1);
    const name = names.take(...(keys.size === 1 ? ['KEYS'] : []), `${constantCase(camelCase(secret))}_KEYS`);
    file.call(standIn, name);
    const lines = [...used].map((key) => `  ${property(key)}: ${quoted(key)},\n`).join('');
    return `/** Secret keys in use of "${secret}". */\nconst ${name} = {\n${lines}} as const;`;
  });
}

const FOREIGN: { readonly [kind: string]: Imported } = {
  Secret: plus('Secret.fromSecretName'),
  ConfigMap: plus('ConfigMap.fromConfigMapName'),
  ServiceAccount: plus('ServiceAccount.fromServiceAccountName'),
};

/** What workloads refer to and nobody here declares. */
function foreignObjects(used: ReadonlySet<string>, ids: Ids, file: SourceFile, names: Names): string[] {
  return [...used].sort().flatMap((standIn) => {
    const [kind, name] = standIn.split(' ');
    const factory = FOREIGN[kind];
    if (factory === undefined || name === undefined) return [];
    const word = kind.replaceAll(/(?<=[a-z])(?=[A-Z])/g, '-').toLowerCase();
    const variable = names.take(camelCase(name), camelCase(`${name}-${word}`));
    file.call(standIn, variable);
    const id = ids.free([`${word}-${name}`]);
    return [`const ${variable} = ${file.print(new Call(factory, new Variable('this'), id, name), 20)};`];
  });
}

function declaration(
  draft: Draft,
  code: Construction | Call,
  variable: string | undefined,
  { broken }: PlannedChart,
  file: SourceFile,
): string {
  const lead = variable === undefined ? '' : `const ${variable} = `;
  const lines = [`${lead}${file.print(code, lead.length)};`];
  if (variable === undefined) return lines[0];
  const declared = new Variable(variable);
  if (draft.patches.length > 0) {
    const operations = draft.patches.map(operation);
    lines.push(`${file.print(new Call(new Member(patchTarget(draft, declared), 'addJsonPatch'), ...operations))};`);
  }
  for (const rule of broken.get(draft) ?? []) {
    lines.push(`${file.print(new Call(library('InfisicalRules.silence'), declared, rule, SILENCE_REASON))};`);
  }
  return lines.join('\n');
}

function operation({ operation, path, value }: Patch): Call {
  const args = operation === 'remove' ? [path] : [path, value as Code];
  return new Call(cdk8s(`JsonPatch.${operation}`), ...args);
}
