import { takeFindings } from '../lib/validation/report/run-findings';

/** Each test sees the findings of its own apps only. */
beforeEach(() => {
  takeFindings();
});

afterEach(() => {
  jest.restoreAllMocks();
});
