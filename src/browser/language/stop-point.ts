/** The global function that throws if Stop was requested. */
export const STOP_POINT = '__stop_point';
