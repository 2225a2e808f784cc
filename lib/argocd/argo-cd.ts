import type { ApiObject } from 'cdk8s';
import type { Construct, IConstruct } from 'constructs';
import { validateWithApp } from '../evaluation/app-validation';
import { configureRules } from '../evaluation/settings';
import { settingsProblems } from '../evaluation/settings-problems';
import { objectsBelow } from '../gitops/objects-below';
import { fields, ownField, text } from '../json/json';
import type { ArgoCdTracking } from '../model/argo-cd-tracking';
import { HOOK_ANNOTATION, itemsOf, SYNC_OPTIONS_ANNOTATION, WAVE_ANNOTATION } from '../model/sync-moments';
import { asLine } from '../text/shown';
import { ArgoCdProtection } from './protection';
import { SyncWave } from './sync-wave';

/**
 * What is known of the Argo CD that deploys an app.
 */
export interface ArgoCdOptions {
  /**
   * Its version, for example `3.1`. What only newer ones know is an error (rule X33), and where `tracking` is not given
   * it says how Argo CD tracks: by label before 3.0, then by annotation.
   *
   * @default - that of the configuration, or else not known
   */
  readonly version?: string;

  /**
   * How Argo CD knows what belongs to an application. With `LABEL`, a managed Secret that it would prune is a warning (rule
   * M16).
   *
   * @default - as its version does it; where that is not known either, only labels that are written out are looked at
   */
  readonly tracking?: ArgoCdTracking;

  /**
   * The label by which it tracks: `application.instanceLabelKey` in the ConfigMap `argocd-cm`.
   *
   * @default "app.kubernetes.io/instance"
   */
  readonly instanceLabel?: string;
}

/** How settings are called here. */
const OPTION_NAMES: Readonly<Record<string, string>> = {
  argoCdVersion: 'version',
  argoCdTracking: 'tracking',
  argoCdInstanceLabel: 'instanceLabel',
};

/** The waves of objects that others need; all other kinds keep theirs. */
const WAVES: Readonly<Record<string, number>> = {
  Namespace: SyncWave.FOUNDATION,
  ServiceAccount: SyncWave.FOUNDATION,
  ClusterRole: SyncWave.FOUNDATION,
  ClusterRoleBinding: SyncWave.FOUNDATION,
  Role: SyncWave.FOUNDATION,
  RoleBinding: SyncWave.FOUNDATION,
  Secret: SyncWave.FOUNDATION,
  ConfigMap: SyncWave.FOUNDATION,
  ClusterGenerator: SyncWave.FOUNDATION,
  InfisicalConnection: SyncWave.FOUNDATION,
  InfisicalAuth: SyncWave.AUTH,
  InfisicalSecret: SyncWave.SECRET,
  InfisicalStaticSecret: SyncWave.SECRET,
  InfisicalDynamicSecret: SyncWave.SECRET,
};

/**
 * Order and protection under Argo CD: annotations for the objects of any construct.
 */
export class ArgoCd {
  /**
   * States how the Argo CD in the cluster works, for the rules. Holds for the whole app.
   *
   * @param scope any construct of the app
   */
  public static configure(scope: Construct, options: ArgoCdOptions): void {
    const { version, tracking, instanceLabel } = options ?? {};
    const settings = { argoCdVersion: version, argoCdTracking: tracking, argoCdInstanceLabel: instanceLabel };
    const problems = settingsProblems(settings, (setting) => OPTION_NAMES[setting] ?? setting);
    if (problems.length > 0) validateWithApp(scope, () => problems);
    else configureRules(scope.node.root, settings);
  }

  /**
   * Puts all objects of a construct into a sync wave. Call it when they are declared.
   *
   * @param construct whose objects
   * @param wave a whole number; Argo CD applies lower ones first, and 0 is the wave of everything else
   * @throws if there is no object, or the wave is no whole number
   */
  public static syncWave(construct: IConstruct, wave: number): void {
    if (!Number.isSafeInteger(wave)) {
      throw new Error(
        asLine(`[${construct.node.path}] the sync wave "${wave}" is no whole number: write for example -1`),
      );
    }
    for (const object of objectsBelow(construct)) object.metadata.addAnnotation(WAVE_ANNOTATION, String(wave));
  }

