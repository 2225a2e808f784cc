import type { Duration } from 'cdk8s';
import type { PropsProblem } from '../props/props-problem';

/**
 * How docker compose finds out that a service is ready.
 */
export interface LocalHealthCheck {
  /**
   * The command as compose has it: `['CMD-SHELL', 'pg_isready']`. A `$` is the shell's in the container.
   */
  readonly test: string[];

  /**
   * Time between two checks.
   *
   * @default Duration.seconds(5)
   */
  readonly interval?: Duration;

  /**
   * Time after which a check has failed.
   *
   * @default Duration.seconds(20)
   */
  readonly timeout?: Duration;

  /**
   * How many checks in a row must fail.
   *
   * @default 5
   */
  readonly retries?: number;

  /**
   * Time to start in which failing checks do not count.
   *
   * @default - none
   */
  readonly startPeriod?: Duration;
}

/**
 * What any service of a local stack can have.
 */
export interface LocalContainerProps {
  /**
   * Folder with the Dockerfile, relative to the compose file.
   *
   * @default - the image is not built
   */
  readonly buildContext?: string;

  /**
   * The Dockerfile in the folder that is built.
   *
   * @default "Dockerfile"
   */
  readonly dockerfile?: string;

  /**
   * Stage of the Dockerfile to build.
   *
   * @default - the last
   */
  readonly buildTarget?: string;

  /**
   * Image to start.
   *
   * @default - what is built; for an application without `buildContext`, its own image
   */
  readonly image?: string;

  /**
   * Command and arguments, such as a live reloader. An application starts the entrypoint of its image with them, whatever
   * its `command` and `args` in the cluster are; none, `[]`, is the command of the image.
   *
   * @default - for an application, its `command` and `args` in the cluster; else those of the image
   */
  readonly command?: string[];

  /**
   * Working directory.
   *
   * @default - for an application, that in the cluster; else that of the image
   */
  readonly workingDir?: string;

  /**
   * Ports as compose has them: `4000:4000`.
   *
   * @default - none
   */
  readonly ports?: string[];

  /**
   * Volumes as compose has them: `./:/app`, or `data:/var/lib/data` for a named volume.
   *
   * @default - none
   */
  readonly volumes?: string[];

  /**
   * Names of the services to start before. One with a health check is waited for (rule L6).
   *
   * @default - none
   */
  readonly dependsOn?: string[];

  /**
   * Plain environment variables. Never write a secret value here. They are written in the order of their names.
   *
   * @default - none
   */
  readonly env?: { [variable: string]: string };

  /**
   * When the service is ready.
   *
   * @default - when it has started
   */
  readonly healthCheck?: LocalHealthCheck;

  /**
   * When to start the service again, as compose has it: `unless-stopped`.
   *
   * @default - never
   */
  readonly restart?: string;

  /**
   * Host name inside the network of the stack.
   *
   * @default - the name of the service
   */
  readonly hostname?: string;
}

/**
 * How an application runs on a laptop. It gets the secret keys that it declares for the cluster, and no others.
 */
export interface LocalAppProps extends LocalContainerProps {
  /**
   * Name of the service.
   *
   * @default - the name of the application
   */
  readonly name?: string;

  /**
   * Plain variables that are meant to have another value here than in the cluster (rule L4).
   *
   * @default - none
   */
  readonly meantToDiffer?: string[];

  /**
   * How init containers and sidecars of its pod run here, by their names: what is given here in the place of what they have
   * in the cluster. Each is a service of its own, called `<application>-<container>`, with its own keys; a sidecar has the
   * network of the application.
   *
   * @default - as in the cluster, from the same image; where that is the application's, it is built as the application is
   */
  readonly containers?: { [container: string]: LocalContainerProps };

  /**
   * Names of init containers and sidecars that do not run here.
   *
   * @default - all run
   */
  readonly withoutContainers?: string[];
}

/**
 * Properties of a service that only exists on a laptop.
 */
export interface LocalServiceProps extends LocalContainerProps {
  /**
   * The secret keys that the service gets: a list of keys, or a map from variable to key. They are written in the order
   * of their variables.
   *
   * @default - none
   */
  readonly secretKeys?: string[] | { [variable: string]: string };
}

/** What a ready-made service is beside its props. */
interface ReadyMade {
  /** Where it keeps its data, in a volume that is called by the service. */
  readonly data?: { readonly path: string; readonly suffix?: string };
  /** What is wrong with its options, which stand at the path. */
  readonly problems: (path: string) => PropsProblem[];
}

/**
 * A service that only exists on a laptop, such as a database. `BackingService` has some ready-made.
 */
export class LocalService {
  /**
   * Any service.
   */
  public static of(props: LocalServiceProps): LocalService {
    return new LocalService(props);
  }

  /** @internal */
  public static _readyMade(props: LocalServiceProps, readyMade: ReadyMade): LocalService {
    return new LocalService(props, readyMade);
  }

  private constructor(
    /** @internal */
    public readonly _props: LocalServiceProps,
    /** @internal */
    public readonly _made?: ReadyMade,
  ) {}

  /**
   * The props under the name that the stack gives the service.
   *
   * @internal
   */
  public _propsNamed(name: string): LocalServiceProps {
    const { data } = this._made ?? {};
    if (data === undefined) return this._props;
    // A volume begins with a letter or a digit.
    const volume = `${name.replace(/^[^A-Za-z0-9]+/, '')}-${data.suffix ?? 'data'}`;
    return { ...this._props, volumes: [`${volume}:${data.path}`, ...(this._props.volumes ?? [])] };
  }
}
