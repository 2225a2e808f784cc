import type { IConstruct } from 'constructs';
import { checkedConfiguration } from '../configuration/committed-configuration';
import type { Settings } from '../model/app-model';
import { settingsIn } from './committed-settings';
import { statedIn } from './settings-problems';

const SETTINGS = Symbol.for('cdk8s-infisical.settings');
type Configured = IConstruct & { [SETTINGS]?: Settings };

/** Adds to what the user told about the cluster; holds for the whole app. */
export function configureRules(root: Configured, settings: Settings): void {
  const value = { ...root[SETTINGS], ...statedIn(settings) };
  Object.defineProperty(root, SETTINGS, { value, configurable: true });
}

/** What the user told about the cluster: in the program, or else in the committed configuration. */
export function settingsOf(root: Configured): Settings {
  return { ...settingsIn(checkedConfiguration()), ...root[SETTINGS] };
}
