import type { KeyKind } from '../../lib/model/key-kind/key-kind';
import { readKind } from '../../lib/model/key-kind/read-kind';
import type { Path } from '../yaml/kubernetes-yaml';
import { FIELD, mapAt, RecordProblem } from './checked-values';
import type { RecordedKinds, RecordedService } from './record';

const AT: Path = [FIELD, 'kinds'];

/** What variables and files hold, by service. A record of an older release does not tell. */
export function toldKinds(value: unknown = {}): ReadonlyMap<string, RecordedKinds> {
  return new Map(
    Object.entries(mapAt(value, AT)).map(([service, told]) => {
      const at = [...AT, service];
      const { variables = {}, files = {} } = mapAt(told, at, ['variables', 'files']);
      const kinds: RecordedKinds = {
        variables: kindsAt(variables, [...at, 'variables']),
        files: kindsAt(files, [...at, 'files']),
      };
      return [service, kinds];
    }),
  );
}

function kindsAt(value: unknown, at: Path): ReadonlyMap<string, KeyKind> {
  return new Map(
    Object.entries(mapAt(value, at)).map(([name, kind]) => {
      const read = readKind(kind);
      if ('problem' in read) throw new RecordProblem([...at, name], read.problem);
      return [name, read.kind];
    }),
  );
}

/** Who takes a variable out of a file by hand would not notice that nobody judges it. */
export function requireThere(kinds: ReadonlyMap<string, RecordedKinds>, services: readonly RecordedService[]): void {
  const byName = new Map(services.map((service) => [service.name, service]));
  for (const [name, { variables, files }] of kinds) {
    const service = byName.get(name);
    if (service === undefined) throw new RecordProblem([...AT, name], 'is no service');
    const has = {
      variables: new Set(service.variables.map((one) => one.name)),
      files: new Set(service.files.map(({ path }) => path)),
    };
    for (const variable of variables.keys()) requireIn(has.variables, variable, [...AT, name, 'variables', variable]);
    for (const path of files.keys()) requireIn(has.files, path, [...AT, name, 'files', path]);
  }
}

function requireIn(names: ReadonlySet<string>, name: string, at: Path): void {
  if (!names.has(name)) throw new RecordProblem(at, 'is nothing that the service has');
}
