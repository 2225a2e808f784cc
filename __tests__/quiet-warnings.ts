/** Warnings would drown the report of the tests; those that are about them look at `console.warn`. */
beforeEach(() => {
  jest.spyOn(console, 'warn').mockImplementation();
});

afterEach(() => {
  jest.restoreAllMocks();
});
