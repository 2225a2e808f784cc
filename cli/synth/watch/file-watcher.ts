import { watch } from 'chokidar';
import type { FollowedPaths } from './followed-paths';

/** Watches the files of a project. */
export class FileWatcher {
  /** Rejected when files can no longer be watched. */
  public readonly failure: Promise<never>;
  private readonly ready: Promise<void>;
  private readonly watcher: ReturnType<typeof watch>;
  private readonly added = new Set<string>();

  /** @param onSave told of a file that was made, changed or removed, and whether it was made */
  public constructor(
    folder: string,
    private readonly paths: FollowedPaths,
    onSave: (path: string, isMade: boolean) => void,
  ) {
    this.watcher = watch(folder, {
      ignored: (path) => !paths.isFollowed(path),
      ignoreInitial: true,
      ignorePermissionErrors: true,
      // What is linked from elsewhere may be anything.
      followSymlinks: false,
    });
    this.failure = new Promise((_, reject) => {
      this.watcher.on('error', (error) => reject(watchError(error as NodeJS.ErrnoException)));
    });
    this.failure.catch(() => undefined);
    this.ready = new Promise((resolve) => this.watcher.on('ready', resolve));
    this.watcher.on('all', (event, path) => {
      if (!event.endsWith('Dir') && paths.isFollowed(path)) onSave(path, event === 'add');
    });
  }

  /** Waits until no change is missed. */
  public async start(): Promise<void> {
    await Promise.race([this.ready, this.failure]);
  }

  /** Watches files that lie elsewhere, too. */
  public add(files: readonly string[]): void {
    const news = files.filter((file) => !this.added.has(file) && this.paths.isFollowed(file));
    for (const file of news) this.added.add(file);
    if (news.length > 0) this.watcher.add(news);
  }

  public close(): Promise<void> {
    return this.watcher.close();
  }
}

const LIMITS: { readonly [code: string]: string } = {
  ENOSPC:
    'the system watches no more files for you (on Linux, fs.inotify.max_user_watches): raise that ' +
    '(sudo sysctl fs.inotify.max_user_watches=524288), or set CHOKIDAR_USEPOLLING=1',
  EMFILE:
    'the system has no more room for who watches files (on Linux, fs.inotify.max_user_instances, or ulimit -n): raise ' +
    'that (sudo sysctl fs.inotify.max_user_instances=512), or set CHOKIDAR_USEPOLLING=1',
};

function watchError({ code = '', message }: NodeJS.ErrnoException): Error {
  return new Error(`the files of the project cannot be watched: ${LIMITS[code] ?? (code || message)}`);
}
