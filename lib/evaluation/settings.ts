import type { IConstruct } from 'constructs';
import { checkedConfiguration } from '../configuration/committed-configuration';
import type { Settings } from '../model/app-model';
import { settingsIn } from './committed-settings';
import { statedIn } from './settings-problems';

const SETTINGS = Symbol.for('cdk8s-infisical.settings');
const RELEASED = Symbol.for('cdk8s-infisical.released-settings');
type Configured = IConstruct & { [SETTINGS]?: Settings; [RELEASED]?: () => Settings };

/** Adds to what the user told about the cluster; holds for the whole app. */
export function configureRules(root: Configured, settings: Settings): void {
  const value = { ...root[SETTINGS], ...statedIn(settings) };
  Object.defineProperty(root, SETTINGS, { value, configurable: true });
}

/** Has what releases of the operator say of the cluster count where nobody tells it; it may be asked for at any time. */
export function addReleasedSettings(root: Configured, released: () => Settings): void {
  Object.defineProperty(root, RELEASED, { value: released });
}

/** What the user told about the cluster: in the program, or else in the committed configuration, or else by a release. */
export function settingsOf(root: Configured): Settings {
  return { ...root[RELEASED]?.(), ...statedIn(settingsIn(checkedConfiguration())), ...root[SETTINGS] };
}

/** What the program itself told about the cluster. */
export function configuredSettings(root: Configured): Settings {
  return root[SETTINGS] ?? {};
}
