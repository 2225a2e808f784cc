import { quotedName, quotedText } from '../../../text/key-name';
import { keysIn, wholeKey } from '../../stack/local-value';
import type { ParityProblem } from '../../stack/parity-problem';
import type { StackService } from '../../stack/stack-service';

const SHELL = /(?:^|\/)(?:ba|da|a|k|z|fi)?sh$/;

/** Secret keys as compose files have them, in a command or in `env`, where nobody would give them a value. */
export function bracedReferenceProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) => {
    const { name, app, props } = service;
    return textsOf(props).flatMap(([place, text]) =>
      bracedNames(text).flatMap((braced): ParityProblem[] => {
        const variable = variableOfKey(braced, service);
        if (variable === undefined) return [];
        const message = `${place} of the service ${quotedText(name)} has "\${${braced}}", which nothing gives a value there: write "$(${variable})", or "$\${${braced}}" where the program reads it itself`;
        return [{ rule: 'L9', construct: app?.construct, message }];
      }),
    );
  });
}

/** What is read as in a pod, with what it is called. */
function textsOf({ entrypoint = [], command = [], env = {} }: StackService['props']): [place: string, text: string][] {
  const started = isReadByShell([...entrypoint, ...command]) ? [] : Object.entries({ entrypoint, command });
  return [
    ...started.flatMap(([prop, words]) => words.map((word): [string, string] => [prop, word])),
    ...Object.entries(env).map(([name, text]): [string, string] => [`the variable ${quotedName(name)}`, text]),
  ];
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
  const found =
    secret.find((one) => one.name === name) ??
    secret.find(({ value }) => wholeKey(value)?.key === name) ??
    secret.find(({ value }) => keysIn([value]).some(({ key }) => key === name));
  return found?.name;
}
