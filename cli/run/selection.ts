import { basename, dirname, resolve } from 'node:path';
import type { KeyKind } from '../../lib/model/key-kind/key-kind';
import { closest } from '../../lib/text/did-you-mean';
import { quotedName } from '../../lib/text/key-name';
import type { AskedPlace } from '../infisical-cli/asked-place';
import type { AbsentVariables, LocalRecord, RecordedPart, RecordedService } from '../record/record';
import { ProblemsError } from '../terminal/failure-text';

/** The value of a key: of the first place that has it. */
export interface NeededKey {
  readonly key: string;
  readonly places: readonly AskedPlace[];
  /** Whether a command starts without it. */
  readonly isOptional?: boolean;
  /** What stands in its place where it is missing. */
  readonly otherwise?: string;
}

export type SelectedPart = { readonly text: string } | NeededKey;

/** A variable that the command gets. */
interface SelectedVariable {
  readonly name: string;
  readonly parts: readonly SelectedPart[];
}

/** Who needs a key, and for what. */
export interface KeyNeed extends NeededKey {
  readonly app: string;
  /** A variable, or the path of a file. */
  readonly where?: string;
}

/** What somebody has asked for, of the record. */
export interface Selection {
  readonly variables: readonly SelectedVariable[];
  readonly needs: readonly KeyNeed[];
  /** What values must be, of whatever is started. */
  readonly typed: readonly TypedValue[];
  /** What the applications have in the cluster only. */
  readonly lacks: readonly AppLack[];
}

/** A value of which somebody says what it is. */
export interface TypedValue {
  readonly app: string;
  /** A variable, or the path of a file. */
  readonly where: string;
  readonly parts: readonly SelectedPart[];
  readonly kind: KeyKind;
}

/** The variables that an application has in the cluster only. */
export interface AppLack extends AbsentVariables {
  readonly app: string;
}

/** Where the places of a record are asked for: the record is read in its own folder. */
export interface Placing {
  readonly folder: string;
  /** In place of those of the record. */
  readonly environment?: string;
  readonly caFile?: string;
}

interface Found {
  readonly record: LocalRecord;
  readonly service: RecordedService;
}

/**
 * The variables of some applications, under the names that they have in the container.
 *
 * @throws ProblemsError where there is no such application, or two of them have a variable that is not the same
 */
export function selectionOfApps(records: readonly LocalRecord[], apps: readonly string[], placing: Placing): Selection {
  const found = apps.map((app) => appIn(records, app, placing));
  const problems = found.flatMap((one) => (typeof one === 'string' ? [one] : []));
  if (problems.length > 0) throw new ProblemsError(problems);
  const services = found.filter((one) => typeof one !== 'string');
  const all = services.flatMap(({ record, service }) => {
    const parts = partsReader(record, placing);
    return lastVariables(service).map((one) => ({ app: service.name, name: one.name, parts: parts(one.parts) }));
  });
  const known = new Map<string, (typeof all)[number]>();
  for (const one of all) {
    const other = known.get(one.name) ?? one;
    if (JSON.stringify(other.parts) !== JSON.stringify(one.parts))
      problems.push(differenceText(one.name, other.app, one.app));
    known.set(one.name, other);
  }
  if (problems.length > 0) throw new ProblemsError([...new Set(problems)]);
  return {
    variables: [...known.values()].map(({ name, parts }) => ({ name, parts })),
    needs: all.flatMap(needsOf),
    typed: services.flatMap(({ record, service }) => typedVariables(service, partsReader(record, placing))),
    lacks: lacksOf(services.map(({ service }) => service)),
  };
}

/** What the records say that applications have in the cluster only. */
export function lacksIn(records: readonly LocalRecord[], apps?: readonly string[]): AppLack[] {
  const services = records.flatMap((record) => record.services);
  return lacksOf(services.filter(({ name }) => apps === undefined || apps.includes(name)));
}

function lacksOf(services: readonly RecordedService[]): AppLack[] {
  return services.flatMap(({ name, absent }) => (absent === undefined ? [] : [{ app: name, ...absent }]));
}

function differenceText(variable: string, one: string, other: string): string {
  return `${quotedName(variable)} is not the same for ${quotedName(one)} and ${quotedName(other)}: run each by itself`;
}

/** All names of a compose file, and who needs them for what. */
export function selectionOfStack(records: readonly LocalRecord[], placing: Placing): Selection {
  const problems: string[] = [];
  const variables = new Map<string, SelectedVariable & { readonly file: string }>();
  for (const record of records) {
    const parts = partsReader(record, placing);
    for (const { name } of record.keys.values()) {
      const own = { name, parts: parts([{ name }]), file: record.file };
      const known = variables.get(name) ?? own;
      if (JSON.stringify(known.parts) !== JSON.stringify(own.parts)) {
        problems.push(`${quotedName(name)} is not the same in ${known.file} and ${own.file}: run each by itself`);
      }
      variables.set(name, known);
    }
  }
  if (problems.length > 0) throw new ProblemsError(problems);
  return {
    variables: [...variables.values()].map(({ name, parts }) => ({ name, parts })),
    needs: needsIn(records, placing),
    typed: records.flatMap((record) => {
      const parts = partsReader(record, placing);
      return record.services.flatMap((service) => [...typedVariables(service, parts), ...typedFiles(service, parts)]);
    }),
    // Each container is told of by itself, when its file is made.
    lacks: [],
  };
}

