import { fields } from '../../json/json';
import { didYouMean } from '../../text/did-you-mean';
import { quotedName, quotedText } from '../../text/key-name';
import { quotedNames } from '../../text/shown';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** The services that one is started after, however that is written. */
export function dependenciesOf({ dependsOn = [], waitsFor = {}, compose }: StackService['props']): string[] {
  const words: unknown = compose?.depends_on ?? [];
  const named = Array.isArray(words) ? words.filter((name) => typeof name === 'string') : Object.keys(fields(words));
  return [...new Set([...dependsOn, ...Object.keys(waitsFor), ...named])];
}

/** Services that depend on what there is not, or on each other, so that none of them could be the first. */
export function dependencyProblems(services: readonly StackService[]): ParityProblem[] {
  return [...unknownDependencies(services), ...cycleProblems(services)];
}

function unknownDependencies(services: readonly StackService[]): ParityProblem[] {
  const names = services.map(({ name }) => name);
  return services.flatMap(({ name, props, app }) =>
    dependenciesOf(props)
      .filter((dependency) => !names.includes(dependency))
      .map((dependency) => {
        const remedy = didYouMean(dependency, names, `add it to the services, or write one of ${quotedNames(names)}`);
        const message = `the service "${name}" depends on ${quotedText(dependency)}, which is no service: ${remedy}`;
        return { rule: 'L6', construct: app?.construct, message };
      }),
  );
}

/** Each circle once, told of the service that comes first in the file. */
function cycleProblems(services: readonly StackService[]): ParityProblem[] {
  const byName = new Map(services.map((service) => [service.name, service]));
  const left = new Set<string>();
  const problems: ParityProblem[] = [];
  const visit = (name: string, way: readonly string[]) => {
    const service = byName.get(name);
    if (service === undefined || left.has(name)) return;
    const at = way.indexOf(name);
    if (at >= 0) {
      problems.push(cycleProblem([...way.slice(at), name], byName.get(way[at] ?? name)));
      return;
    }
    for (const next of startedBefore(service)) visit(next, [...way, name]);
    left.add(name);
  };
  for (const { name } of services) visit(name, []);
  return problems;
}

function startedBefore({ props, network }: StackService): string[] {
  return [...new Set([...dependenciesOf(props), ...(network === undefined ? [] : [network])])];
}

function cycleProblem([name = '', ...others]: readonly string[], first: StackService | undefined): ParityProblem {
  const needed = others.map((other) => quotedName(other)).join(', which needs ');
  const message = `the service ${quotedName(name)} needs ${needed}: none of them can be the first, leave one of that out`;
  return { rule: 'L6', construct: first?.app?.construct, message };
}
