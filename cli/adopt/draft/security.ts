import { scalarText } from '../../../lib/json/scalar';
import type { Field } from '../../../lib/model/field';
import type { Code, Imported } from '../../typescript/code';
import { isExported } from '../../typescript/vocabulary';
import { ifNotEmpty, type Props, plus, props } from './expressions';

const SWITCHES = ['privileged', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation'];

/** The security context of a container, without what cdk8s-plus has no words for. */
export function containerSecurity(block: Field): Code {
  const said = props({
    ...identityProps(block),
    ...Object.fromEntries(SWITCHES.map((field) => [field, block.flag(field).value])),
    capabilities: ifNotEmpty(
      props({
        add: capabilitiesCode(block.at('capabilities', 'add')),
        drop: capabilitiesCode(block.at('capabilities', 'drop')),
      }),
    ),
    seccompProfile: seccompCode(block.at('seccompProfile')),
  });
  return ifNotEmpty(said);
}

/** The security context of a pod, without what there are no props for. */
export function podSecurity(block: Field): Props {
  if (!block.isObject) return {};
  const seccompProfile = seccompCode(block.at('seccompProfile'));
  const securityContext = props({
    ...identityProps(block),
    fsGroup: block.number('fsGroup').value,
    fsGroupChangePolicy: CHANGE_POLICIES.get(block.at('fsGroupChangePolicy').raw),
  });
  return { securityContext: seccompProfile ? ifNotEmpty(securityContext) : securityContext, seccompProfile };
}

const CHANGE_POLICIES: ReadonlyMap<unknown, Code> = new Map([
  ['Always', plus('FsGroupChangePolicy.ALWAYS')],
  ['OnRootMismatch', plus('FsGroupChangePolicy.ON_ROOT_MISMATCH')],
]);

function identityProps(block: Field): Props {
  return {
    ensureNonRoot: block.flag('runAsNonRoot').value,
    user: block.number('runAsUser').value,
    group: block.number('runAsGroup').value,
  };
}

const PROFILES: ReadonlyMap<unknown, Imported> = new Map([
  ['Localhost', plus('SeccompProfileType.LOCALHOST')],
  ['RuntimeDefault', plus('SeccompProfileType.RUNTIME_DEFAULT')],
  ['Unconfined', plus('SeccompProfileType.UNCONFINED')],
]);

function seccompCode(profile: Field): Code {
  const type = PROFILES.get(profile.at('type').raw);
  return type && props({ type, localhostProfile: profile.text('localhostProfile').value });
}

/** Capabilities by their names; undefined if there are none, or cdk8s-plus has no word for one of them. */
function capabilitiesCode(capabilities: Field): Code {
  if (!Array.isArray(capabilities.raw)) return undefined;
  const words = capabilities.items().map(({ raw }) => plus(`Capability.${scalarText(raw)}`));
  return words.every(isExported) ? words : undefined;
}
