// I0000 00:00:1795262749.8 7140 port.cc:153] ..., 2026-01-01 00:00:00.0: W tensorflow/...: ...
const LOG_LINE =
  /^(WARNING: All log messages before absl|[IW]\d{4} [\d:.]+ +\d+ \S+\] |\d{4}-\d\d-\d\d [\d:.]+: [IW] )/;

/** Removes TensorFlow's own log lines, except for errors, from text written to stderr. */
export function withoutTensorFlowLog(text: string): string {
  const lines = text.split('\n');
  const kept = lines.filter((line) => !LOG_LINE.test(line));
  return kept.length === lines.length ? text : kept.join('\n').trim() && kept.join('\n');
}
