import type { AppModel, Settings } from '../model/app-model';
import type { Resource } from '../model/resource';
import type { Severity } from './severity';

/** A rule in the form of before: called once for an app, and without a place. Goes when the last one is a `Rule`. */
export interface AppRule {
  readonly id: string;
  readonly severity: Severity;
  readonly title: string;
  readonly check: (app: AppModel, report: AppReport) => void;
  readonly explainedBy?: readonly string[];
  readonly assumes?: keyof Settings;
}

export type AppReport = (resource: Resource, message: string) => void;
