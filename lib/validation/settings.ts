import type { IConstruct } from 'constructs';
import type { Settings } from './view/app-view';

const SETTINGS = Symbol.for('cdk8s-infisical.settings');
type Configured = IConstruct & { [SETTINGS]?: Settings };

/** Adds to what the user told about the cluster; holds for the whole app. */
export function configureRules(root: IConstruct, settings: Settings): void {
  const told = Object.entries(settings).filter(([, value]) => value !== undefined);
  const value = { ...settingsOf(root), ...Object.fromEntries(told) };
  Object.defineProperty(root, SETTINGS, { value, configurable: true });
}

export function settingsOf(root: IConstruct): Settings {
  return (root as Configured)[SETTINGS] ?? {};
}
