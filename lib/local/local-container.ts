import type { Duration } from 'cdk8s';

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
 * What another service has to be before a service that waits for it is started.
 */
export enum LocalServiceState {
  /**
   * It has been started.
   */
  STARTED = 'service_started',

  /**
   * Its health check has succeeded.
   */
  HEALTHY = 'service_healthy',

  /**
   * It has ended without an error.
   */
  COMPLETED = 'service_completed_successfully',
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
   * Plain build arguments. Never write a secret value here: whoever has the image can read them. A secret key belongs
   * into `buildSecrets`.
   *
   * @default - none
   */
  readonly buildArgs?: { [argument: string]: string };

  /**
   * Secret keys that the build gets as files, by the ids that the Dockerfile has for them: with `{ npmrc: 'NPM_RC' }`,
   * `RUN --mount=type=secret,id=npmrc` has the value of the key `NPM_RC`, and the image does not. Needs Docker Compose 2.
   *
   * @default - none
   */
  readonly buildSecrets?: { [id: string]: string };

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
   * As in a pod, `$(NAME)` is the value of a variable that the service has, of a secret key too, and `$$` is a dollar.
   * What it is not, such as `$(date)`, stays text. `${NAME}` is none, and an error for a secret key, unless a shell reads
   * it (`sh -c`) or it is written `$${NAME}` (rule L9).
   *
   * @default - for an application, its `command` and `args` in the cluster; else those of the image
   */
  readonly command?: string[];

  /**
   * Entrypoint, in the place of that of the image. An application is started with it and with `command`, whatever its
   * `command` and `args` in the cluster are. `$(NAME)` is the value of a variable that the service has, as in `command`.
   *
   * @default - for an application, its `command` in the cluster; else that of the image
   */
  readonly entrypoint?: string[];

  /**
   * User, and group, that the process has: `1000:1000`.
   *
   * @default - that of the image
   */
  readonly user?: string;

  /**
   * Working directory.
   *
   * @default - for an application, that in the cluster; else that of the image
   */
  readonly workingDir?: string;

  /**
   * Ports as compose has them: `127.0.0.1:4000:4000`. Without an address, everybody in the network of the laptop reaches
   * them. What is no port is an error (rule L9).
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
   * Folders in memory: `/tmp`, or with options `/run:size=64m`.
   *
   * @default - none
   */
  readonly tmpfs?: string[];

  /**
   * Names of the services to start before. One with a health check is waited for (rule L6).
   *
   * @default - none
   */
  readonly dependsOn?: string[];

  /**
   * The services to start before, each with what it must have come to: `{ database: LocalServiceState.HEALTHY }`.
   * `dependsOn` finds that out by itself.
   *
   * @default - none
   */
  readonly waitsFor?: { [service: string]: LocalServiceState };

  /**
   * Plain environment variables. Never write a secret value here. They are written in the order of their names.
   *
   * As in a pod, `$(NAME)` is the value of another variable that the service has, of a secret key too, and `$$` is a
   * dollar: `{ URL: 'postgres://app:$(DB_PASSWORD)@db/app' }`. What it is not stays text. `${NAME}` is none, and an error
   * for a secret key, unless it is written `$${NAME}` (rule L9).
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

  /**
   * Further names that other services of the stack reach it by.
   *
   * @default - none
   */
  readonly networkAliases?: string[];

  /**
   * Further hosts that it knows, with their addresses: `{ 'host.docker.internal': 'host-gateway' }`.
   *
   * @default - none
   */
  readonly extraHosts?: { [host: string]: string };

  /**
   * Labels of the container, for example those that a proxy reads.
   *
   * @default - none
   */
  readonly labels?: { [label: string]: string };

  /**
   * Capabilities of the kernel that it has beyond the usual ones: `NET_ADMIN`.
   *
   * @default - none
   */
  readonly capAdd?: string[];

  /**
   * Whether a small init process starts it, passes signals on, and reaps what is left.
   *
   * @default false
   */
  readonly init?: boolean;

  /**
   * Time that it has to stop by itself.
   *
   * @default Duration.seconds(10)
   */
  readonly stopGracePeriod?: Duration;

  /**
   * The platform of its image: `linux/amd64`.
   *
   * @default - that of the laptop
   */
  readonly platform?: string;

  /**
   * The profiles that it is in: compose starts it when one of them is asked for, and not with the others.
   *
   * @default - none: it is always started
   */
  readonly profiles?: string[];

  /**
   * Everything else, in the words of the compose specification: `{ ulimits: { nofile: 4096 }, shm_size: '1gb' }`. It
   * is put on top as compose does it with an override file: maps are merged, lists go on, `command`, `entrypoint`, the
   * test of a health check and single values are replaced. What the specification does not know is an error (rule L9).
   *
   * As in a compose file, `$$` is a dollar, and `${NAME}` a variable, which is a secret key here: one that the application
   * declares, or any for a service that only exists on a laptop. Nothing is taken from a shell. `environment` is written
   * as `env` and `secretKeys`. Never write a secret value here (rule L10).
   *
   * @default - none
   */
  // biome-ignore lint/suspicious/noExplicitAny: jsii has no other type for any JSON
  readonly compose?: { [field: string]: any };
}
