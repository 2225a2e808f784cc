import { didYouMean } from '../../text/did-you-mean';
import { namedKeys, quotedKey, quotedName } from '../../text/key-name';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

/** Keys for a build that nobody declares, or that is no build. */
export function buildSecretProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) => {
    // What is built for the application is told of it.
    if (service.part !== undefined && service.props.buildSecrets === service.app?.local.buildSecrets) return [];
    const construct = service.app?.construct;
    return problemsOf(service).map((problem) => {
      const message = `the service ${quotedName(service.name)}: ${problem}`;
      return { rule: 'L9' as const, construct, message };
    });
  });
}

function problemsOf({ props, composeKeys, accesses }: StackService): string[] {
  const { buildSecrets = {}, buildContext } = props;
  const entries = Object.entries(buildSecrets);
  if (entries.length === 0) return [];
  if (buildContext === undefined)
    return ['buildSecrets are for a build, and its image is not built: set buildContext, or leave them out'];
  return entries.flatMap(([id, key]) => {
    if (composeKeys?.has(key)) return [];
    const remedy = didYouMean(key, namedKeys(accesses.map((access) => access.key)), 'declare it in secretKeys');
    return [
      `buildSecrets gives ${quotedName(id)} the key ${quotedKey(key)}, which is no secret key of the application: ${remedy}`,
    ];
  });
}
