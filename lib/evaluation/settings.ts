import type { IConstruct } from 'constructs';
import { checkedConfiguration } from '../configuration/committed-configuration';
import type { Settings } from '../model/app-model';
import { settingsIn } from './committed-settings';
import { statedIn } from './settings-problems';

const SETTINGS = Symbol.for('cdk8s-infisical.settings');
const RELEASED = Symbol.for('cdk8s-infisical.released-settings');
type Configured = IConstruct & { [SETTINGS]?: Settings; [RELEASED]?: () => ReleasedOperator };

/** What releases of the operator say of it. */
export interface ReleasedOperator extends Pick<Settings, 'operatorVersion' | 'defaultConnection'> {
  /** Which namespaces it watches is known when all is declared. */
  readonly watchedNamespaces?: () => readonly string[];
}

/** Adds to what the user told about the cluster; holds for the whole app. */
export function configureRules(root: Configured, settings: Settings): void {
  const value = { ...root[SETTINGS], ...statedIn(settings) };
  Object.defineProperty(root, SETTINGS, { value, configurable: true });
}

/** Has what releases of the operator say of the cluster count where nobody tells it; it may be asked for at any time. */
export function addReleasedSettings(root: Configured, released: () => ReleasedOperator): void {
  Object.defineProperty(root, RELEASED, { value: released });
}

/** What the user told about the cluster: in the program, or else in the committed configuration, or else by a release. */
export function settingsOf(root: Configured): Settings {
  const { watchedNamespaces, ...released } = root[RELEASED]?.() ?? {};
  return {
    ...released,
    ...(watchedNamespaces !== undefined && { watchedNamespaces: watchedNamespaces() }),
    ...statedIn(settingsIn(checkedConfiguration())),
    ...root[SETTINGS],
  };
}

/** Where the connection of the operator leads by all that is told, while constructs are still being declared. */
export function connectionToldAt(root: Configured): string | undefined {
  const committed = checkedConfiguration().operator.defaultConnection;
  return root[SETTINGS]?.defaultConnection ?? committed ?? root[RELEASED]?.().defaultConnection;
}

/** What the program itself told about the cluster. */
export function configuredSettings(root: Configured): Settings {
  return root[SETTINGS] ?? {};
}

/** The version by which the rules go where nobody tells it: that of the release that was declared last. */
export function releasedVersion(root: Configured): string | undefined {
  return root[RELEASED]?.().operatorVersion;
}
