/** The trace types that Plotly knows. */
const types =
  `scatter scattergl bar pie heatmap image contour table box violin histogram histogram2d histogram2dcontour ohlc
  candlestick waterfall funnel funnelarea indicator scatter3d surface mesh3d cone streamtube isosurface volume scattergeo
  choropleth scattermap choroplethmap densitymap scattermapbox choroplethmapbox densitymapbox scatterpolar scatterpolargl
  barpolar scatterternary scattersmith sunburst treemap icicle sankey splom parcats parcoords carpet scattercarpet
  contourcarpet heatmapgl pointcloud`.split(/\s+/);

/**
 * Checks a trace of a figure, because Plotly draws nothing, or lines, for a type that it does not know.
 *
 * @throws if it is not an object, or Plotly does not know its type
 */
export function assertTrace(trace: unknown, index: number): void {
  if (typeof trace !== 'object' || trace === null)
    throw new Error(`invalid trace ${index}: ${String(trace)} (expected an object: { x: [...], y: [...] })`);
  const { type } = trace as { type?: unknown };
  if (type === undefined || types.includes(String(type))) return;
  throw new Error(
    `invalid type of trace ${index}: '${String(type)}' (did you mean '${nearest(String(type))}'?)`,
  );
}

/** The type that shares the longest prefix with `name`. */
function nearest(name: string): string {
  const shared = (type: string): number => [...type].findIndex((letter, i) => letter !== name[i]);
  const length = (type: string): number => (shared(type) < 0 ? type.length : shared(type));
  return types.reduce((best, type) => (length(type) > length(best) ? type : best));
}
