import type { KeyReads } from '../record/key-reads';
import type { StackService } from '../stack/stack-service';
import type { ComposeFields } from './compose-yaml';
import { escapeDollars } from './container-fields';
import type { ComposeFiles } from './mounted-keys';
import { isMap, namesUsed } from './named-parts';
import { renderedWords } from './own-words/interpolation';
import { withWordsOnTop } from './own-words/put-on-top';

/** What stands beside the services of a compose file: what they use by name, and what was written for it. */
export function fileSections(
  rendered: readonly ComposeFields[],
  services: readonly StackService[],
  words: object,
  reads: KeyReads,
  { secrets, configs }: Pick<ComposeFiles, 'secrets' | 'configs'>,
): { readonly before: ComposeFields; readonly behind: ComposeFields } {
  const own = renderedWords(words, (word) => ('text' in word ? escapeDollars(word.text) : ''));
  const { name, networks, ...others } = isMap(own) ? own : {};
  const sections = withWordsOnTop(
    {
      volumes: emptyParts(rendered, 'volumes'),
      secrets: ifAny({ ...buildSecretsOf(services, reads), ...secrets }),
      configs: ifAny(configs),
    },
    others,
  );
  const defined = isMap(networks) ? networks : {};
  return {
    before: { name },
    behind: { networks: ifAny({ ...emptyParts(rendered, 'networks'), ...defined }), ...sections },
  };
}

function emptyParts(rendered: readonly ComposeFields[], part: 'networks' | 'volumes'): ComposeFields | undefined {
  const names = [...new Set(rendered.flatMap((service) => namesUsed(service, part)))].sort();
  return ifAny(Object.fromEntries(names.map((name) => [name, {}])));
}

/** The values that builds get: compose takes them from its own environment. */
function buildSecretsOf(services: readonly StackService[], reads: KeyReads): ComposeFields {
  const names = services.flatMap(({ props, composeKeys }) =>
    Object.values(props.buildSecrets ?? {}).flatMap((key) => {
      const part = composeKeys?.get(key);
      return part === undefined ? [] : [reads.nameOf(part)];
    }),
  );
  return Object.fromEntries(names.sort().map((name) => [name, { environment: name }]));
}

/** The build with the secrets that it gets, by their ids. */
export function withBuildSecrets(
  build: ComposeFields | undefined,
  { props, composeKeys }: StackService,
  reads: KeyReads,
): ComposeFields | undefined {
  const secrets = Object.entries(props.buildSecrets ?? {}).flatMap(([target, key]) => {
    const part = composeKeys?.get(key);
    return part === undefined ? [] : [{ source: reads.nameOf(part), target }];
  });
  return build === undefined || secrets.length === 0 ? build : { ...build, secrets };
}

function ifAny(fields: ComposeFields): ComposeFields | undefined {
  return Object.keys(fields).length === 0 ? undefined : fields;
}
