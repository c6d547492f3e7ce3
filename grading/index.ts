export { check } from './run/practice';
export type { Practice } from './run/practice';
export type { CheckResult, Results, SubmissionResult, Verdict } from './reports/results';
