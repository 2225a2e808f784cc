import type { SecretKey } from '../infisical';
import { inStableOrder } from '../props/map-order';
import type { PropsProblem } from '../props/props-problem';
import type { LocalContainerProps } from './local-container';

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
  readonly secretKeys?: (string | SecretKey)[] | { [variable: string]: string | SecretKey };

  /**
   * Secret keys that the service gets as files, by the paths in the container: `{ '/run/secrets/password':
   * 'DB_PASSWORD' }`, for what reads `POSTGRES_PASSWORD_FILE` and the like. Needs Docker Compose 2.
   *
   * @default - none
   */
  readonly secretFiles?: { [path: string]: string | SecretKey };
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
    return new LocalService(inStableOrder(props));
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

  /** @internal */
  public _with(props: LocalServiceProps): LocalService {
    return new LocalService(props, this._made);
  }

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
