import { declaredKeysIn } from '../infisical/declared-keys';
import { isOfKind } from '../model/key-kind/is-of-kind';
import { kindText } from '../model/key-kind/kind-text';
import type { LaptopText } from '../model/resource';
import { plainText } from '../model/typed-texts';
import type { KeyedContainerProps } from '../pods/keyed-container-props';
import type { PropsProblem } from '../props/props-problem';
import { quotedName } from '../text/key-name';
import type { AnyWorkloadProps } from './workload-identity';

/** Texts that a laptop has in the place of keys, and that are not what these hold. */
export function typedTextProblems(props: AnyWorkloadProps): PropsProblem[] {
  const { local, containers = [], initContainers = [] } = props;
  const others = [...containers, ...initContainers].flatMap((container) =>
    textProblems(container, local?.containers?.[container.name]?.env, `local.containers["${container.name}"].env`),
  );
  return [...textProblems(props, local?.env, 'local.env'), ...others];
}

/** What a laptop has in its variables, for the rules that know the other environments. */
export function laptopTextsOf({ local }: AnyWorkloadProps, container: string): LaptopText[] {
  const others = Object.entries(local?.containers ?? {}).map(([name, { env = {} }]) => [name, env] as const);
  return [[container, local?.env ?? {}] as const, ...others].flatMap(([name, env]) =>
    Object.entries(env).map(([variable, text]) => ({ container: name, variable, text })),
  );
}

function textProblems(
  { secretKeys }: Pick<KeyedContainerProps, 'secretKeys'>,
  env: { readonly [variable: string]: string } | undefined,
  where: string,
): PropsProblem[] {
  return declaredKeysIn(secretKeys).flatMap(({ target, kind }) => {
    if (kind === undefined || env === undefined || !Object.hasOwn(env, target)) return [];
    const text = plainText(env[target]);
    if (text === undefined || isOfKind(kind, text)) return [];
    // It stands where a secret does.
    return [
      { rule: 'L11', message: `${where} gives ${quotedName(target)} a text that is not ${kindText(kind)}: correct it` },
    ];
  });
}
