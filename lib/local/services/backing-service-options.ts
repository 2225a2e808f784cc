import type { SecretKey } from '../../infisical';
import type { LocalHealthCheck } from '../local-container';

/**
 * What the ready-made services have in common.
 */
export interface BackingServiceOptions {
  /**
   * Name of the image, without its tag: that of a mirror, or of an image that is made of this one and keeps its
   * variables and folders, such as `pgvector/pgvector`.
   *
   * @default - the image that the factory names
   */
  readonly image?: string;

  /**
   * Tag of the image, or its digest (`sha256:…`, `17.11@sha256:…`). Pin it to what the cluster has: the data of one
   * version may be useless to another.
   *
   * @default - the version that the factory names; another release of this library may name another one
   */
  readonly tag?: string;

  /**
   * Port on the laptop. Other services of the stack need none: they reach this one by its name, at its own port.
   *
   * @default - the service can be reached from other services only
   */
  readonly port?: number;

  /**
   * Address of the laptop at which its ports can be reached: `0.0.0.0` opens them to everybody in its network.
   *
   * @default "127.0.0.1"
   */
  readonly hostIp?: string;

  /**
   * Further ports as compose has them: `127.0.0.1:9187:9187`. One without an address is open to the whole network.
   *
   * @default - none
   */
  readonly ports?: string[];

  /**
   * The volume that keeps the data: its name, or a folder that begins with `./`, `../`, `~/` or `/`.
   *
   * @default - a volume that is called by the service: `<service>-data`
   */
  readonly volume?: string;

  /**
   * Further volumes as compose has them: `./server.conf:/etc/server.conf:ro`.
   *
   * @default - none
   */
  readonly volumes?: string[];

  /**
   * Further plain variables of the image; they win over the plain ones that the service has by itself. One that an
   * option gives a key, also as `…_FILE`, is an error (rule N5). Never write a secret value here. As in a pod, `$(NAME)` is
   * the value of another variable, of a secret key too, and `$$` is a dollar.
   *
   * @default - none
   */
  readonly env?: { [variable: string]: string };

  /**
   * Further secret keys, by the variable that takes each.
   *
   * @default - none
   */
  readonly secretKeys?: { [variable: string]: string | SecretKey };

  /**
   * Further arguments of the server: `['-c', 'max_connections=200']`, in which `$$` is a dollar as in a pod. Everybody on
   * this machine can read them: a secret key does not belong here.
   *
   * @default - none
   */
  readonly args?: string[];

  /**
   * Names of the services to start before. One with a health check is waited for.
   *
   * @default - none
   */
  readonly dependsOn?: string[];

  /**
   * When the service is ready.
   *
   * @default - a check that fails until the first start has ended, init scripts included
   */
  readonly healthCheck?: LocalHealthCheck;

  /**
   * When to start the service again, as compose has it: `no`, `always`, `on-failure`.
   *
   * @default "unless-stopped"
   */
  readonly restart?: string;
}

/**
 * Options of a server that runs scripts when it starts with an empty volume.
 */
export interface InitializedServiceOptions extends BackingServiceOptions {
  /**
   * Scripts that the first start runs, in this order: files of the project, relative to the compose file, which the
   * container can only read. They run once: with a volume that has data they are not looked at.
   *
   * @default - none
   */
  readonly initScripts?: string[];
}

/**
 * Options of a database with a user of its own. Each name is plain, or a secret key.
 */
export interface DatabaseOptions extends InitializedServiceOptions {
  /**
   * Secret key with the password.
   */
  readonly passwordKey: string;

  /**
   * Name of the user, where it is no secret.
   *
   * @default - `userKey`, else the superuser
   */
  readonly user?: string;

  /**
   * Secret key with the name of the user.
   *
   * @default - `user`
   */
  readonly userKey?: string;

  /**
   * Name of the database, where it is no secret. The first start makes it.
   *
   * @default - `databaseKey`, else the one that the image makes
   */
  readonly database?: string;

  /**
   * Secret key with the name of the database.
   *
   * @default - `database`
   */
  readonly databaseKey?: string;
}