/** Whatever the applications of the records need, for whoever asks for all. */
export function needsIn(records: readonly LocalRecord[], placing: Placing, apps?: readonly string[]): KeyNeed[] {
  return records.flatMap((record) => {
    const parts = partsReader(record, placing);
    return record.services
      .filter(({ name }) => apps === undefined || apps.includes(name))
      .flatMap((service) =>
        [
          ...lastVariables(service).map(({ name, parts }) => ({ where: name, parts })),
          ...service.files.map(({ path, parts }) => ({ where: path, parts })),
          ...service.others.map(({ name }) => ({ where: undefined, parts: [{ name }] })),
        ].flatMap((one) => needsOf({ app: service.name, name: one.where, parts: parts(one.parts) })),
      );
  });
}

function needsOf({ app, name, parts }: { app: string; name?: string; parts: readonly SelectedPart[] }): KeyNeed[] {
  return parts.flatMap((part) => ('key' in part ? [{ app, where: name, ...part }] : []));
}

/** Of two with one name, a container has the last one. */
function lastVariables({ variables }: RecordedService) {
  return [...new Map(variables.map((one) => [one.name, one])).values()];
}

type PartsReader = (parts: readonly RecordedPart[]) => readonly SelectedPart[];

function typedVariables(service: RecordedService, parts: PartsReader): TypedValue[] {
  return lastVariables(service).flatMap(({ name, parts: own }) => {
    const kind = service.kinds?.variables.get(name);
    return kind === undefined ? [] : [{ app: service.name, where: name, parts: parts(own), kind }];
  });
}

function typedFiles(service: RecordedService, parts: PartsReader): TypedValue[] {
  return service.files.flatMap(({ path, parts: own }) => {
    const kind = service.kinds?.files.get(path);
    return kind === undefined ? [] : [{ app: service.name, where: path, parts: parts(own), kind }];
  });
}

function partsReader(record: LocalRecord, { folder, environment, caFile }: Placing) {
  const own = record.caFile === undefined ? undefined : resolve(folder, dirname(record.file), record.caFile);
  const authority = caFile === undefined ? own : resolve(folder, caFile);
  const placesOf = (name: string): NeededKey => {
    const told = record.keys.get(name);
    if (told === undefined) throw new Error(`${record.file}: it does not tell of ${quotedName(name)}`);
    const places = told.from.map((place) => ({
      ...place,
      host: record.host,
      ...(authority !== undefined && { caFile: authority }),
      ...(environment !== undefined && { environment }),
    }));
    return { key: told.key, places, ...(told.isOptional && { isOptional: true }) };
  };
  return (parts: readonly RecordedPart[]) =>
    parts.map((part) => ('name' in part ? { ...placesOf(part.name), ...otherwiseOf(part) } : part));
}

function otherwiseOf({ otherwise }: { readonly otherwise?: string }) {
  return otherwise === undefined ? {} : { otherwise };
}

function contentOf({ record, service }: Found, placing: Placing): string {
  const parts = partsReader(record, placing);
  const variables = lastVariables(service).map(({ name, parts: own }) => JSON.stringify([name, parts(own)]));
  return variables.sort().join('\n');
}

/** One of two records that say the same of it will do: those of a stack and a run of one environment. */
function appIn(records: readonly LocalRecord[], app: string, placing: Placing): Found | string {
  const found = records.flatMap((record) =>
    record.services.filter(({ name }) => name === app).map((service) => ({ record, service })),
  );
  const [first] = found;
  if (new Set(found.map((one) => contentOf(one, placing))).size === 1) return first;
  if (first !== undefined) {
    const files = found.map(({ record }) => record.file);
    return `${quotedName(app)} is in ${files.join(' and ')}: name one of them with --compose`;
  }
  const names = records.flatMap(({ services }) => services.map(({ name }) => name));
  const near = closest(app, names);
  const meant =
    near === undefined ? `there are ${names.map(quotedName).join(', ')}` : `did you mean ${quotedName(near)}?`;
  return `there is no application ${quotedName(app)} in ${records.map(({ file }) => file).join(' or ')}: ${meant}`;
}

/** The records that are compose files: the other one is no stack. */
export function stackRecords(records: readonly LocalRecord[]): LocalRecord[] {
  return records.filter(({ file }) => basename(file) !== 'infisical.run.yaml');
}