  /**
   * Puts everything below the scope into waves by its kind, as `SyncWave` says, so that workloads start when their
   * Secrets are there. Objects that have a wave, or are hooks, keep what they have. Call it when all is declared.
   *
   * @param scope an app, a chart or any other construct
   * @throws if there is no object
   */
  public static secretsFirst(scope: IConstruct): void {
    for (const object of objectsBelow(scope)) {
      const wave = ownField(WAVES, object.kind);
      const { [WAVE_ANNOTATION]: own, [HOOK_ANNOTATION]: hook } = annotationsOf(object);
      if (wave === undefined || own !== undefined || hook !== undefined) continue;
      object.metadata.addAnnotation(WAVE_ANNOTATION, String(wave));
    }
  }

  /**
   * Makes a Job run in each sync, after the Secrets and before the workloads, such as a database migration. It is a
   * hook of the Sync phase: one of the PreSync phase would wait for ever for a Secret that only the Sync phase makes
   * (rule X16). Each sync deletes the Job of the last one, as the template of a Job cannot be changed.
   *
   * Give the Secrets an earlier wave, for example with `secretsFirst`.
   *
   * @param job a construct with one Job, for example that of cdk8s-plus
   * @param wave the Job's sync wave; `SyncWave.MIGRATION` by default
   * @throws if there is not exactly one Job, or the wave is no whole number
   */
  public static migration(job: IConstruct, wave?: number): void {
    const jobs = objectsBelow(job).filter(({ kind }) => kind === 'Job');
    if (jobs.length !== 1) {
      throw new Error(`[${job.node.path}] there are ${jobs.length} Jobs and not one: give the construct of the Job`);
    }
    ArgoCd.syncWave(jobs[0], wave ?? SyncWave.MIGRATION);
    jobs[0].metadata.addAnnotation(HOOK_ANNOTATION, 'Sync');
    jobs[0].metadata.addAnnotation('argocd.argoproj.io/hook-delete-policy', 'BeforeHookCreation');
  }

  /**
   * Keeps the objects of a construct from being pruned or deleted without asking. Use it for what holds data: the
   * deletion of a `SyncedSecret` deletes its Secret, that of a `DynamicSecret` the leased database user.
   *
   * @param construct whose objects
   * @param protection `ArgoCdProtection.CONFIRM` by default; what is kept already stays so
   * @throws if there is no object
   */
  public static protect(construct: IConstruct, protection?: ArgoCdProtection): void {
    const value = protection ?? ArgoCdProtection.CONFIRM;
    for (const object of objectsBelow(construct)) {
      // What is kept without asking needs no question.
      const kept = new Set(optionsOf(object).filter((option) => option.endsWith('=false')));
      const options = ['Prune', 'Delete'].filter((name) => !kept.has(`${name}=false`));
      addOptions(
        object,
        options.map((name) => `${name}=${value}`),
      );
    }
  }

  /**
   * Adds sync options to the objects of a construct. One of the same name is replaced.
   *
   * @param construct whose objects
   * @param options for example `SkipDryRunOnMissingResource=true`, where another application brings the operator
   * @throws if there is no object, or an option has not the form `Name=value`
   */
  public static syncOptions(construct: IConstruct, ...options: string[]): void {
    for (const option of options) {
      if (typeof option === 'string' && /^\w+=[\w-]+$/.test(option)) continue;
      throw new Error(
        asLine(`[${construct.node.path}] "${option}" is no sync option: write for example "Prune=false"`),
      );
    }
    for (const object of objectsBelow(construct)) addOptions(object, options);
  }

  /**
   * Leaves the health of a construct's objects out of that of their application: an outage of Infisical then turns no
   * application degraded while its pods run on. Sync waves still wait for them.
   *
   * @param construct whose objects
   * @throws if there is no object
   */
  public static ignoreHealth(construct: IConstruct): void {
    for (const object of objectsBelow(construct)) {
      object.metadata.addAnnotation('argocd.argoproj.io/ignore-healthcheck', 'true');
    }
  }

  private constructor() {}
}

function annotationsOf(object: ApiObject): Readonly<Record<string, string | undefined>> {
  const { annotations } = fields(object.metadata.toJson());
  return Object.fromEntries(Object.entries(fields(annotations)).map(([name, value]) => [name, text(value)]));
}

function optionsOf(object: ApiObject): string[] {
  return itemsOf(annotationsOf(object)[SYNC_OPTIONS_ANNOTATION]);
}

function addOptions(object: ApiObject, options: readonly string[]): void {
  if (options.length === 0) return;
  const names = new Set(options.map(nameOf));
  const others = optionsOf(object).filter((option) => !names.has(nameOf(option)));
  object.metadata.addAnnotation(SYNC_OPTIONS_ANNOTATION, [...others, ...options].join(','));
}

function nameOf(option: string): string {
  return option.replace(/=.*/, '');
}
