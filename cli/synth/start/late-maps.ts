/** What takes in the source maps of files that were loaded meanwhile. */
const late: (() => void)[] = [];
/** Streams look at the stack of each error, so that it is made in time; tsx has one in every run. */
const STREAMS = /\(node:internal\/streams\/destroy:/;

/**
 * Takes in the source map of a file when a stack is looked at for the first time. Node takes in all of them as they are
 * loaded, of which that of one large file takes longer than everything else about it.
 */
export function onStacksSeen(takeIn: () => void): void {
  if (late.push(takeIn) === 1) watchStacks();
}

/** An error is about to be shown, with the line of its source. */
export function showStacks(): void {
  if (late.length > 0) void Error.prepareStackTrace;
}

/** Whoever makes the text of a stack first asks whether the program wants to do so itself. */
function watchStacks(): void {
  const own = Object.getOwnPropertyDescriptor(Error, 'prepareStackTrace');
  const stop = () => {
    if (own === undefined) Reflect.deleteProperty(Error, 'prepareStackTrace');
    else Object.defineProperty(Error, 'prepareStackTrace', own);
  };
  const settle = () => {
    stop();
    for (const takeIn of late.splice(0)) takeIn();
  };
  const watch = () =>
    Object.defineProperty(Error, 'prepareStackTrace', {
      configurable: true,
      enumerable: own?.enumerable ?? false,
      get: () => {
        stop();
        if (STREAMS.test(new Error().stack ?? '')) {
          watch();
          return own?.value;
        }
        settle();
        return Error.prepareStackTrace;
      },
      set: (value) => {
        settle();
        Error.prepareStackTrace = value;
      },
    });
  watch();
}
