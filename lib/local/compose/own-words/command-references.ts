import { quotedText } from '../../../text/key-name';
import { keysIn } from '../../stack/local-value';
import type { ParityProblem } from '../../stack/parity-problem';
import type { StackService } from '../../stack/stack-service';

const SHELL = /(?:^|\/)(?:ba|da|a|k|z|fi)?sh$/;

/** Secret keys in a command as compose files have them, which nobody would give a value there. */
export function commandReferenceProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) => {
    const { name, app, props } = service;
    const { entrypoint = [], command = [] } = props;
    if (isReadByShell([...entrypoint, ...command])) return [];
    return Object.entries({ entrypoint, command }).flatMap(([prop, words]) =>
      words.flatMap(bracedNames).flatMap((braced): ParityProblem[] => {
        const variable = variableOfKey(braced, service);
        if (variable === undefined) return [];
        const message = `${prop} of the service ${quotedText(name)} has "\${${braced}}", which nothing gives a value there: write "$(${variable})", or "$\${${braced}}" where the program reads it itself`;
        return [{ rule: 'L9', construct: app?.construct, message }];
      }),
    );
  });
}

function isReadByShell(words: readonly string[]): boolean {
  return words.some((word, i) => SHELL.test(word) && /^-\w*c/.test(words[i + 1] ?? ''));
}

/** The names in `${NAME}`; a doubled dollar is one that the program is to have. */
function bracedNames(word: string): string[] {
  const parts = [...word.matchAll(/\$\$|\$\{([A-Za-z_]\w*)\}/g)];
  return [...new Set(parts.flatMap(([, name]) => name ?? []))];
}

/** The variable with a key that is called so, or that has the key of this name. */
function variableOfKey(name: string, { variables }: StackService): string | undefined {
  const secret = variables.filter(({ value }) => keysIn([value]).length > 0);
  const found = secret.find((one) => one.name === name) ?? secret.find((one) => isOfKey(name, one.value));
  return found?.name;
}

function isOfKey(key: string, value: StackService['variables'][number]['value']): boolean {
  return keysIn([value]).some((part) => part.key === key);
}
