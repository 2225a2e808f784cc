import { quotedName } from '../../text/key-name';
import { isWritable } from '../compose/compose-yaml';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** Half a character, or a NUL, would come out as something else or stop whoever reads the file. */
export function unwritableTexts(services: readonly StackService[]): ParityProblem[] {
  const isUnwritable = (part: unknown): boolean => {
    if (typeof part === 'string') return !isWritable(part);
    return typeof part === 'object' && part !== null && Object.entries(part).flat().some(isUnwritable);
  };
  return services.flatMap((service) =>
    Object.entries(textsOf(service)).flatMap(([prop, value]) => {
      if (!isUnwritable(value)) return [];
      const message = `${prop} of the service ${quotedName(service.name)} has a character that no file can hold (NUL, or half of one): take it out`;
      return [{ rule: 'L10', construct: service.app?.construct, message }];
    }),
  );
}

/** By what users call them. */
function textsOf({ props, variables, entrypoint, command, files }: StackService): object {
  const ofCluster = props.command === undefined ? { command: entrypoint, args: command } : {};
  return { ...props, env: variables, ...ofCluster, secretFiles: files };
}
